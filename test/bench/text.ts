import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scoreNewTexts } from "../../src/warehouse/row-functions.ts";
import { literal } from "../../src/warehouse/sql-text.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";

/**
 * `npm run bench -- text [TEXTS]`: language and sentiment of a million distinct multilingual posts (real ones
 * where the data folder is there, each made distinct by a number), from a DuckDB file, with every core.
 */
export async function main(args: string[]): Promise<void> {
  const wanted = Number(args[0] ?? 1_000_000);
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const data = join(root, "..", "shared", "data", "labelled", "sentiment.parquet");
  if (!existsSync(data)) {
    console.log("skipped: there is no ../shared/data to take posts from");
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "earshot-bench-"));
  const warehouse = await Warehouse.open({ path: join(folder, "bench.duckdb"), memoryLimit: "400MB" });
  try {
    await warehouse.run(
      `create table posts as
       with source as (
         select text, row_number() over () as n from read_parquet(${literal(data)})
         where domain like '%tweets%' and length(text) > 10
       )
       select row_number() over () - 1 as id, text || ' ' || k as text, md5_number_lower(text || ' ' || k)::ubigint as text_hash
       from source cross join range(10) as r(k)
       limit ${wanted}`,
    );
    const models = join(root, "data", "models");
    const timed = async (kind: "language" | "sentiment", texts: string) => {
      const started = performance.now();
      const cpu = process.cpuUsage();
      const { scored } = await scoreNewTexts(warehouse, {
        kind,
        model: join(models, `${kind}.bin`),
        texts,
        cache: kind,
      });
      const seconds = (performance.now() - started) / 1000;
      const used = process.cpuUsage(cpu);
      const busy = (used.user + used.system) / 1e6;
      const rate = (time: number) => `${Math.round(scored / time / 1000)} k/s`;
      console.log(
        `${kind}: ${scored} texts in ${seconds.toFixed(1)} s, ${rate(seconds)}; ${busy.toFixed(1)} s of processors, ${rate(busy)}`,
      );
      return seconds;
    };
    const distinct = "select text_hash, any_value(text) as text";
    const language = await timed("language", `${distinct}, '' as language from posts group by text_hash`);
    const sentiment = await timed(
      "sentiment",
      `select p.text_hash, any_value(p.text) as text, any_value(l.language) as language
       from posts as p join cache.language as l using (text_hash) group by p.text_hash`,
    );
    const rate = Math.round(wanted / (language + sentiment) / 1000);
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(`language and sentiment: ${rate} k texts/s, peak memory ${memory} MB`);
  } finally {
    warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
