import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { randomNumbers } from "../../src/text/hash.ts";
import { textsOf } from "../../src/warehouse/chunk-texts.ts";
import { scoreNewTexts } from "../../src/warehouse/row-functions.ts";
import { literal } from "../../src/warehouse/sql-text.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";
import { PACKAGE_ROOT } from "../../src/workspace.ts";

const model = (kind: string) => join(PACKAGE_ROOT, "data", "models", `${kind}.bin`);

test("strings read in runs are the strings that DuckDB's own reader gives (seed 11)", async () => {
  const random = randomNumbers(11);
  const alphabet = ["a", "é", "漢", "😀", " ", "ž", "z".repeat(20), "'"];
  const texts = Array.from({ length: 5000 }, () => {
    if (random() < 0.1) return null;
    return Array.from({ length: Math.floor(random() * 30) }, () => alphabet[Math.floor(random() * 8)]).join(
      "",
    );
  });
  const folder = mkdtempSync(join(tmpdir(), "earshot-test-"));
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    const values = texts.map((text, i) => `(${i}, ${literal(text)})`).join(", ");
    await warehouse.run(`create table t as select col0 as i, col1 as s from (values ${values})`);
    const file = literal(join(folder, "t.parquet"));
    await warehouse.run(`copy (select i, s from t order by i) to ${file} (format parquet)`);
    for (const select of [
      "select s from t order by i",
      `select s from ${file} order by i`,
      `select s from ${file}`,
    ]) {
      const result = await warehouse.connection.stream(select);
      const read: (string | null)[] = [];
      for (
        let chunk = await result.fetchChunk();
        chunk && chunk.rowCount > 0;
        chunk = await result.fetchChunk()
      ) {
        const found = textsOf(chunk.getColumnVector(0));
        expect(found).toEqual(chunk.getColumnValues(0));
        read.push(...found);
      }
      expect(read).toHaveLength(texts.length);
      if (select.includes("order")) expect(read).toEqual(texts);
    }
  } finally {
    warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("workers give what one thread gives, and lose no text", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    await warehouse.run(
      `create table posts as
       select i::ubigint as text_hash,
         case i % 3 when 0 then 'I love number ' when 1 then 'terrible, awful thing ' else 'meeting at noon ' end || i as text,
         'en' as language
       from range(31000) as r(i)`,
    );
    const job = { kind: "sentiment" as const, model: model("sentiment"), cache: "sentiment" };
    const few = { ...job, cache: "few", texts: "from posts where text_hash < 500" };
    expect((await scoreNewTexts(warehouse, few)).scored).toBe(500);
    const many = { ...job, texts: "from posts" };
    expect((await scoreNewTexts(warehouse, many)).scored).toBe(31_000);
    expect((await scoreNewTexts(warehouse, many)).scored).toBe(0);
    const differing = await warehouse.row<{ n: number; shared: number }>(
      `select count(*) filter (where abs(f.p_positive - s.p_positive) > 1e-6) as n, count(*) as shared
       from cache.few as f join cache.sentiment as s using (text_hash)`,
    );
    expect(differing).toEqual({ n: 0, shared: 500 });
  } finally {
    warehouse.close();
  }
});

test("an interrupt while workers score ends them, leaves no file and is thrown", async () => {
  const folder = mkdtempSync(join(tmpdir(), "earshot-test-"));
  const warehouse = await Warehouse.open({ path: join(folder, "w.duckdb") });
  try {
    await warehouse.run(
      "create table posts as select i::ubigint as text_hash, 'good number ' || i as text, 'en' as language from range(60000) as r(i)",
    );
    const interrupted = scoreNewTexts(warehouse, {
      kind: "sentiment",
      model: model("sentiment"),
      cache: "sentiment",
      texts: "from posts",
      progress: () => {
        throw new Error("interrupted");
      },
    });
    await expect(interrupted).rejects.toThrow("interrupted");
    expect(readdirSync(folder).filter((name) => name.startsWith("scoring-"))).toEqual([]);
    expect(await warehouse.count("cache.sentiment")).toBe(0);
  } finally {
    warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
