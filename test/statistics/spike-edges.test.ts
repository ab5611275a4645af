import { expect, test } from "vitest";
import { seededRandom } from "../../src/statistics/random.ts";
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
