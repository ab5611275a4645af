import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileTopicQueries, matchTopics, parseQuery } from "../../../src/study/index.ts";
import type { QueryNode } from "../../../src/study/query/ast.ts";
import { evaluateQuery } from "../../../src/study/query/evaluate.ts";
import { PLAIN_OPTIONS, type WordOptions } from "../../../src/study/query/word-tests.ts";
import { Warehouse } from "../../../src/warehouse/warehouse.ts";
import { writeRows } from "../../../src/warehouse/write-rows.ts";
import { FIELD_ANSWERS, FIELD_MENTIONS, KNOWN_ANSWERS, type KnownMention } from "./known-answers.ts";

const TYPES = {
  mention_id: "VARCHAR",
  text: "VARCHAR",
  title: "VARCHAR",
  url: "VARCHAR",
  author_name: "VARCHAR",
  author_id: "VARCHAR",
  language: "VARCHAR",
  country: "VARCHAR",
  platform: "VARCHAR",
  source_type: "VARCHAR",
  kind: "VARCHAR",
  author_followers: "BIGINT",
  engagement: "BIGINT",
  published_on: "DATE",
};

interface Asked {
  node: QueryNode;
  options: WordOptions;
}

function asked(query: string, options: Partial<WordOptions> = {}): Asked {
  const { node, problems } = parseQuery(query);
  if (node === null) throw new Error(`${query}: ${JSON.stringify(problems)}`);
  return { node, options: { ...PLAIN_OPTIONS, ...options } };
}

/** Numbers of the mentions that each query finds, by DuckDB. */
async function matched(mentions: readonly KnownMention[], queries: readonly Asked[]): Promise<Set<number>[]> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    const rows = mentions.map((mention, i) => ({ mention_id: String(i), ...mention }));
    await writeRows(warehouse, "written", TYPES, rows);
    await warehouse.run(
      `create table mentions as
       select * exclude (language), md5_number_lower(coalesce(text, title))::ubigint as text_hash from written`,
    );
    await warehouse.run("create table mention_language as select mention_id, language from written");
    const compiled = compileTopicQueries(queries.map((each, i) => ({ id: String(i), parts: [each] })));
    await matchTopics(warehouse, compiled, "matched", { languages: "mention_language" });
    const found = queries.map(() => new Set<number>());
    for (const row of await warehouse.rows<{ mention_id: string; topic: string }>("select * from matched"))
      found[Number(row.topic)]!.add(Number(row.mention_id));
    return found;
  } finally {
    warehouse.close();
  }
}

const texts = [...new Set(KNOWN_ANSWERS.flatMap(([, inside, outside]) => [...inside, ...outside]))];
const pairs = KNOWN_ANSWERS.reduce((sum, [, inside, outside]) => sum + inside.length + outside.length, 0);

describe(`${pairs} pairs of query and text with known answers`, () => {
  let found: Set<number>[];
  beforeAll(async () => {
    found = await matched(
      texts.map((text) => ({ text })),
      KNOWN_ANSWERS.map(([query, , , options]) => asked(query, options)),
    );
  });

  it("are many", () => expect(pairs).toBeGreaterThan(400));

  it.each(KNOWN_ANSWERS.map((each, i) => [each[0], i] as const))("%s", (query, i) => {
    const [, inside, outside, options] = KNOWN_ANSWERS[i]!;
    const { node, options: words } = asked(query, options);
    const given = [...inside, ...outside];
    expect(given.filter((text) => found[i]!.has(texts.indexOf(text)))).toEqual(inside);
    expect(given.filter((text) => evaluateQuery(node, { text }, words))).toEqual(inside);
  });
});

describe("fields with known answers", () => {
  let found: Set<number>[];
  beforeAll(async () => {
    found = await matched(
      FIELD_MENTIONS,
      FIELD_ANSWERS.map(([query]) => asked(query)),
    );
  });
  afterAll(() => expect(FIELD_ANSWERS.length * FIELD_MENTIONS.length).toBeGreaterThan(200));

  it.each(FIELD_ANSWERS.map(([query, expected], i) => [query, expected, i] as const))(
    "%s",
    (query, expected, i) => {
      expect([...found[i]!].sort()).toEqual(expected);
      const { node, options } = asked(query);
      expect(FIELD_MENTIONS.flatMap((m, n) => (evaluateQuery(node, m, options) ? [n] : []))).toEqual(
        expected,
      );
    },
  );
});
