import { studentTail } from "./distributions.ts";
import { innovationVariance, lagOne } from "./innovations.ts";
import { median, medianDeviation, type Numbers } from "./order.ts";
import { bestSegmentations, pelt } from "./pelt.ts";
import { variancesAlike, withoutSeason } from "./unseasonal.ts";

export interface ChangePoint {
  /** First place of the new level. */
  index: number;
  /** Median of the segment that ends here and of the one that begins here, in units of the series. */
  before: number;
  after: number;
  /** 1 − p of the difference of the two levels, autocorrelation and the search for the place allowed for; 0 to 1. */
  confidence: number;
}

export interface ChangePointOptions {
  /** `counts` are compared as 2·√(count + ⅜) (Anscombe 1948), `values` (shares, net) as they are. Default: by looking. */
  kind?: "counts" | "values";
  /** Fewest values in a segment; default 7. */
  minSegment?: number;
  /** Season whose usual shape is taken out first: 7 for days. Default 1, none. */
  period?: number;
  /** Truthy = leave out (gaps, partial days). */
  mask?: ArrayLike<unknown>;
}

/** A change point of a dominant shift must explain this times log n of the series' variance per value. */
const DOMINANT_PENALTY = 10;
/** Price of a further level (place and mean) in logs of n. */
const LEVEL_PENALTY = 3;
const MOST_CHANGES = 10;

/**
 * Places where the level of a series changes for good.
 *
 * First PELT (Killick et al. 2012) on the standardised series with a penalty so high that autocorrelation up to 0.6
 * does not reach it: shifts that dominate the series. Where there are none, smaller shifts are sought by letting
 * autocorrelation compete with them: of the best segmentations with 0, 1, 2 … levels, the one of least
 * n·log(variance of the AR(1) innovations) + 3·k·log n (as Davis, Lee and Rodriguez-Yam 2006; Chakar et al. 2017).
 * Single outliers are drawn in beforehand, so that a spike of a day is not taken for two changes of level.
 *
 * @returns ascending; none in a series shorter than two segments
 */
export function findChangePoints(values: Numbers, options: ChangePointOptions = {}): ChangePoint[] {
  const { minSegment = 7, period = 1, mask } = options;
  const places: number[] = [];
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]) && !mask?.[i]) places.push(i);
  const known = places.map((i) => values[i]!);
  if (known.length < 2 * minSegment) return [];
  const counts = (options.kind ?? (known.every(isCount) ? "counts" : "values")) === "counts";
  const scaled = counts ? variancesAlike(known) : known;
  const level = standardised(drawnIn(withoutSeason(scaled, places, period), minSegment));
  if (!level) return [];
  const dominant = pelt(level, { penalty: DOMINANT_PENALTY * Math.log(level.length), minSegment });
  const starts = dominant.length > 0 ? dominant : leastDescription(level, minSegment);
  const rho = lagOne(residuals(level, starts));
  return starts.map((start, i) => {
    const [from, to] = [i === 0 ? 0 : starts[i - 1]!, starts[i + 1] ?? level.length];
    return {
      index: places[start]!,
      before: median(known.slice(from, start)),
      after: median(known.slice(start, to)),
      confidence: confidence(level.slice(from, start), level.slice(start, to), rho),
    };
  });
}

const isCount = (value: number) => Number.isInteger(value) && value >= 0;

/**
 * Values further from the median around them than six of its robust deviations, and three of the series', drawn in,
 * where no more than two stand together.
 */
function drawnIn(values: number[], minSegment: number): number[] {
  const around = values.map((_, i) => median(values.slice(Math.max(0, i - minSegment), i + minSegment + 1)));
  const near = values.map((value, i) => value - around[i]!);
  const reach = Math.max(6 * medianDeviation(near, 0), 3 * medianDeviation(values));
  const out = near.map((value) => Math.abs(value) > reach);
  const alone = (i: number) => [-2, -1].some((from) => !out[i + from] && !out[i + from + 3]);
  return values.map((value, i) => (out[i] && alone(i) ? around[i]! + Math.sign(near[i]!) * reach : value));
}

function standardised(values: number[]): number[] | undefined {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  if (!(square > 1e-18 * (1 + mean * mean))) return undefined;
  return values.map((value) => (value - mean) / Math.sqrt(square));
}

function leastDescription(values: number[], minSegment: number): number[] {
  const n = values.length;
  let best = { price: Number.POSITIVE_INFINITY, starts: [] as number[] };
  for (const starts of bestSegmentations(values, MOST_CHANGES, minSegment)) {
    const rest = residuals(values, starts);
    const price = n * Math.log(innovationVariance(rest)) + LEVEL_PENALTY * starts.length * Math.log(n);
    if (price < best.price) best = { price, starts };
  }
  return best.starts;
}

function residuals(values: number[], starts: number[]): number[] {
  const bounds = [0, ...starts, values.length];
  return bounds.slice(1).flatMap((to, i) => {
    const own = values.slice(bounds[i]!, to);
    const mean = own.reduce((a, b) => a + b, 0) / own.length;
    return own.map((value) => value - mean);
  });
}

function confidence(before: number[], after: number[], rho: number): number {
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [a, b] = [mean(before), mean(after)];
  const square = [...before.map((value) => (value - a) ** 2), ...after.map((value) => (value - b) ** 2)];
  const n = square.length;
  const variance = (square.reduce((x, y) => x + y, 0) / (n - 2)) * ((1 + rho) / (1 - rho));
  const t = Math.abs(b - a) / Math.sqrt(Math.max(1e-12, variance * (1 / before.length + 1 / after.length)));
  const df = Math.max(2, ((n - 2) * (1 - rho)) / (1 + rho));
  return Math.max(0, 1 - 2 * n * studentTail(t, df));
}
