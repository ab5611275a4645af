import { expect, test } from "vitest";
import { seededRandom } from "../../src/statistics/random.ts";
import { smallestOf } from "../../src/statistics/spike-tail.ts";
import { detectSpikes } from "../../src/statistics/spikes.ts";

/** 16 weeks around 22 a day; the fifth week's third day is a burst, the fourth week's was not collected. */
function seriesWithBurst(): { counts: number[]; mask: boolean[] } {
  const wobble = [0, 3, -2, 1, 4, -3, -1, 2, -4, 1, 0, -2, 3];
  const counts = Array.from({ length: 112 }, (_, day) => 22 + wobble[day % wobble.length]!);
  counts[30] = 200;
  const mask = counts.map((_, day) => day === 23 || day === 24);
  return { counts, mask };
}

test("a burst four weeks after the series' start does not raise what is expected at its start", () => {
  const { counts, mask } = seriesWithBurst();
  const points = detectSpikes(counts, { mode: "retrospective", period: 7, mask });
  const first = points.find((point) => point.index === 2)!;
  expect(first.expected).toBeGreaterThan(17);
  expect(first.expected).toBeLessThan(27);
  expect(points.filter((point) => point.q <= 0.05).map((point) => point.index)).toEqual([30]);
});

test("a large spike does not hide a smaller one two weeks later, on the same weekday", () => {
  const random = seededRandom(51);
  const counts = Array.from({ length: 200 }, () => random.negativeBinomial(20, 6));
  for (const [day, count] of [
    [100, 540],
    [101, 110],
    [113, 70],
    [114, 150],
    [115, 60],
  ] as const)
    counts[day] = count;
  const points = detectSpikes(counts, { mode: "retrospective" });
  const found = points.filter((point) => point.q <= 0.05).map((point) => point.index);
  expect(found).toEqual(expect.arrayContaining([100, 114]));
  expect(points.find((point) => point.index === 114)!.expected).toBeLessThan(35);
});

test("a week is enough for days that stand out by far, both of them", () => {
  const points = detectSpikes([0, 13, 24, 23, 29, 20, 1035, 1169, 488], {
    mode: "retrospective",
    mask: [1, 0, 0, 0, 0, 0, 0, 0, 1],
  });
  expect(points.map((point) => point.index)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const found = points.filter((point) => point.q <= 0.05);
  expect(found.map(({ index, direction }) => [index, direction])).toEqual([
    [6, "spike"],
    [7, "spike"],
  ]);
  expect(found[0]!.expected).toBeCloseTo(21.8, 9);
  expect(found[0]!.high).toBeLessThan(100);
  expect(detectSpikes([0, 0, 20, 0, 0, 9], { mode: "causal" })).toEqual([]);
});

test("a lone drop of a fortnight is found; five other days are the fewest", () => {
  const random = seededRandom(52);
  const counts = Array.from({ length: 14 }, () => random.poisson(400));
  counts[5] = 9;
  const drops = detectSpikes(counts, { mode: "retrospective" }).filter((point) => point.q <= 0.05);
  expect(drops.map(({ index, direction }) => [index, direction])).toEqual([[5, "drop"]]);
  expect(detectSpikes([20, 21, 19, 22, 5000], { mode: "retrospective" })).toEqual([]);
});

test("short series of nothing but noise, weekends low or not, hardly ever have a spike", () => {
  const random = seededRandom(53);
  let alarms = 0;
  for (let run = 0; run < 200; run++) {
    const size = [1, 2, 5, 20][run % 4]!;
    const weekend = run % 2 ? 0.5 : 1;
    const counts = Array.from({ length: 7 + (run % 10) }, (_, day) =>
      random.negativeBinomial([2, 20, 200][run % 3]! * (day % 7 > 4 ? weekend : 1), size),
    );
    if (detectSpikes(counts, { mode: "retrospective" }).some((point) => point.q <= 0.05)) alarms++;
  }
  expect(alarms, "seed 53").toBeLessThanOrEqual(10);
});

test("the smallest of several tails is no more surprising than that of independent ones", () => {
  expect(smallestOf([0.01])).toBeCloseTo(0.01, 12);
  expect(smallestOf([0.2, 0.01, 0.5])).toBeCloseTo(1 - 0.99 ** 3, 12);
  expect(smallestOf([1e-20, 1, 1])).toBeCloseTo(3e-20, 30);
  const random = seededRandom(20260714);
  let rare = 0;
  for (let run = 0; run < 4000; run++)
    if (smallestOf([random.uniform(), random.uniform(), random.uniform()]) <= 0.05) rare++;
  expect(rare / 4000, "seed 20260714").toBeGreaterThan(0.04);
  expect(rare / 4000, "seed 20260714").toBeLessThan(0.06);
});
