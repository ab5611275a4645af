import { expect, test } from "vitest";
import { annotateTexts } from "../../src/warehouse/annotate-texts.ts";
import { forgetTexts } from "../../src/warehouse/forget-texts.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";

async function everything(warehouse: Warehouse): Promise<Record<string, unknown>> {
  const tables = await warehouse.rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'cache' order by 1",
  );
  const all: Record<string, unknown> = {};
  for (const { name } of tables)
    all[name] = await warehouse.rows(`select columns(*)::varchar from cache.${name} order by all`);
  return all;
}

test("of texts that are gone nothing stays, their words included; the others stay as they were", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const terms = { kind: "terms" as const, stopWords: new Map([["en", ["the", "was"]]]), version: "1" };
  const read = async (texts: string) => {
    const select = `select text_hash, text, 'en' as language from ${texts}`;
    const count = await annotateTexts(warehouse, { texts: select, wanted: terms });
    expect(await annotateTexts(warehouse, { texts: select, wanted: { kind: "words" } })).toBe(count);
    return count;
  };
  try {
    await warehouse.run(
      "create table texts as select * from (values (1::ubigint, 'the parcel came late'), (2, 'the driver was kind'), (3, 'zelda says late')) as t(text_hash, text)",
    );
    await read("(from texts where text_hash < 3)");
    const before = await everything(warehouse);
    await read("texts");
    expect(JSON.stringify(await everything(warehouse))).toContain("zelda");
    await forgetTexts(warehouse, "select text_hash from texts where text_hash < 3");
    expect(await everything(warehouse)).toEqual(before);
    expect(await read("texts")).toBe(1);
    await forgetTexts(warehouse, "select text_hash from texts where false");
    const { word_index: _words, term_index: _terms, ...rest } = await everything(warehouse);
    expect(Object.values(rest).flatMap((rows) => rows as unknown[])).toEqual([]);
  } finally {
    warehouse.close();
  }
});
