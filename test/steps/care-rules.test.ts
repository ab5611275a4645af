import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type CareRule, CareRules, isPlainRule, SIGNALS } from "../../pipelines/analysis/care-rules.ts";
import { groupRows } from "../../pipelines/analysis/groups.ts";
import { plainWords, spokenText, WORDS_SQL } from "../../pipelines/analysis/plain-words.ts";
import { wordPattern } from "../../pipelines/analysis/word-pattern.ts";
import { literal, Warehouse } from "../../src/warehouse/index.ts";
import { BASE, build, openSmallStudy } from "../models/small-study.ts";

const AIRLINES = fileURLToPath(
  new URL("../../../shared/data/mentions/airline_tweets_2015.csv", import.meta.url),
);

async function readRules(warehouse: Warehouse): Promise<CareRule[]> {
  return warehouse.rows<CareRule>(
    "select * from read_csv('data/seeds/care_rules.csv', header = true, sample_size = -1)",
  );
}

/** What RE2 says of every text when it is asked each pattern by itself. */
async function askRe2(warehouse: Warehouse, rules: readonly CareRule[], texts: string): Promise<number[]> {
  const bits = SIGNALS.map((signal, bit) => {
    const asked = rules
      .filter((rule) => rule.signal === signal)
      .map(({ pattern }) => `regexp_matches(words, ${literal(` (?:${pattern}) `)})`);
    return `if(${["false", ...asked].join(" or ")}, ${1 << bit}, 0)`;
  });
  const rows = await warehouse.rows<{ told: number }>(
    `select ${bits.join(" + ")} as told from (select n, ${WORDS_SQL} as words from ${texts}) order by n`,
  );
  return rows.map(({ told }) => told);
}

/** Numbers between 0 and 1 (Marsaglia 2003). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const MARKS = [
  " ",
  " ",
  " ",
  " ",
  " ",
  " ",
  ", ",
  ". ",
  "\n",
  " – ",
  "/",
  "-",
  "#",
  " @a ",
  " https://a.b/c ",
  " … ",
];

/** Sentences out of the patterns' own words, some of them cut, joined, in capitals or with other apostrophes. */
function sentences(rules: readonly CareRule[], count: number, random: () => number): string[] {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const wordsOf = (pattern: string) =>
    pattern.replace(/\[\^ \][*+]?|\{[^}]*\}/g, "x").split(/[^\p{L}\d'-]+/u);
  return Array.from({ length: count }, () => {
    const own = Array.from({ length: 1 + Math.floor(random() * 3) }, () => wordsOf(one(rules).pattern));
    const words = Array.from({ length: Math.floor(random() * 14) }, () => {
      const word = one(one(own));
      const turn = random();
      if (turn < 0.05) return word.toUpperCase();
      if (turn < 0.1) return word.replaceAll("'", "’");
      if (turn < 0.15) return word.slice(0, -1);
      return turn < 0.2 ? `${word}en` : word;
    });
    return words.map((word) => word + one(MARKS)).join("");
  });
}

test("the rules say of random sentences out of their own words what RE2 says of each pattern", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31) + 1;
  const random = randomNumbers(seed);
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const rules = await readRules(warehouse);
  expect(rules.filter((rule) => !isPlainRule(rule))).toEqual([]);
  const all = new Set<number>();
  for (const [language, own] of groupRows(rules, (rule) => rule.language)) {
    const texts = sentences(own, 1500, random);
    const table = `(select unnest(${literal(JSON.stringify(texts))}::json::varchar[]) as text, unnest(range(${texts.length})) as n)`;
    const expected = await askRe2(warehouse, own, table);
    const set = new CareRules(own);
    const wrong = texts.filter((text, i) => set.signals(text) !== expected[i]);
    expect(wrong, `${language}, seed ${seed}`).toEqual([]);
    for (const told of expected) all.add(told);
  }
  expect([...all].sort(), `seed ${seed}`).toEqual([0, 1, 2, 3]);
  warehouse.close();
});

test.skipIf(!existsSync(AIRLINES))("they say the same of real tweets (needs the shared data)", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const own = (await readRules(warehouse)).filter(({ language }) => language === "en");
  await warehouse.run(`create table tweets as
    select text, row_number() over () as n from read_csv(${literal(AIRLINES)}, header = true, all_varchar = true)
    limit 4000`);
  const expected = await askRe2(warehouse, own, "tweets");
  const set = new CareRules(own);
  const texts = await warehouse.rows<{ text: string }>("select text from tweets order by n");
  expect(texts.filter(({ text }, i) => set.signals(text) !== expected[i])).toEqual([]);
  warehouse.close();
});

test("words are cut as DuckDB cuts them, every character among them", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const rows = await warehouse.rows<{ text: string; words: string }>(
    `select text, ${WORDS_SQL} as words from (
       select 'a' || chr(i::integer) || 'B' as text from range(1, 65536) as r(i) where i not between 55296 and 57343
       union all select unnest(['', ' ', '?', 'ΑΣ ΟΔΟΣ', 'İstanbul', 'a@b c', 'xhttp://y.z q', 'AWWW.no yes', '! A  b !', 'can’t 👍🏽'])
     )`,
  );
  const ruled = new Set(readFileSync("data/seeds/care_rules.csv", "utf8"));
  const wrong = rows.filter(({ text, words }) => {
    const own = plainWords(spokenText(text));
    // Letters that one of the two has no lower case for yet are in no rule.
    return (
      own !== words &&
      (own.length !== words.length ||
        [...own, ...words].some((sign) => ruled.has(sign) && !words.includes(sign)))
    );
  });
  expect(wrong).toEqual([]);
  warehouse.close();
});

test.each([
  ["a|b[^ ]*", "xa", 0],
  ["a|b[^ ]*", "say bcd", 1],
  ["(a|b) ([^ ]+ ){0,2}c", "a x y c", 1],
  ["(a|b) ([^ ]+ ){0,2}c", "a x y z c", 0],
  ["(a )?[^ ]+", "", 0],
  ["[^ ]*", "", 1],
  ["x!y", "x!y", 0],
  ["x’y", "x’y", 0],
  ["(no ){2,3}way", "no no way", 1],
  ["(no ){2,3}way", "no way", 0],
])("%s in %j", (pattern, text, told) => {
  expect(new CareRules([{ language: "en", signal: "lead", pattern }]).signals(text)).toBe(told);
});

test.each([
  "a.b",
  "\\ba",
  "^a",
  "(?i)a",
  "a*?",
  "([^ ]+)+b",
  "([^ ]+){0,9}b",
  "[^a]",
  "a{2",
  "(a",
  "a)",
  "[",
  "a|*",
])("%s is left to RE2", (pattern) => {
  expect(wordPattern(pattern)).toBeNull();
});

test("a rule that only RE2 understands is asked beside the others", async () => {
  const texts = ["paketet är trasigt", "vill köpa", "var är det?", "https://a.b/?c"];
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }],
    mentions: texts.map((text, i) => ({
      ...{ id: `m${i}`, text, language: i === 3 ? "fi" : "sv" },
      at: "2026-05-04 12:00:00",
      topics: ["a"],
    })),
  });
  await warehouse.run(`create table care_rules as select * from (values
    ('sv', 'problem', 'tra.igt'), ('sv', 'problem', 'saknas'), ('sv', 'lead', 'vill köpa')) as t(language, signal, pattern)`);
  await build(warehouse, ...BASE, "text_care");
  const rows = await warehouse.rows(
    "select text, lead, problem, question from text_care inner join texts using (text_hash) order by text",
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["https://a.b/?c", null, null, false],
    ["paketet är trasigt", false, true, false],
    ["var är det?", false, false, true],
    ["vill köpa", true, false, false],
  ]);
  warehouse.close();
});
