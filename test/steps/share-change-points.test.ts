import { expect, test } from "vitest";
import { seededRandom } from "../../src/statistics/index.ts";
import { BASE, build, openSmallStudy, type SmallMention } from "../models/small-study.ts";

const SEED = 20260730;

/** Eighty days; from day 45 on topic `a` has twice the share of voice, and `b` is negative in half of its mentions. */
function twoShares(): SmallMention[] {
  const random = seededRandom(SEED);
  return Array.from({ length: 80 }, (_, day) => {
    const at = `${new Date(Date.UTC(2026, 0, 5 + day)).toISOString().slice(0, 10)} 12:00:00`;
    const late = day >= 45;
    return Array.from({ length: 40 }, (_, n): SmallMention => {
      const topic = random.uniform() < (late ? 0.6 : 0.3) ? "a" : "b";
      const negative = random.uniform() < (topic === "b" && late ? 0.5 : 0.15);
      return {
        ...{ id: `d${day}-${n}`, at, topics: [topic], label: negative ? "negative" : "neutral" },
        author: `u${random.below(900)}`,
      };
    });
  }).flat();
}

test("a lasting change of a share is found on its day, and nothing else is", async () => {
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }, { topic: "b" }, { topic: "silent" }],
    mentions: twoShares(),
  });
  await build(warehouse, ...BASE, "share_change_points");
  const found = await warehouse.rows<{
    date: string;
    topic: string;
    measure: string;
    before: number;
    after: number;
  }>(
    "select date::varchar as date, topic, measure, before, after from share_change_points where view = 'all' order by all",
  );
  const key = ({ topic, measure }: { topic: string; measure: string }) => `${topic} ${measure}`;
  expect(found.map(key).sort(), `seed ${SEED}`).toEqual([
    "a share_of_voice",
    "b negative_share",
    "b share_of_voice",
  ]);
  const changed = Date.UTC(2026, 0, 5 + 45);
  for (const { date, ...one } of found)
    expect(Math.abs(Date.parse(date) - changed) / 86_400_000, key(one)).toBeLessThanOrEqual(2);
  const own = found.find((one) => one.topic === "a")!;
  expect(own.before).toBeCloseTo(0.3, 1);
  expect(own.after).toBeCloseTo(0.6, 1);
  warehouse.close();
});

test("few mentions a day, and few days, say nothing", async () => {
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }, { topic: "b" }],
    mentions: twoShares().filter((_, n) => n % 5 === 0),
  });
  await build(warehouse, ...BASE, "share_change_points");
  expect(await warehouse.count("share_change_points")).toBe(0);
  warehouse.close();
});
