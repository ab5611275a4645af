import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { randomNumbers } from "../../src/text/hash.ts";
import { annotateTexts } from "../../src/warehouse/annotate-texts.ts";
import { textsOf } from "../../src/warehouse/chunk-texts.ts";
import { literal } from "../../src/warehouse/sql-text.ts";
import { packLanguage, textBatch, unpackLanguage } from "../../src/warehouse/text-batch.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";
import { sortedPlaces, WordKeys } from "../../src/warehouse/word-keys.ts";
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
      const batched = await warehouse.connection.run(
        `select 7::ubigint, coalesce(s, ''), 0::usmallint, 1::utinyint from (${select})`,
      );
      const { batch } = textBatch(await batched.fetchAllChunks(), 0);
      const decoded = [...batch.ends].map((end, i) =>
        new TextDecoder().decode(batch.bytes.subarray(batch.ends[i - 1] ?? 0, end)),
      );
      expect(decoded).toEqual(read.map((text) => text ?? ""));
      if (select.includes("order")) expect(read).toEqual(texts);
    }
  } finally {
    warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

const sentiment = { kind: "sentiment" as const, model: model("sentiment"), languages: null };

async function posts(warehouse: Warehouse, count: number): Promise<void> {
  await warehouse.run(
    `create table posts as
     select i::ubigint as text_hash,
       case i % 3 when 0 then 'I love number ' when 1 then 'terrible, awful thing ' else 'meeting at noon ' end || i as text,
       'en' as language
     from range(${count}) as r(i)`,
  );
}

test("threads give what one thread gives, and lose no text and no word", async () => {
  const threads = await Warehouse.open({ path: ":memory:" });
  const here = await Warehouse.open({ path: ":memory:" });
  try {
    await posts(threads, 31_000);
    await posts(here, 500);
    const ahead = [{ kind: "words" as const }];
    expect(await annotateTexts(threads, { texts: "from posts", wanted: sentiment, ahead })).toBe(31_000);
    expect(await annotateTexts(threads, { texts: "from posts", wanted: sentiment, ahead })).toBe(0);
    expect(await annotateTexts(here, { texts: "from posts", wanted: sentiment, ahead })).toBe(500);
    for (const select of [
      "select text_hash, read_as, p_negative, p_neutral, p_positive from cache.sentiment where text_hash < 500 order by 1",
      `select text_hash, position, word
       from cache.word_positions join cache.words using (word_id) join cache.word_texts using (text_id)
       where text_hash < 500 order by 1, 2`,
    ])
      expect(await threads.rows(select)).toEqual(await here.rows(select));
    expect(await threads.count("cache.words")).toBe(31_000 + 9);
  } finally {
    threads.close();
    here.close();
  }
});

test("what is done ahead is found done, and only what lacks is read", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    await posts(warehouse, 30);
    const language = { kind: "language" as const, model: model("language") };
    const some = "from posts where text_hash < 20";
    expect(await annotateTexts(warehouse, { texts: some, wanted: { kind: "words" } })).toBe(20);
    const both = { wanted: language, ahead: [sentiment, { kind: "words" as const }] };
    expect(await annotateTexts(warehouse, { texts: "from posts", ...both })).toBe(30);
    const read = `select posts.* exclude language, read_as as language from posts join cache.sentiment using (text_hash)`;
    expect(await annotateTexts(warehouse, { texts: read, wanted: sentiment })).toBe(0);
    expect(await annotateTexts(warehouse, { texts: "from posts", wanted: { kind: "words" } })).toBe(0);
    const other = { ...sentiment, languages: ["hu"] };
    expect(
      await annotateTexts(warehouse, {
        texts: "select text_hash, text, 'fi' as language from posts",
        wanted: other,
      }),
    ).toBe(30);
    expect(await warehouse.count("cache.sentiment")).toBe(30);
    expect(
      await warehouse.row("select count(*) as n, count(distinct text_hash) as texts from cache.word_texts"),
    ).toEqual({ n: 30, texts: 30 });
  } finally {
    warehouse.close();
  }
});

test("an interrupt while threads read ends them, keeps nothing and is thrown", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    await posts(warehouse, 60_000);
    const interrupted = warehouse.transaction(() =>
      annotateTexts(warehouse, {
        texts: "from posts",
        wanted: sentiment,
        progress: () => {
          throw new Error("interrupted");
        },
      }),
    );
    await expect(interrupted).rejects.toThrow("interrupted");
    expect(await warehouse.exists("sentiment", "cache")).toBe(false);
  } finally {
    warehouse.close();
  }
});

test("keys of words outlast a full dictionary, and rows come sorted", () => {
  const keys = new WordKeys(1, 2);
  const first = keys.of("a");
  expect(keys.of("b")).toBe(first + 1);
  expect(keys.takeFresh()).toEqual([{ words: "a\nb", firstKey: first }]);
  for (let i = 0; i < 400_001; i++) keys.of(`w${i}`);
  expect(keys.takeFresh()[0]?.words.split("\n")).toHaveLength(400_001);
  expect(keys.of("a")).toBe(3 << 20);
  expect(keys.takeFresh()).toEqual([{ words: "a", firstKey: 3 << 20 }]);
  for (let i = 0; i < 1_100_000; i++) keys.of(`v${i}`);
  const parts = keys.takeFresh();
  expect(parts.map(({ firstKey }) => firstKey >>> 20)).toEqual([3, 5]);
  expect(parts.flatMap(({ words }) => words.split("\n"))).toHaveLength(1_100_000);

  const numbers = Uint32Array.from({ length: 1000 }, (_, i) => Math.imul(i, 2654435761) >>> ((i % 3) * 9));
  const places = [...sortedPlaces(numbers, 1000)];
  const expected = [...numbers.keys()].sort(
    (a, b) => (numbers[a] as number) - (numbers[b] as number) || a - b,
  );
  expect(places).toEqual(expected);
});

test("languages are packed and unpacked", () => {
  expect(["en", "und", "", "zh"].map((language) => unpackLanguage(packLanguage(language)))).toEqual([
    "en",
    "und",
    "und",
    "zh",
  ]);
});

test("a visit that is given up leaves no text marked as read, not even when its appenders are collected", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    await warehouse.run(
      "create table texts as select i::ubigint as text_hash, 'hello word' || i as text from range(20000) as t(i)",
    );
    const texts = "select text_hash, text, '' as language from texts";
    const given = (progress?: (done: number) => void) =>
      warehouse.transaction(() => annotateTexts(warehouse, { texts, wanted: { kind: "words" }, progress }));
    await warehouse.transaction(() =>
      annotateTexts(warehouse, { texts: `${texts} limit 1`, wanted: { kind: "words" } }),
    );
    const message = await given((done) => {
      if (done > 10_000) throw new Error("interrupted");
    }).catch((error: Error) => error.message);
    expect(message).toBe("interrupted");
    for (let i = 0; i < 5; i++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      collectGarbage();
    }
    expect(await warehouse.count("cache.word_texts")).toBe(1);
    expect(await given()).toBe(19_999);
    const [indexed] = await warehouse.rows(
      "select count(distinct text_id)::int as n from cache.word_positions",
    );
    expect(indexed).toEqual({ n: 20_000 });
  } finally {
    warehouse.close();
  }
});
