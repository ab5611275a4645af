import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  compileQuery,
  compileTopicQueries,
  indexWords,
  matchTopics,
  QueryError,
  readQuery,
} from "../../../src/study/index.ts";
import { PLAIN_OPTIONS, type WordOptions } from "../../../src/study/query/word-tests.ts";
import { Warehouse } from "../../../src/warehouse/warehouse.ts";
import { writeRows } from "../../../src/warehouse/write-rows.ts";

let warehouse: Warehouse;

beforeEach(async () => {
  warehouse = await Warehouse.open({ path: ":memory:" });
});
afterEach(() => warehouse.close());

interface Given {
  text: string | null;
  title?: string;
  url?: string;
  author_name?: string;
}

async function mentions(given: readonly Given[]): Promise<void> {
  const columns = {
    mention_id: "VARCHAR",
    text: "VARCHAR",
    title: "VARCHAR",
    url: "VARCHAR",
    author_name: "VARCHAR",
  };
  await writeRows(
    warehouse,
    "written",
    columns,
    given.map((m, i) => ({ mention_id: String(i), ...m })),
  );
  await warehouse.run(
    `create or replace table mentions as
     select *, null::varchar as author_id, null::varchar as vendor_language,
       md5_number_lower(coalesce(text, title))::ubigint as text_hash
     from written`,
  );
}

async function found(query: string, options: Partial<WordOptions> = {}): Promise<number[]> {
  await matchTopics(warehouse, compileQuery(query, options), "matched");
  const rows = await warehouse.rows<{ mention_id: string }>(
    "select mention_id from matched order by mention_id::int",
  );
  return rows.map((row) => Number(row.mention_id));
}

/** Query × text pairs with known answers. */
describe.each<[string, string[], string[], Partial<WordOptions>?]>(
  [
    [
      "apple",
      ["Apple!", "an #apple", "@Apple hi", "apple's", "APPLE,pear", "good.Apple", "(apple)"],
      ["apples", "pineapple", "app le", "https://apple.com"],
    ],
    ["#apple", ["#Apple", "so #APPLE."], ["apple", "@apple", "#apples"]],
    ["@apple", ["@Apple: hi"], ["apple", "#apple", "me@apple.com"]],
    ["$AAPL", ["buy $aapl now"], ["AAPL", "#AAPL"]],
    ["straße", ["STRASSE", "Strasse", "straße"], ["strase"]],
    ["ΟΔΟΣ", ["οδος", "οδός οδοσ"], ["οδου"]],
    ["nestlé", ["NESTLÉ", "Nestle\u0301"], ["nestle"]],
    ["nestle", ["Nestlé", "nestle"], ["nestlo"], { foldAccents: true }],
    ["ｆｕｌｌ", ["full width"], ["fully"]],
    [
      '"credit card"',
      ["my credit card", "Credit-card", "credit\ncard"],
      ["credit my card", "card credit", "credit cards"],
    ],
    ["a NEAR/2 b", ["a b", "a x b", "b x a"], ["a x y b", "a", "b"]],
    ["a ONEAR/2 b", ["a b", "a x b"], ["b a", "a x y b"]],
    ["a NEAR/2f b", ["a x b"], ["b x a"]],
    ['"a b"~1', ["a b", "a x b"], ["a x y b", "b a"]],
    ['"a b c"~1', ["a b c", "a x b c", "a b x c"], ["a x b x c", "a c b"]],
    ["(a OR b) NEAR/3 (c NEAR/1 d)", ["a x c d", "d c x x b"], ["a x x x c d", "c d"]],
    ["colo*r", ["color", "colour", "Coloooor"], ["colors", "col or"]],
    ["b?t", ["bat", "BET", "büt"], ["bt", "beat"]],
    ["#vir*", ["#virgin"], ["virgin", "@virgin"]],
    ["amazon~1", ["amazon", "amzon", "amazom", "amazons", "maazon"], ["amzn", "amazing"]],
    ["coca-cola", ["Coca-Cola", "coca cola"], ["cocacola", "coca"]],
    ["++Apple", ["Apple", "#Apple", "Apple's"], ["apple", "APPLE"]],
    ["++apple", ["apple pie", "@apple"], ["Apple"]],
    ['++"Apple Inc"', ["Apple Inc."], ["apple inc", "Apple inc"]],
    ['raw:"H&M"', ["at H&M!", "(H&M)"], ["h&m", "H & M", "XH&M", "H&Ms"]],
    ['raw:"C++"', ["in C++11", "C++."], ["c++", "C+"]],
    ['raw:":)"', ["nice :)"], ["nice"]],
    ["🍎", ["an 🍎 a day", "🍎🍎"], ["🍏"]],
    ["👍", ["👍🏽", "👍"], ["👎"]],
    ["++👍🏽", ["👍🏽"], ["👍", "👍🏿"]],
    ["東京", ["東京へ行く"], ["京都"]],
    ["กรุงเทพ", ["ไป กรุงเทพ"], ["ไปเที่ยว"]],
    ["*東京*", ["東京タワー", "東京"], ["大阪"]],
    [
      "link:apple.com",
      ["see https://shop.Apple.com/x", "www.apple.com"],
      ["https://pineapple.com", "apple.com.evil.example", "apple"],
    ],
    ["link:apple.com/uk", ["https://apple.com/uk/iphone"], ["https://apple.com/de"]],
    ["https://apple.com/uk", ["http://www.apple.com/uk?x=1"], ["https://apple.com/"]],
    ["stem:flight", ["flights", "flight"], ["flighty"]],
    ["stem.fi:talo", ["talossa"], ["taloudellinen"]],
    ["rimi", ["eju uz Rimi", "Rimis"], ["rimt"], { inflect: ["lv"] }],
    ["nokia", ["Nokialla on", "nokiasta", "NOKIAN"], ["nokkia"], { inflect: ["fi"] }],
    ["tesco", ["a Tescóban", "tescós"], ["tessco"], { inflect: ["hu"] }],
    ["a AND NOT (b OR c)", ["a d"], ["a b", "a c", "b"]],
    ["a OR b AND c", ["a", "b c"], ["b", "c"]],
    ["AND", [], []],
  ].filter(([query]) => query !== "AND") as [string, string[], string[], Partial<WordOptions>?][],
)("%s", (query, inside, outside, options) => {
  it("matches what it must and nothing else", async () => {
    await mentions([...inside, ...outside].map((text) => ({ text })));
    expect(await found(query, options)).toEqual(inside.map((_, i) => i));
  });
});

describe("title, text and columns", () => {
  const given: Given[] = [
    { text: "apple pie", title: "news" },
    { text: "pear", title: "apple pie" },
    { text: null, title: "apple" },
    { text: null },
    { text: "pear", author_name: "Troll", url: "https://www.spam.example/apple" },
  ];

  it.each<[string, number[]]>([
    ["apple", [0, 1, 2]],
    ["title:apple", [1, 2]],
    ["text:apple", [0]],
    ["apple AND news", [0]],
    ["news NEAR/5 apple", []],
    ["title:(apple OR news) AND text:apple", [0]],
    ["NOT apple", [3, 4]],
    ["NOT title:apple", [0, 3, 4]],
    ["author:troll", [4]],
    ["author:tr*l", [4]],
    ["NOT author:troll", [0, 1, 2, 3]],
    ["site:spam.example", [4]],
    ["site:example", [4]],
    ["site:am.example", []],
    ["url:apple", [4]],
    ["pear AND NOT site:spam.example", [1]],
  ])("%s", async (query, expected) => {
    await mentions(given);
    expect(await found(query)).toEqual(expected);
  });
});

describe("many operands", () => {
  it("keeps more leaves apart than a mask has bits", async () => {
    const words = Array.from({ length: 200 }, (_, i) => `w${i}x`);
    await mentions([
      { text: words.join(" ") },
      { text: words.slice(1).join(" ") },
      { text: words.slice(0, -1).join(" ") },
    ]);
    expect(await found(words.join(" AND "))).toEqual([0]);
  });

  it("stays quick on one word a hundred thousand times", async () => {
    await mentions([{ text: "spam ".repeat(100_000) }]);
    const start = performance.now();
    expect(await found("spam NEAR/5 spam")).toEqual([0]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe("hostile names", () => {
  const EVIL = [
    "'; drop table mentions; --",
    "x' or '1'='1",
    '"; drop table mentions; --',
    "a\\' || (select 1) --",
    "$1 ? :a {b} %_",
    "constructor",
    "\u0000",
  ];

  it.each(EVIL)("%j in a query is only text", async (evil) => {
    await mentions([{ text: "nothing", author_name: "x", url: "https://x.example" }, { text: evil }]);
    const quoted = `"${evil.replace(/["\\]/g, "\\$&")}"`;
    for (const field of ["", "++", "raw:", "author:", "site:", "url:", "link:", "country:"]) {
      if (field === "country:") continue;
      const { node } = readQuery(`${field}${quoted}`);
      if (node === null) continue;
      await matchTopics(warehouse, compileQuery(`${field}${quoted}`), "matched");
      const rows = await warehouse.rows<{ mention_id: string }>("select mention_id from matched");
      expect(rows.every((row) => row.mention_id === "1")).toBe(true);
    }
    expect(await warehouse.count("mentions")).toBe(2);
  });

  it.each(EVIL)("%j as a topic's name is only a name", async (evil) => {
    await mentions([{ text: "apple" }]);
    const id = evil.replaceAll("\u0000", "");
    const compiled = compileTopicQueries([
      { id, parts: [{ node: readQuery("apple").node!, options: PLAIN_OPTIONS }] },
    ]);
    await matchTopics(warehouse, compiled, "matched");
    expect(await warehouse.rows("select * from matched")).toEqual([{ mention_id: "0", topic: id }]);
  });

  it("throws every mistake with a caret", () => {
    expect(() => compileQuery("a OR (b AND *")).toThrow(QueryError);
    try {
      compileQuery("a OR (b AND *");
    } catch (error) {
      expect((error as QueryError).diagnostics.map((d) => [d.column, d.source])).toContainEqual([
        13,
        "a OR (b AND *",
      ]);
    }
  });
});

describe("the word index", () => {
  it("reads only new texts, and starts again when its rules changed", async () => {
    await mentions([{ text: "one" }, { text: "two" }]);
    const texts = "select text_hash, text from mentions";
    expect(await indexWords(warehouse, texts)).toBe(2);
    expect(await indexWords(warehouse, texts)).toBe(0);
    await mentions([{ text: "one" }, { text: "three one" }]);
    expect(await indexWords(warehouse, texts)).toBe(1);
    expect(await found("one")).toEqual([0, 1]);
    await warehouse.run("update cache.word_index set version = 'older'");
    expect(await indexWords(warehouse, texts)).toBe(2);
    expect(await found("one")).toEqual([0, 1]);
  });
});
