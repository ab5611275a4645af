import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Annotation, annotateTexts } from "../../src/warehouse/annotate-texts.ts";
import { modelEvidence } from "../../src/warehouse/model-key.ts";
import { literal } from "../../src/warehouse/sql-text.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";

/**
 * `npm run bench -- text [TEXTS]`: one visit to a million distinct multilingual posts (real ones
 * where the data folder is there, each made distinct by a number), from a DuckDB file, with every core: language
 * with sentiment, then with emotion too, then with the word index.
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
    const model = (kind: string) => join(root, "data", "models", `${kind}.bin`);
    const timed = async (wanted: Annotation, texts: string, ahead: Annotation[] = []) => {
      const started = performance.now();
      const cpu = process.cpuUsage();
      const read = await annotateTexts(warehouse, { texts, wanted, ahead });
      const seconds = (performance.now() - started) / 1000;
      const used = process.cpuUsage(cpu);
      const busy = (used.user + used.system) / 1e6;
      const rate = (time: number) => `${Math.round(read / time / 1000)} k/s`;
      const memory = Math.round(process.resourceUsage().maxRSS / 1024);
      const what = [wanted, ...ahead].map(({ kind }) => kind).join(", ");
      console.log(
        `${what}: ${read} texts in ${seconds.toFixed(1)} s, ${rate(seconds)}; ${busy.toFixed(1)} s of processors, ${rate(busy)}; peak memory ${memory} MB`,
      );
    };
    const unknown = "select text_hash, text, '' as language from posts";
    const language: Annotation = { kind: "language", model: model("language") };
    const sentiment: Annotation = { kind: "sentiment", model: model("sentiment"), languages: null };
    const emotion: Annotation = {
      kind: "emotion",
      model: model("emotion"),
      languages: modelEvidence(model("emotion")),
    };
    for (const ahead of [[sentiment], [sentiment, emotion], [sentiment, { kind: "words" } as const]]) {
      await timed(language, unknown, ahead);
      await warehouse.run("drop schema cache cascade");
    }
  } finally {
    warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
