import { median, type Numbers, quantile } from "./order.ts";

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
  const ratios = places.map((i) => (counts[i]! + 0.5) / (expected[i]! + 0.5));
  const top = quantile(ratios, 0.95);
  let [observed, usual] = [0, 0];
  places.forEach((i, k) => {
    observed += Math.min(ratios[k]!, top) * (expected[i]! + 0.5) - 0.5;
    usual += expected[i]!;
  });
  const lift = usual > 0 ? Math.min(3, Math.max(1, observed / usual)) : 1;
  const sizes = places.map((i) => {
    const mean = Math.max(0.1, expected[i]! * lift);
    return Math.abs(counts[i]! - mean) / Math.sqrt(mean);
  });
  const most = quantile(sizes, 0.95);
  const clipped = sizes.reduce((sum, size) => sum + Math.min(size, most) ** 2, 0) / sizes.length;
  const square = Math.max(
    (median(sizes) / 0.6745) ** 2,
    (quantile(sizes, 0.9) / 1.645) ** 2,
    clipped / 0.913,
  );
  const typical = Math.max(0.1, median(places.map((i) => expected[i]! * lift)));
  return { lift, dispersion: Math.max(0, (square - 1) / typical), n: places.length };
}
