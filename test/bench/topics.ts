import {
  compileQuery,
  compileTopicQueries,
  indexWords,
  matchTopics,
  mentionTexts,
  readQuery,
} from "../../src/study/index.ts";
import { PLAIN_OPTIONS } from "../../src/study/query/word-tests.ts";
import { literal } from "../../src/warehouse/sql-text.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";

const TOPICS = 20;
const OPERANDS = 30;

/** Deterministic stream of numbers in [0, 1) (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Invented words, the first the most frequent; a tenth are hashtags and handles. */
function vocabulary(size: number, random: () => number): string[] {
  const consonants = "bdfgklmnprstvz";
  const pick = (letters: string) => letters[Math.floor(random() * letters.length)]!;
  const found = new Set<string>();
  while (found.size < size) {
    let word = "";
    for (let i = 1 + Math.floor(random() * 3); i >= 0; i--) word += pick(consonants) + pick("aeiou");
    const sign = random();
    found.add((sign < 0.05 ? "#" : sign < 0.1 ? "@" : "") + word);
  }
  return [...found];
}

async function writeMentions(warehouse: Warehouse, rows: number, known: readonly string[]): Promise<void> {
  await warehouse.run("create table vocabulary (words varchar[])");
  await warehouse.run(`insert into vocabulary values ([${known.map(literal).join(", ")}])`);
  await warehouse.run("select setseed(0.42)");
  await warehouse.run(`
    create table mentions as
    select n::varchar as mention_id, text, md5_number_lower(text)::ubigint as text_hash, null::varchar as title
    from (
      select n, string_agg(words[1 + floor(exp(random() * ln(${known.length})))::int], ' ') as text
      from (select n, unnest(range(4 + (n * 7919 % 24)::int)) from range(${rows}) as r (n)), vocabulary
      group by n
    )`);
}

/** Topics as people write them: words, some phrases, wildcards, hashtags, a NEAR, an exclusion. */
function topicTexts(known: readonly string[], random: () => number): { texts: string[]; words: string[] } {
  const words: string[] = [];
  const next = () => {
    const word = known[20 + Math.floor(random() ** 2 * (known.length - 20))]!;
    words.push(word);
    return word;
  };
  const texts = Array.from({ length: TOPICS }, () => {
    const plain = Array.from({ length: OPERANDS - 9 }, next);
    const phrases = [`"${next()} ${next()}"`, `"${next()} ${next()}"`, `${next()} NEAR/5 ${next()}`];
    return `(${[...plain, ...phrases, `${next()}*`].join(" OR ")}) AND NOT (${next()} OR ${next()})`;
  });
  return { texts, words };
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** `npm run bench -- topics [ROWS]`: topics over all mentions against one regular-expression scan. */
export async function main(args: string[]): Promise<void> {
  const rows = Number(args[0] ?? 1_000_000);
  const random = seeded(7);
  const known = vocabulary(60_000, random);
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    await writeMentions(warehouse, rows, known);
    const { texts, words } = topicTexts(known, random);
    const compiled = compileTopicQueries(
      texts.map((text, i) => ({
        id: `topic-${i}`,
        parts: [{ node: readQuery(text).node!, options: PLAIN_OPTIONS }],
      })),
    );
    const indexing = await milliseconds(() => indexWords(warehouse, mentionTexts("mentions")));
    await matchTopics(warehouse, compileQuery("warm"), "matched");
    const scan = `select count(*) from mentions where regexp_matches(text, ${literal(words.join("|"))})`;
    const scans: number[] = [];
    const matches: number[] = [];
    for (let i = 0; i < 3; i++) {
      scans.push(await milliseconds(() => warehouse.rows(scan)));
      matches.push(await milliseconds(() => matchTopics(warehouse, compiled, "matched")));
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[1]!;
    const found = await warehouse.count("matched");
    console.log(
      JSON.stringify(
        {
          bench: "topics",
          rows,
          topics: TOPICS,
          operands: OPERANDS,
          indexed_ms: Math.round(indexing),
          scan_ms: Math.round(median(scans)),
          match_ms: Math.round(median(matches)),
          ratio: Number((median(matches) / median(scans)).toFixed(2)),
          limit: 3,
          found,
        },
        null,
        2,
      ),
    );
  } finally {
    warehouse.close();
  }
}
