import { normalQuantile } from "./distributions.ts";
import { median, type Numbers, orderStatistics, quantiles } from "./order.ts";

/** Slope per step of the index; NaN values are gaps. */
export interface Slope {
  slope: number;
  intercept: number;
  low: number;
  high: number;
  /** Values used. */
  n: number;
}

/**
 * Theil–Sen slope: the median of the slopes of all pairs (Theil 1950; Sen 1968), with Sen's interval from
 * Kendall's S, ties allowed for. The intercept is median(y) − slope · median(t) (Conover 1980).
 *
 * @param values a regular series; NaN where there is a gap. Fewer than two values give NaN
 * @param inflation factor on Var(S), e.g. Hamed and Rao's correction for autocorrelation
 */
export function theilSen(values: Numbers, { confidence = 0.95, inflation = 1 } = {}): Slope {
  const at = Array.from({ length: values.length }, (_, i) => i).filter((i) => Number.isFinite(values[i]));
  const n = at.length;
  const slopes = pairSlopes(values, at);
  if (slopes.length === 0) {
    return { slope: Number.NaN, intercept: Number.NaN, low: Number.NaN, high: Number.NaN, n };
  }
  const [slope = Number.NaN] = quantiles(slopes, [0.5]);
  const known = at.map((i) => values[i]!);
  const intercept = median(known) - slope * median(at);
  const reach = normalQuantile(1 - (1 - confidence) / 2) * Math.sqrt(kendallVariance(known) * inflation);
  const lower = Math.round((slopes.length - reach) / 2) - 1;
  const upper = Math.round((slopes.length + reach) / 2);
  const last = slopes.length - 1;
  const [low, high] = orderStatistics(slopes, [Math.max(0, lower), Math.min(last, upper)]);
  return { slope, intercept, low: low!, high: high!, n };
}

function pairSlopes(values: Numbers, at: number[]): Float64Array {
  const slopes = new Float64Array((at.length * (at.length - 1)) / 2);
  let next = 0;
  for (let i = 0; i < at.length; i++) {
    for (let j = i + 1; j < at.length; j++) {
      slopes[next++] = (values[at[j]!]! - values[at[i]!]!) / (at[j]! - at[i]!);
    }
  }
  return slopes;
}

/** Variance of Kendall's S under no trend, ties in the values allowed for. */
export function kendallVariance(values: Numbers): number {
  const n = values.length;
  const sorted = Float64Array.from(values).sort();
  let ties = 0;
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && sorted[end] === sorted[start]) end++;
    const t = end - start;
    ties += t * (t - 1) * (2 * t + 5);
    start = end;
  }
  return (n * (n - 1) * (2 * n + 5) - ties) / 18;
}
