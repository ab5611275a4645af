import { type LoessSpan, loess, loessExtended } from "./loess.ts";
import type { Numbers } from "./order.ts";

export interface StlOptions {
  /** Places in one season, at least 2 (7 for days of the week). */
  period: number;
  /** Window of the seasonal loess in seasons, odd; default 13. */
  seasonalWindow?: number;
  /** Window of the trend loess, odd; default the smallest odd ≥ 1.5·period / (1 − 1.5/seasonalWindow). */
  trendWindow?: number;
  /** Window of the low-pass loess, odd; default the smallest odd ≥ period. */
  lowPassWindow?: number;
  seasonalDegree?: 0 | 1;
  trendDegree?: 0 | 1;
  lowPassDegree?: 0 | 1;
  /** Passes of the inner loop; default 2. */
  inner?: number;
  /** Robustness iterations; default 15, 0 for the plain fit. */
  outer?: number;
}

/** Parts of a series, each as long as it: value = trend + seasonal + remainder. */
export interface Stl {
  trend: Float64Array;
  seasonal: Float64Array;
  /** NaN at gaps. */
  remainder: Float64Array;
  /** Robustness weights, 0 (an outlier) to 1; 0 at gaps. */
  weights: Float64Array;
}

const nextOdd = (x: number) => {
  const whole = Math.ceil(x - 1e-9);
  return whole % 2 === 1 ? whole : whole + 1;
};

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning 1990), robust by default,
 * without jumps. NaN values are gaps: they get no weight in any fit, and no remainder.
 *
 * @returns undefined where there are fewer than two seasons of values
 */
export function stl(values: Numbers, options: StlOptions): Stl | undefined {
  const { period, inner = 2, outer = 15 } = options;
  const n = values.length;
  const known = Float64Array.from(Array.from(values), (value) => (Number.isFinite(value) ? 1 : 0));
  if (period < 2 || known.reduce((a, b) => a + b, 0) < 2 * period) return undefined;
  const y = bridged(values);
  let state: Pick<Stl, "trend" | "seasonal"> = { trend: new Float64Array(n), seasonal: new Float64Array(n) };
  let weights: Float64Array = known;
  for (let round = 0; ; round++) {
    for (let pass = 0; pass < inner; pass++) state = innerPass(y, state.trend, weights, options);
    if (round >= outer) break;
    weights = robustness(y, state, known);
  }
  const remainder = y.map((value, i) =>
    known[i] ? value - state.trend[i]! - state.seasonal[i]! : Number.NaN,
  );
  return { ...state, remainder, weights };
}

/** Gaps bridged by straight lines, ends by the nearest value. */
export function bridged(values: Numbers): Float64Array {
  const y = Float64Array.from(values);
  let last = -1;
  for (let i = 0; i <= y.length; i++) {
    if (i < y.length && !Number.isFinite(y[i])) continue;
    for (let j = last + 1; j < i; j++) {
      if (last < 0) y[j] = y[i] ?? Number.NaN;
      else if (i === y.length) y[j] = y[last]!;
      else y[j] = y[last]! + ((y[i]! - y[last]!) * (j - last)) / (i - last);
    }
    last = i;
  }
  return y;
}

function innerPass(y: Float64Array, trend: Float64Array, weights: Float64Array, options: StlOptions) {
  const { period, seasonalWindow = 13, seasonalDegree = 1, trendDegree = 1, lowPassDegree = 1 } = options;
  const n = y.length;
  const detrended = y.map((value, i) => value - trend[i]!);
  const cycles = smoothCycles(detrended, weights, { window: seasonalWindow, degree: seasonalDegree }, period);
  const averaged = movingAverage(movingAverage(movingAverage(cycles, period), period), 3);
  const flat = new Float64Array(n).fill(1);
  const lowPass = { window: options.lowPassWindow ?? nextOdd(period), degree: lowPassDegree };
  const level = loess(averaged, lowPass, flat);
  const seasonal = level.map((value, i) => cycles[i + period]! - value);
  const adjusted = y.map((value, i) => value - seasonal[i]!);
  const window = options.trendWindow ?? nextOdd((1.5 * period) / (1 - 1.5 / seasonalWindow));
  return { seasonal, trend: loess(adjusted, { window, degree: trendDegree }, weights) };
}

/** Each phase's series smoothed and carried one season beyond both ends: n + 2·period values. */
function smoothCycles(y: Float64Array, weights: Float64Array, span: LoessSpan, period: number): Float64Array {
  const result = new Float64Array(y.length + 2 * period);
  for (let phase = 0; phase < period; phase++) {
    const pick = (_: number, i: number) => i % period === phase;
    const smooth = loessExtended(y.filter(pick), span, weights.filter(pick));
    for (let k = 0; k < smooth.length; k++) result[k * period + phase] = smooth[k]!;
  }
  return result;
}

function movingAverage(values: Float64Array, width: number): Float64Array {
  const result = new Float64Array(values.length - width + 1);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!;
    if (i >= width) sum -= values[i - width]!;
    if (i >= width - 1) result[i - width + 1] = sum / width;
  }
  return result;
}

/** Bisquare weights from six median absolute residuals. */
function robustness(
  y: Float64Array,
  { trend, seasonal }: { trend: Float64Array; seasonal: Float64Array },
  known: Float64Array,
): Float64Array {
  const size = y.map((value, i) => Math.abs(value - trend[i]! - seasonal[i]!));
  const sorted = size.filter((_, i) => known[i]).sort();
  const middle = sorted.length >> 1;
  const bound = 3 * (sorted[middle]! + sorted[sorted.length - middle - 1]!);
  return size.map((value, i) => {
    if (!known[i] || value > 0.999 * bound) return 0;
    return value <= 0.001 * bound ? 1 : (1 - (value / bound) ** 2) ** 2;
  });
}
