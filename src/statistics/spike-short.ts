import { normalTail, studentQuantile, studentTail } from "./distributions.ts";
import { logGamma } from "./special-functions.ts";
import type { SpikePoint } from "./spike-judgement.ts";

/** Fewest other places that must show what is usual, and most places that may stand out together. */
const FEWEST_OTHERS = 5;
const MOST_OUTLIERS = 3;
/** Least variance of the logarithm: usual weekdays differ by a quarter, of which so few places say little. */
const SEASON_VARIANCE = 0.06;

/** A scale on which usual counts are about normal, and the least variance there of counts with this mean. */
interface CountsScale {
  direction: SpikePoint["direction"];
  forward: (count: number) => number;
  back: (value: number) => number;
  leastVariance: (mean: number) => number;
}

/** Logarithms for spikes and roots for drops: the more careful of both for either side. */
const SCALES: readonly CountsScale[] = [
  {
    direction: "spike",
    forward: (count) => Math.log(count + 0.5),
    back: (value) => Math.exp(value) - 0.5,
    leastVariance: (mean) => 1 / (mean + 0.5) + SEASON_VARIANCE,
  },
  {
    direction: "drop",
    forward: (count) => Math.sqrt(count + 0.375),
    back: (value) => Math.max(0, value) ** 2 - 0.375,
    leastVariance: (mean) => 0.25 + (SEASON_VARIANCE * mean) / 4,
  },
];

/**
 * Spikes and drops of a series too short for weekdays: the one to three highest (lowest) places are left out together
 * and judged by level and spread of the others, at least five. Like Rosner's test for many outliers (1983), but with the
 * exact chance that the most extreme of all sets that could have been left out is as far off (normal places, both unknown).
 * The spread is never taken smaller than the counts' own with that of usual weekdays.
 *
 * @param known NaN where a place must not be used
 * @returns one entry per known place; `q` is p adjusted for all sets, sizes and directions. None under six known places
 */
export function shortSeriesSpikes(known: ArrayLike<number>): SpikePoint[] {
  const places = Array.from({ length: known.length }, (_, i) => i).filter((i) => !Number.isNaN(known[i]!));
  const most = Math.min(MOST_OUTLIERS, Math.floor(places.length / 3), places.length - FEWEST_OTHERS);
  if (most < 1) return [];
  const best = new Map<number, SpikePoint>();
  for (const scale of SCALES) {
    const sign = scale.direction === "spike" ? -1 : 1;
    const ordered = [...places].sort((a, b) => sign * (known[a]! - known[b]!) || a - b);
    for (let size = 1; size <= most; size++) {
      const tries = 2 * most * combinations(places.length, size);
      for (const point of judgeSet(known, ordered, size, scale, tries)) {
        const before = best.get(point.index);
        if (!before || point.q < before.q) best.set(point.index, point);
      }
    }
  }
  const usual = places.filter((index) => !((best.get(index)?.q ?? 1) <= 0.05));
  return places.map((index) => best.get(index) ?? unremarkable(index, known, usual));
}

/** The first `size` of the ordered places, by what the others say. */
function judgeSet(
  known: ArrayLike<number>,
  ordered: readonly number[],
  size: number,
  { direction, forward, back, leastVariance }: CountsScale,
  tries: number,
): SpikePoint[] {
  const others = ordered.slice(size).map((i) => known[i]!);
  const { centre, spread, expected } = usualOf(others, forward, leastVariance);
  const df = others.length - 1;
  const off = (index: number) => Math.abs(forward(known[index]!) - centre) / spread;
  const together = jointTail(off(ordered[size - 1]!), size, others.length);
  const reach = studentQuantile(0.975, df) * spread * Math.sqrt(1 + 1 / others.length);
  return ordered.slice(0, size).map((index) => ({
    ...{ index, direction, observed: known[index]!, expected },
    low: Math.max(0, Math.floor(back(centre - reach))),
    high: Math.ceil(back(centre + reach)),
    p: Math.min(1, 2 * studentTail(off(index) / Math.sqrt(1 + 1 / others.length), df)),
    q: Math.min(1, together * tries),
    onset: true,
  }));
}

function usualOf(
  counts: readonly number[],
  forward: CountsScale["forward"],
  leastVariance: CountsScale["leastVariance"],
): { centre: number; spread: number; expected: number } {
  const n = counts.length;
  const values = counts.map(forward);
  const centre = values.reduce((a, b) => a + b, 0) / n;
  const expected = counts.reduce((a, b) => a + b, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (n - 1);
  return { centre, expected, spread: Math.sqrt(Math.max(variance, leastVariance(expected))) };
}

function unremarkable(index: number, known: ArrayLike<number>, usual: readonly number[]): SpikePoint {
  const observed = known[index]!;
  const others = usual.filter((place) => place !== index).map((place) => known[place]!);
  const { forward, back, leastVariance } = SCALES[0]!;
  const { centre, spread, expected } = usualOf(others, forward, leastVariance);
  const reach = studentQuantile(0.975, others.length - 1) * spread * Math.sqrt(1 + 1 / others.length);
  return {
    ...{ index, observed, expected },
    direction: observed >= expected ? "spike" : "drop",
    low: Math.max(0, Math.floor(back(centre - reach))),
    high: Math.ceil(back(centre + reach)),
    ...{ p: 1, q: 1, onset: false },
  };
}

function combinations(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

/**
 * P(all of `size` normals lie more than t estimated deviations above the mean of `n` others), the mean and deviation
 * being those of the n: trapezoids over both.
 */
function jointTail(t: number, size: number, n: number): number {
  const df = n - 1;
  const scaling = Math.log(2) + (df / 2) * Math.log(df / 2) - logGamma(df / 2);
  const [steps, most] = [60, 1 + 6 / Math.sqrt(df)];
  let sum = 0;
  for (let i = 1; i <= steps; i++) {
    const s = (most * i) / steps;
    const density = Math.exp(scaling + df * Math.log(s) - Math.log(s) - (df * s * s) / 2);
    for (let z = -5; z <= 5; z += 0.5) {
      const weight = (0.5 * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
      sum += weight * density * (most / steps) * normalTail(t * s + z / Math.sqrt(n)) ** size;
    }
  }
  return sum;
}
