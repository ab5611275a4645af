import { afterAll, beforeAll, expect, test } from "vitest";
import { drawSample } from "../../src/cli/labelling/draw-sample.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import { BASE, build, openSmallStudy, runStep, type SmallMention } from "../models/small-study.ts";

/**
 * 2,000 mentions. The query of a finds 400, of which 320 are about it (precision .8), and misses 80 that are: 60 of
 * them say its name, 20 do not (recall 320 / 400 = .8). Topic b has 200 of the others.
 */
const MENTIONS: SmallMention[] = Array.from({ length: 2000 }, (_, i) => ({
  id: `m${i}`,
  at: `2026-05-${String(4 + (i % 14)).padStart(2, "0")} 10:00:00`,
  topics: i < 400 ? (i % 40 === 0 ? ["a", "b"] : ["a"]) : i < 600 ? ["b"] : [],
  author: `u${i}`,
  text: i >= 600 && i < 700 ? `talk of Aacme ${i}` : `post ${i}`,
}));
const about = (id: string) => {
  const i = Number(id.slice(1));
  return i < 400 ? i % 5 !== 0 : i >= 600 && i < 660 ? true : i >= 1000 && i < 1020;
};

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openSmallStudy({ topics: [{ topic: "a" }, { topic: "b" }], mentions: MENTIONS });
  await warehouse.run("update topics set label = 'Aacme' where topic = 'a'");
  await build(warehouse, ...BASE);
  await runStep(warehouse, "human_labels");
});
afterAll(() => warehouse.close());

async function code(name: string, outside: boolean, size: number, to = warehouse, seed = 3): Promise<void> {
  const units = await drawSample(to, { size, seed, period: null, topic: "a", outside });
  const rows = units.map(
    (u) =>
      `('${name}', '${u.unit}', '${u.mention_id}', 'a', '${u.period}', 'en', '${u.stratum}', ${u.probability}, 'ab', null, '${about(u.mention_id) ? "yes" : "no"}')`,
  );
  await to.run(`insert into human_labels values ${rows.join(", ")}`);
}

test("units outside a topic are none of its mentions, with probabilities that undo the draw", async () => {
  const units = await drawSample(warehouse, { size: 90, seed: 3, period: null, topic: "a", outside: true });
  expect(units).toHaveLength(90);
  expect(new Set(units.map(({ stratum }) => stratum))).toEqual(
    new Set(["a / outside / named", "a / outside / another topic", "a / outside / no topic"]),
  );
  expect(units.every(({ mention_id }) => Number(mention_id.slice(1)) >= 400)).toBe(true);
  expect(units.reduce((sum, unit) => sum + 1 / unit.probability, 0)).toBeCloseTo(1600, 6);
  expect(
    units.filter(({ stratum }) => stratum.endsWith("named")).every(({ text }) => text.includes("Aacme")),
  ).toBe(true);
});

test("precision stands alone without labels outside; recall needs them", async () => {
  await code("inside", false, 200);
  await build(warehouse, "label_majority", "query_quality");
  const before = await warehouse.row<Record<string, number>>("select * from query_quality");
  expect(before).toMatchObject({
    topic: "a",
    inside: 400,
    outside: 1600,
    judged_inside: 200,
    judged_outside: 0,
  });
  expect(before!["recall"]).toBeNull();
  expect(Math.abs(before!["precision"]! - 0.8)).toBeLessThan(0.06);

  await code("outside", true, 600);
  await runStep(warehouse, "query_quality");
  const after = await warehouse.row<Record<string, number>>("select * from query_quality");
  expect(after!["judged_outside"]).toBe(600);
  expect(Math.abs(after!["recall"]! - 0.8)).toBeLessThan(0.06);
  expect(after!["recall_low"]).toBeLessThan(0.8);
  expect(after!["recall_high"]).toBeGreaterThan(0.8);
});

test("what was decided counts in place of what most coders say, of any number", async () => {
  const before = await warehouse.row<Record<string, number>>("select * from query_quality");
  // Of every second unit that the coder finds beside the point it was decided that it is about the topic.
  await warehouse.run(`insert into human_labels
    select * replace ('adjudication' as coder, 'yes' as relevant) from human_labels
    where sample = 'inside' and relevant = 'no' and unit[-1]::integer % 2 = 0`);
  await warehouse.run(`insert into human_labels
    select * replace ('cd' as coder) from human_labels where sample = 'inside' and coder = 'ab'`);
  await runStep(warehouse, "query_quality");
  const after = await warehouse.row<Record<string, number>>("select * from query_quality");
  const [missed] = await warehouse.rows<{ decided: number; all: number }>(`
    select sum(1 / probability) filter (coder = 'adjudication') as decided,
      sum(1 / probability) filter (coder = 'ab') as all
    from human_labels where sample = 'inside'`);
  expect(after!["judged_inside"]).toBe(before!["judged_inside"]);
  expect(missed!.decided / missed!.all).toBeGreaterThan(0.05);
  expect(after!["precision"]).toBeCloseTo(before!["precision"]! + missed!.decided / missed!.all, 8);
  await warehouse.run("delete from human_labels where coder <> 'ab'");
  await runStep(warehouse, "query_quality");
  expect(await warehouse.row("select * from query_quality")).toEqual(before);
});

test("units drawn outside correct no figure", async () => {
  const samples = await warehouse.rows("select distinct sample from label_majority");
  expect(samples).toEqual([{ sample: "inside" }]);
});

test("an edited query is measured by the same labels", async () => {
  // The query now also finds what says the name.
  await warehouse.run(
    `insert into mention_topics select mention_id, 'a', 'own', 1.0 from mentions where text like '%Aacme%'`,
  );
  await build(warehouse, "query_quality");
  const edited = await warehouse.row<Record<string, number>>("select * from query_quality");
  expect(edited).toMatchObject({ inside: 500, outside: 1500 });
  expect(edited!["recall"]).toBeGreaterThan(0.88);
});

/** The whole study of its own, its query narrowed by a quarter of what it found: 100 mentions, 80 of them about it. */
async function narrowed(before: readonly ("inside" | "outside")[], after: readonly "outside"[]) {
  const own = await openSmallStudy({ topics: [{ topic: "a" }, { topic: "b" }], mentions: MENTIONS });
  await own.run("update topics set label = 'Aacme' where topic = 'a'");
  await build(own, ...BASE);
  await runStep(own, "human_labels");
  for (const [at, name] of before.entries()) {
    const outside = name === "outside";
    await code(`${name} ${at}`, outside, outside ? 1200 : 300, own, 3 + at);
  }
  await own.run("delete from mention_topics where topic = 'a' and mention_id[2:]::integer < 100");
  for (const [at, name] of after.entries()) await code(`${name} ${9 + at}`, true, 1300, own, 12 + at);
  await build(own, "query_quality");
  const row = (await own.row<Record<string, number | null>>("select * from query_quality"))!;
  own.close();
  expect(row).toMatchObject({ inside: 300, outside: 1700 });
  expect(Math.abs(row["precision"]! - 0.8)).toBeLessThan(0.05);
  return row;
}

test("a narrowed query has no recall without a sample from outside", async () => {
  expect(await narrowed(["inside"], [])).toMatchObject({ recall: null, recall_low: null, judged_outside: 0 });
});

test.each([
  ["before", ["inside", "outside"], []],
  ["after", ["inside"], ["outside"]],
  ["before, and every sample twice", ["inside", "inside", "outside", "outside"], []],
  ["after, twice", ["inside", "inside"], ["outside", "outside"]],
  ["before and after", ["inside", "outside"], ["outside"]],
] as const)("a narrowed query misses what it gave up, once (outside drawn %s)", async (_, before, after) => {
  const row = await narrowed(before, after);
  // 240 of 400 are found still; 80 given up, 80 never found.
  expect(Math.abs(row["recall"]! - 0.6), JSON.stringify(row)).toBeLessThan(0.04);
  expect(row["recall_low"]).toBeLessThan(0.6);
  expect(row["recall_high"]).toBeGreaterThan(0.6);
});

test("topics that share mentions are counted both ways", async () => {
  await build(warehouse, "topic_overlaps");
  const rows = await warehouse.rows("select topic, other, shared from topic_overlaps order by topic");
  expect(rows).toEqual([
    { topic: "a", other: "b", shared: 10 },
    { topic: "b", other: "a", shared: 10 },
  ]);
});
