import { normalQuantile } from "./distributions.ts";

/** A closed range. */
export interface Bounds {
  low: number;
  high: number;
}

/**
 * Wilson's score interval for a share (Wilson 1927), within 0 to 1.
 *
 * @param share observed share, 0 to 1
 * @param n sample size, may be an effective one; NaN bounds where n ≤ 0
 */
export function wilsonInterval(share: number, n: number, confidence = 0.95): Bounds {
  if (!(n > 0)) return { low: Number.NaN, high: Number.NaN };
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return {
    low: Math.min(share, Math.max(0, centre - half)),
    high: Math.max(share, Math.min(1, centre + half)),
  };
}
