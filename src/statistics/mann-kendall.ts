import { normalQuantile, normalTail } from "./distributions.ts";
import { type Numbers, ranks } from "./order.ts";
import { kendallVariance, theilSen } from "./theil-sen.ts";

export interface MannKendall {
  /** Kendall's S: pairs that rise minus pairs that fall. */
  s: number;
  /** Variance of S, with the correction. */
  variance: number;
  /** Factor n/n* by which autocorrelation widens the variance; 1 where none is significant. */
  inflation: number;
  z: number;
  /** Two-sided. */
  p: number;
  tau: number;
  direction: "up" | "down" | "none";
  n: number;
}

/**
 * Mann–Kendall test of a monotone direction (Mann 1945; Kendall 1975), its variance corrected for autocorrelation
 * (Hamed and Rao 1998): autocorrelation of the ranks of the Sen-detrended series, lags up to n/4 that are
 * significant at 5 %. NaN values are gaps: they are left out of S, and lags are counted over what is there.
 *
 * @param options.level significance of `direction`, default 0.05
 * @param options.correction `none` for the plain test
 * @param options.leastInflation 1 where negative autocorrelation is not to make the test bolder; default 0, as published
 */
export function mannKendall(
  values: Numbers,
  {
    level = 0.05,
    correction = "hamed-rao",
    leastInflation = 0,
  }: { level?: number; correction?: "hamed-rao" | "none"; leastInflation?: number } = {},
): MannKendall {
  const known = Array.from(values).filter(Number.isFinite);
  const n = known.length;
  let s = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) s += Math.sign(known[j]! - known[i]!);
  const inflation =
    correction === "none" || n < 4
      ? 1
      : Math.max(leastInflation, hamedRaoFactor(known, theilSen(known).slope));
  const variance = kendallVariance(known) * inflation;
  const z = s === 0 || !(variance > 0) ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  const p = Math.min(1, 2 * normalTail(Math.abs(z)));
  const direction = p >= level ? "none" : s > 0 ? "up" : "down";
  return { s, variance, inflation, z, p, tau: n > 1 ? s / ((n * (n - 1)) / 2) : Number.NaN, direction, n };
}

/** Factor n/n* on the variance of S, from the autocorrelation of the ranks of values less a slope per place. */
export function hamedRaoFactor(values: readonly number[], slope: number): number {
  const n = values.length;
  const ranked = ranks(values.map((value, i) => value - slope * (i + 1)));
  const bound = normalQuantile(0.975) / Math.sqrt(n);
  const correlations = autocorrelation(ranked, Math.floor(n / 4));
  let sum = 0;
  for (let lag = 1; lag < correlations.length; lag++) {
    if (Math.abs(correlations[lag]!) <= bound) continue;
    sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * correlations[lag]!;
  }
  return Math.max(1 / n, 1 + (2 / (n * (n - 1) * (n - 2))) * sum);
}

/** Autocorrelation at lags 0 … maxLag, each divided by the whole series' sum of squares. */
export function autocorrelation(values: Numbers, maxLag: number): Float64Array {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  const result = new Float64Array(maxLag + 1);
  for (let lag = 0; lag <= maxLag; lag++) {
    for (let i = 0; i + lag < n; i++) result[lag]! += (values[i]! - mean) * (values[i + lag]! - mean);
  }
  const whole = result[0]!;
  return whole > 0 ? result.map((value) => value / whole) : result;
}
