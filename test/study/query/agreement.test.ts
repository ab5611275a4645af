import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileTopicQueries, matchTopics } from "../../../src/study/index.ts";
import { evaluateQuery } from "../../../src/study/query/evaluate.ts";
import type { EvaluatedMention } from "../../../src/study/query/evaluate-fields.ts";
import { printQuery } from "../../../src/study/query/printer.ts";
import { Warehouse } from "../../../src/warehouse/warehouse.ts";
import { writeRows } from "../../../src/warehouse/write-rows.ts";
import { RandomQuery } from "./random-query.ts";

const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const MENTIONS = 400;
const ROUNDS = 5;
const QUERIES = 60;

function randomMention(random: RandomQuery): EvaluatedMention {
  const maybe = <T>(value: T) => (random.random() < 0.15 ? null : value);
  return {
    text: maybe(random.text()),
    title: random.random() < 0.3 ? random.text() : null,
    url: maybe(
      random.pick([
        "https://www.example.com/news/1",
        "http://shop.example.com",
        "http://ann@shop.example.com:8080/news/1?a=b",
        "https://example.community/news",
      ]),
    ),
    author_name: maybe(random.pick(["Ann", "anna", "@bob", "Bob", "joanna"])),
    author_id: maybe(random.pick(["1", "bob"])),
    language: maybe(random.pick(["en", "lv"])),
    country: maybe(random.pick(["LV", "lva", "US", "GB", "United Kingdom", "Atlantis"])),
    platform: maybe(random.pick(["x", "facebook"])),
    source_type: maybe(random.pick(["social", "news", "News2"])),
    kind: random.pick(["original", "repost"]),
    author_followers: maybe(Math.floor(random.random() * 300)),
    engagement: maybe(Math.floor(random.random() * 20)),
    published_on: maybe(random.pick(["2026-01-01", "2026-01-05", "2026-02-01"])),
  };
}

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

describe(`SQL and reference evaluator agree (seed ${SEED}; set SEED to repeat)`, () => {
  const random = new RandomQuery(SEED);
  const mentions = Array.from({ length: MENTIONS }, () => randomMention(random));
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await Warehouse.open({ path: ":memory:" });
    await writeRows(
      warehouse,
      "written",
      TYPES,
      mentions.map((m, i) => ({ mention_id: String(i), ...m })),
    );
    await warehouse.run(
      `create table mentions as
       select * exclude (language), md5_number_lower(coalesce(text, title))::ubigint as text_hash from written`,
    );
    await warehouse.run("create table mention_language as select mention_id, language from written");
  });
  afterAll(() => warehouse.close());

  it(`on ${MENTIONS * QUERIES * ROUNDS} pairs of query and mention`, async () => {
    let compared = 0;
    let matching = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const queries = Array.from({ length: QUERIES }, (_, i) => ({
        id: `q${i}`,
        node: random.node(3),
        options: {
          foldAccents: random.random() < 0.3,
          inflect: random.random() < 0.3 ? [random.pick(["hu", "en", "fi", "lv", "nl"])] : [],
        },
      }));
      const compiled = compileTopicQueries(
        queries.map(({ id, node, options }) => ({ id, parts: [{ node, options }] })),
      );
      await matchTopics(warehouse, compiled, "matched", { languages: "mention_language" });
      const rows = await warehouse.rows<{ mention_id: string; topic: string }>(
        "select mention_id, topic from matched",
      );
      const found = new Set(rows.map((row) => `${row.topic}/${row.mention_id}`));
      expect(found.size).toBe(rows.length);
      for (const { id, node, options } of queries) {
        for (const [number, mention] of mentions.entries()) {
          const expected = evaluateQuery(node, mention, options);
          compared++;
          if (expected) matching++;
          if (expected === found.has(`${id}/${number}`)) continue;
          expect.fail(
            `evaluator says ${expected}, SQL ${!expected}\n${printQuery(node)}\n${JSON.stringify(options)}\n${JSON.stringify(mention)}`,
          );
        }
      }
    }
    expect(compared).toBeGreaterThanOrEqual(100_000);
    expect(matching / compared).toBeGreaterThan(0.1);
    expect(matching / compared).toBeLessThan(0.9);
  });
});
