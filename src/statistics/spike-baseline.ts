import type { Numbers } from "./order.ts";
import { slidingMean } from "./sliding-mean.ts";

/** What could be known on that day, or the whole series. */
export type SpikeMode = "causal" | "retrospective";

/** Seasons on which the season's shape is learnt. */
const SEASONS = 8;
/** Shortest season that is a day of parts of hours; a week of hours has 168 places. */
export const FINE_GRAINED = 200;
/** Variance of phase factors from series to series, which a noisy factor is drawn towards 1 by. */
const SEASON_VARIANCE = 0.15;

export interface Baseline {
  /** Expected count of each place from other places only; NaN where too little is known. */
  expected: Float64Array;
  /** The same without a choice of level, for the residuals that the scale is learnt from. */
  central: Float64Array;
  /** The phase's factor on the level in it. */
  season: Float64Array;
  /** Level over the seven seasons up to each place. */
  longLevel: Float64Array;
}

/**
 * Expected counts: a level (trimmed mean of two seasons before, without their season; of one where a season is longer
 * than a day) times the phase's usual factor (from the eight seasons before, or the eight around).
 *
 * In retrospective mode there are three levels to choose from (before, after, both sides), and the one closest to the
 * value is taken: next to a level shift one of them is right, while a spike is far from all.
 *
 * @param counts NaN where a place must not be used
 * @param usual the same, NaN also where a place is no example of the usual; it then is expected something, but says
 * nothing of other places
 */
export function spikeBaseline(counts: Numbers, usual: Numbers, period: number, mode: SpikeMode): Baseline {
  const causal = mode === "causal";
  const length = Math.max(7, period);
  const window = period <= 24 ? 2 * length : length;
  const half = Math.floor(length / 2);
  const roughLevel = causal ? slidingMean(usual, length - 1, 0) : slidingMean(usual, half, half);
  const season = places(usual, (t) => (period > 1 ? phaseFactor(usual, roughLevel, t, period, causal) : 1));
  const flat = places(usual, (t) => usual[t]! / season[t]!);
  const longLevel = slidingMean(flat, 7 * length, 0);
  const before = slidingMean(flat, window, -1, { fewest: half + 1 });
  if (causal) {
    const expected = places(counts, (t) => before[t]! * season[t]!);
    return { expected, central: expected, season, longLevel };
  }
  const after = slidingMean(flat, -1, window, { fewest: half + 1 });
  const both = slidingMean(flat, window, window, { fewest: length, skipCentre: true });
  const expected = places(counts, (t) => {
    return closest([both[t]!, before[t]!, after[t]!], counts[t]! / season[t]!) * season[t]!;
  });
  const central = places(counts, (t) => (both[t]! >= 0 ? both[t]! * season[t]! : expected[t]!));
  return { expected, central, season, longLevel };
}

function places(values: Numbers, work: (place: number) => number): Float64Array {
  const result = new Float64Array(values.length);
  for (let place = 0; place < result.length; place++) result[place] = work(place);
  return result;
}

function closest(candidates: number[], value: number): number {
  const known = candidates.filter((candidate) => !Number.isNaN(candidate));
  if (Number.isNaN(value)) return known[0] ?? Number.NaN;
  return known.reduce((a, b) => (Math.abs(b - value) < Math.abs(a - value) ? b : a), known[0] ?? Number.NaN);
}

const BEFORE: readonly number[] = Array.from({ length: SEASONS }, (_, k) => -(k + 1));
const AROUND: readonly number[] = BEFORE.flatMap((k) => [k, -k]);

/** The eight seasons before, or the eight nearest: four to each side, more to one where the other ends. */
function seasonsAround(counts: Numbers, t: number, period: number, causal: boolean): readonly number[] {
  if (causal) return BEFORE;
  const there = AROUND.filter((k) => t + k * period >= 0 && t + k * period < counts.length);
  return there.slice(0, SEASONS);
}

/**
 * Counts at this phase in the seasons around by the level there, the highest and lowest eighth left out, drawn a
 * little towards 1. In long seasons (a day of minutes, a week of hours) the hour to each side is taken along.
 */
function phaseFactor(counts: Numbers, level: Numbers, t: number, period: number, causal: boolean): number {
  const width = period < 48 ? 0 : period < FINE_GRAINED ? 1 : Math.floor(period / 24);
  const found: number[] = [];
  for (const season of seasonsAround(counts, t, period, causal)) {
    const middle = t + season * period;
    for (let at = middle - width; at <= middle + width; at++) {
      if (at >= 0 && at < counts.length && level[at]! >= 0 && counts[at]! >= 0) found.push(at);
    }
  }
  const each = 2 * width + 1;
  if (found.length < 2 * each) return 1;
  found.sort((a, b) => counts[a]! * (level[b]! + 0.5) - counts[b]! * (level[a]! + 0.5));
  const cut = found.length >= 4 * each ? Math.ceil(found.length / SEASONS) : 0;
  const [from, to] = [cut, found.length - cut];
  let [count, usual] = [0, 0];
  for (let k = from; k < to; k++) {
    count += counts[found[k]!]!;
    usual += level[found[k]!]!;
  }
  const kept = to - from;
  const factor = (count + 1) / (usual + 1);
  const mean = usual / kept + 0.1;
  let square = 0;
  for (let k = from; k < to; k++) square += ((counts[found[k]!]! - factor * level[found[k]!]!) / mean) ** 2;
  // Trimming takes a third of the variance or so; a single season's factor is no better than its counts.
  const noise = (1.5 * Math.max(square / kept, 1 / mean)) / kept;
  return 1 + ((factor - 1) * SEASON_VARIANCE) / (SEASON_VARIANCE + noise);
}
