import { incompleteBeta, lowerGamma, upperGamma } from "./special-functions.ts";

/** P(Z > z) of the standard normal, accurate far into the tail. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  return 0.5 * upperGamma(0.5, (z * z) / 2);
}

/** P(Z ≤ z) of the standard normal. */
export function normalCdf(z: number): number {
  return normalTail(-z);
}

/** The z with P(Z ≤ z) = p, 0 < p < 1 (Acklam's rational start, then two Halley steps). ±Infinity at 0 and 1. */
export function normalQuantile(p: number): number {
  if (!(p > 0)) return p === 0 ? -Infinity : Number.NaN;
  if (!(p < 1)) return p === 1 ? Infinity : Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = startingQuantile(p);
  for (let i = 0; i < 2; i++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    if (density === 0) break;
    const step = (normalCdf(z) - p) / density;
    z -= step / (1 + (z * step) / 2);
  }
  return z;
}

/** Hastings (Abramowitz and Stegun 26.2.23), |error| < 4.5e-4: a start for the iteration, p ≤ ½. */
function startingQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return top / bottom - t;
}

/** P(T > t) of Student's t with df > 0 degrees of freedom (need not be whole). */
export function studentTail(t: number, df: number): number {
  if (!Number.isFinite(df)) return normalTail(t);
  const half = 0.5 * incompleteBeta(df / (df + t * t), df / 2, 0.5);
  return t >= 0 ? half : 1 - half;
}

const KNOWN_QUANTILES = new Map<string, number>();
const MOST_KNOWN = 2000;

/** The t with P(T ≤ t) = p for Student's t with df > 0 degrees of freedom; df may be Infinity. Remembers some thousand. */
export function studentQuantile(p: number, df: number): number {
  const key = `${p} ${df}`;
  const known = KNOWN_QUANTILES.get(key);
  if (known !== undefined) return known;
  const found = searchStudentQuantile(p, df);
  if (KNOWN_QUANTILES.size >= MOST_KNOWN) KNOWN_QUANTILES.clear();
  KNOWN_QUANTILES.set(key, found);
  return found;
}

function searchStudentQuantile(p: number, df: number): number {
  if (!Number.isFinite(df) || df > 1e7) return normalQuantile(p);
  if (p < 0.5) return -studentQuantile(1 - p, df);
  if (p === 0.5) return 0;
  let low = 0;
  let high = Math.max(2, normalQuantile(p) * 2);
  while (studentTail(high, df) > 1 - p && high < 1e12) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (studentTail(middle, df) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Tails of a count X ≥ 0 with this mean and variance: negative binomial where the variance exceeds the mean,
 * Poisson otherwise. `upper` = P(X ≥ k), `lower` = P(X ≤ k).
 */
export function countTails(k: number, mean: number, variance: number): { upper: number; lower: number } {
  const whole = Math.floor(k + 1e-9);
  if (mean <= 0) return { upper: whole > 0 ? 0 : 1, lower: 1 };
  if (variance <= mean * (1 + 1e-9)) {
    return {
      upper: whole <= 0 ? 1 : lowerGamma(whole, mean),
      lower: whole < 0 ? 0 : upperGamma(whole + 1, mean),
    };
  }
  const size = (mean * mean) / (variance - mean);
  const success = size / (size + mean);
  return {
    upper: whole <= 0 ? 1 : incompleteBeta(1 - success, whole, size),
    lower: whole < 0 ? 0 : incompleteBeta(success, size, whole + 1),
  };
}
