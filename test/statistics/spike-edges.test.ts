import { expect, test } from "vitest";
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
