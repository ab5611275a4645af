import { benjaminiHochberg, runningFalseDiscovery } from "./false-discovery.ts";
import type { Numbers } from "./order.ts";
import { FINE_GRAINED, type SpikeMode, spikeBaseline } from "./spike-baseline.ts";
import { judgePlace, markOnsets, type SpikePoint } from "./spike-judgement.ts";
import { usualScatter } from "./spike-scatter.ts";
import { shortSeriesSpikes } from "./spike-short.ts";
import { burstSeries, smallestOf, tailProbability } from "./spike-tail.ts";

export type { SpikeMode } from "./spike-baseline.ts";
export type { SpikePoint } from "./spike-judgement.ts";

export interface SpikeOptions {
  mode: SpikeMode;
  /** Places in one season: 7 for days, 24 or 168 for hours; 1 for none. Default 7. */
  period?: number;
  /** Truthy = leave out of baselines and tests (gap, partial). */
  mask?: ArrayLike<unknown>;
}

/** A place so surprising is no example of what is usual for its neighbours (Noufaily et al. 2013: |z| > 2.58). */
const NO_EXAMPLE = 0.01;
/** A season of seven and ten residuals: with fewer places nothing is known of seasons. */
const SHORT = 17;

/**
 * Spikes and drops of a regular count series.
 *
 * A place is expected to be what level and season of other places say; it is tested against the negative-binomial tail
 * with the robust dispersion of the residuals around it, widened by Student's t for having estimated that. Where a season
 * has 200 places and more (five minutes) a spike must be rare in the series' own Pareto tail of bursts instead, by itself or
 * with the one or three places before it. In `causal`
 * mode a place is judged by what came before it alone, also in its q; in `retrospective` mode by both sides, and in a
 * second pass without the most surprising places, so that one spike does not hide the next. Places are tested as soon
 * as one season and ten residuals are known; fewer days than that are judged in retrospect without season
 * (`shortSeriesSpikes`).
 *
 * @returns one entry per tested place, ascending; none in a series that is too short
 */
export function detectSpikes(counts: Numbers, { mode, period = 7, mask }: SpikeOptions): SpikePoint[] {
  const known = Float64Array.from({ length: counts.length }, (_, i) => {
    return Number.isFinite(counts[i]) && !mask?.[i] ? counts[i]! : Number.NaN;
  });
  if (mode === "retrospective" && period <= 7 && known.filter((count) => count >= 0).length < SHORT) {
    return shortSeriesSpikes(known);
  }
  const points = testPlaces(known, known, mode, period);
  // In fine-grained series bursts are what the tail is learnt from.
  if (mode === "causal" || period >= FINE_GRAINED) return points;
  const usual = Float64Array.from(known);
  for (const { index, p } of points) if (p <= NO_EXAMPLE) usual[index] = Number.NaN;
  return testPlaces(known, usual, mode, period);
}

/** Tests the known places against what those of `usual` say. */
function testPlaces(known: Numbers, usual: Numbers, mode: SpikeMode, period: number): SpikePoint[] {
  const { expected, central, season, longLevel } = spikeBaseline(known, usual, period, mode);
  const unseasonal = longLevel.map((level, i) => known[i]! - level * (season[i]! - 1));
  const places = Array.from(expected.keys()).filter((i) => !Number.isNaN(known[i]! + expected[i]!));
  const examples = places.filter((i) => !Number.isNaN(usual[i]!));
  const bursts = period < FINE_GRAINED ? [] : burstSeries(unseasonal);
  const scatter = usualScatter({ counts: known, expected: central, bursts }, places, examples, period, mode);
  const points = places.flatMap((place, k) => {
    const { scale, tails = [] } = scatter[k]!;
    const rare = tails.flatMap((tail, i) => (tail ? [tailProbability(tail, bursts[i]![place]!)] : []));
    const burst = rare.length > 0 ? smallestOf(rare) : undefined;
    return scale ? [judgePlace(place, known[place]!, expected[place]!, scale, burst)] : [];
  });
  const p = points.map((point) => point.p);
  const q = mode === "causal" ? runningFalseDiscovery(p) : benjaminiHochberg(p);
  markOnsets(points, period);
  return points.map((point, i) => ({ ...point, q: q[i]! }));
}
