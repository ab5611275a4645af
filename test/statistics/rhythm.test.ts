import { expect, it } from "vitest";
import { seasonRhythm, seededRandom } from "../../src/statistics/index.ts";

const WEEK = [1.6, 1.1, 1, 1, 1, 0.7, 0.4];

function daily(seed: number, weeks: number, week: readonly number[]): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: 7 * weeks }, (_, day) => random.negativeBinomial(40 * week[day % 7]!, 20));
}

it("finds the weekday that is busiest, wherever the series starts and whatever it lacks", () => {
  const counts = daily(5, 20, WEEK);
  const rhythm = seasonRhythm(counts)!;
  expect(rhythm).toMatchObject({ seasons: 20, highest: 0, lowest: 6 });
  expect(rhythm.p).toBeLessThan(1e-6);
  const factor = (7 * WEEK[0]!) / WEEK.reduce((a, b) => a + b, 0);
  expect(rhythm.phases[0]!.low).toBeLessThan(factor);
  expect(rhythm.phases[0]!.high).toBeGreaterThan(factor);
  const later = counts.slice(3);
  later[10] = Number.NaN;
  expect(seasonRhythm(later, { first: 3 })).toMatchObject({ seasons: 18, highest: 0, lowest: 6 });
});

it("equals the worked example of Friedman's test", () => {
  // Hollander and Wolfe (1999), rounding first base: 22 players, three methods; ranks' sums 53, 47, 32, statistic 11.14.
  const times = [
    [5.4, 5.5, 5.55],
    [5.85, 5.7, 5.75],
    [5.2, 5.6, 5.5],
    [5.55, 5.5, 5.4],
    [5.9, 5.85, 5.7],
    [5.45, 5.55, 5.6],
    [5.4, 5.4, 5.35],
    [5.45, 5.5, 5.35],
    [5.25, 5.15, 5.0],
    [5.85, 5.8, 5.7],
    [5.25, 5.2, 5.1],
    [5.65, 5.55, 5.45],
    [5.6, 5.35, 5.45],
    [5.05, 5.0, 4.95],
    [5.5, 5.5, 5.4],
    [5.45, 5.55, 5.5],
    [5.55, 5.55, 5.35],
    [5.45, 5.5, 5.55],
    [5.5, 5.45, 5.25],
    [5.65, 5.6, 5.4],
    [5.7, 5.65, 5.55],
    [6.3, 6.3, 6.25],
  ];
  const { p } = seasonRhythm(times.flat(), { period: 3 })!;
  // F = 21 · 11.1429 / (22 · 2 − 11.1429) = 7.1217 with 2 and 42 degrees of freedom.
  expect(p).toBeCloseTo((1 + (2 * 7.12174) / 42) ** -21, 4);
});

it("names no busiest day where two are alike, and sees no rhythm where there is none", () => {
  let [named, seen] = [0, 0];
  for (let seed = 100; seed < 200; seed++) {
    if (seasonRhythm(daily(seed, 10, [1.3, 1, 1.3, 1, 1, 1, 1]))!.highest !== null) named++;
    if (seasonRhythm(daily(seed, 10, [1, 1, 1, 1, 1, 1, 1]))!.p < 0.05) seen++;
  }
  expect(named, "seeds 100–199").toBeLessThanOrEqual(11);
  expect(seen, "seeds 100–199").toBeLessThanOrEqual(11);
});

it("says nothing of less than four weeks, and no nonsense of empty ones", () => {
  expect(seasonRhythm(daily(1, 3, WEEK))).toBeUndefined();
  expect(seasonRhythm(new Float64Array(70))).toMatchObject({ p: 1, highest: null, lowest: null });
});
