import { expect, test } from "vitest";
import { FEED_COLUMNS, numberFeedRows } from "../../src/site/feed-rows.ts";
import { Warehouse } from "../../src/warehouse/index.ts";

async function twoTopics(): Promise<Warehouse> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  await warehouse.run(`
    create table mentions as
    select 'm' || i as mention_id, timestamp '2026-05-01 12:00' - i * interval 1 minute as published_at,
      'original' as kind, i < 2 as author_verified, 400 as shares
    from range(3) r(i);
    create table mention_sentiment as
    from (values ('m0', 'neutral'), ('m1', 'positive')) as t(mention_id, label);
    create table topic_mentions as
    select mention_id, topic, label, 'en' as language, 'x:1' as author_key
    from (values ('m0', 'bolt', 'negative'), ('m0', 'acme', 'positive'), ('m1', 'acme', 'positive'),
      ('m2', 'acme', 'not_scored')) as t(mention_id, topic, label)`);
  return warehouse;
}

test.each([
  [false, 3],
  [true, 2],
] as const)("a mention of two topics has its own sentiment and theirs, public only: %s", async (open, n) => {
  const warehouse = await twoTopics();
  expect(await numberFeedRows(warehouse, open)).toBe(n);
  const rows = await warehouse.rows(FEED_COLUMNS);
  expect(rows.map((row) => [row["label"], row["topics"], row["clauses"]])).toEqual(
    [
      ["neutral", ["acme", "bolt"], ["positive", "negative"]],
      ["positive", ["acme"], ["positive"]],
      ["not_scored", ["acme"], ["not_scored"]],
    ].slice(0, n),
  );
  warehouse.close();
});
