import { median, type Numbers, quantile, quantiles } from "./order.ts";

/** How counts usually scatter around what is expected of them. */
export interface CountScale {
  /** Factor from expected (a middle value) to the mean of usual counts. */
  lift: number;
  /** Negative-binomial overdispersion φ: variance = mean + φ·mean². */
  dispersion: number;
  /** Residuals it rests on. */
  n: number;
}

/**
 * Robust scale of counts around their expectation, from places where both are known: the largest of three
 * squares of |count − mean|/√mean by a normal's (the median's, the 90 % point's, and the mean square with the top
 * twentieth drawn in), with the negative-binomial variance behind it. A twentieth of the places may be spikes or drops.
 */
export function countScale(counts: Numbers, expected: Numbers, places: readonly number[]): CountScale {
  const n = places.length;
  const ratios = new Float64Array(n);
  for (let k = 0; k < n; k++) ratios[k] = (counts[places[k]!]! + 0.5) / (expected[places[k]!]! + 0.5);
  const top = quantile(ratios, 0.95);
  let [observed, usual] = [0, 0];
  for (let k = 0; k < n; k++) {
    const mean = expected[places[k]!]!;
    observed += Math.min(ratios[k]!, top) * (mean + 0.5) - 0.5;
    usual += mean;
  }
  const lift = usual > 0 ? Math.min(3, Math.max(1, observed / usual)) : 1;
  const [sizes, means] = [new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n; k++) {
    means[k] = expected[places[k]!]! * lift;
    const mean = Math.max(0.1, means[k]!);
    sizes[k] = Math.abs(counts[places[k]!]! - mean) / Math.sqrt(mean);
  }
  const [middle, upper, most] = quantiles(sizes, [0.5, 0.9, 0.95]) as [number, number, number];
  let clipped = 0;
  for (let k = 0; k < n; k++) clipped += Math.min(sizes[k]!, most) ** 2;
  const square = Math.max((middle / 0.6745) ** 2, (upper / 1.645) ** 2, clipped / n / 0.913);
  const typical = Math.max(0.1, median(means));
  return { lift, dispersion: Math.max(0, (square - 1) / typical), n };
}
