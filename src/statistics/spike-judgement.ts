import { countTails, normalQuantile, studentQuantile, studentTail } from "./distributions.ts";
import type { CountScale } from "./spike-scale.ts";

/** One tested place of a series. It is a spike or a drop where q ≤ 0.05. */
export interface SpikePoint {
  index: number;
  direction: "spike" | "drop";
  observed: number;
  expected: number;
  /** Range in which 95 % of usual counts lie. */
  low: number;
  high: number;
  /** Two-sided. */
  p: number;
  /** p adjusted for the number of places tested (Benjamini and Hochberg 1995). */
  q: number;
  /** No place of the season before was nearly as surprising: where an alarm begins, not where it goes on. */
  onset: boolean;
}

/** A count against its expectation, as a first draft: `q` and `onset` are set when all places are known. */
export function judgePlace(
  index: number,
  observed: number,
  baseline: number,
  scale: CountScale,
  burst: number | undefined,
): SpikePoint {
  const mean = Math.max(0.02, baseline * scale.lift);
  const variance = mean + scale.dispersion * mean * mean;
  const df = scale.n / 3;
  const tails = countTails(observed, mean, variance);
  const upper = burst ?? widened(tails.upper, df);
  const lower = widened(tails.lower, df);
  return {
    index,
    direction: upper <= lower ? "spike" : "drop",
    observed,
    expected: mean,
    ...usualRange(mean, variance, df),
    p: Math.min(1, 2 * Math.min(upper, lower)),
    q: Number.NaN,
    onset: false,
  };
}

/** A tail probability as if its normal equivalent were Student's t: the scale is an estimate. */
function widened(p: number, df: number): number {
  if (p >= 0.5) return p;
  return studentTail(-normalQuantile(Math.max(p, 1e-300)), df);
}

/** 95 % range of a gamma with this mean and variance (Wilson and Hilferty 1931), for whole counts. */
function usualRange(mean: number, variance: number, df: number): { low: number; high: number } {
  const step = variance / (9 * mean * mean);
  const reach = studentQuantile(0.975, df) * Math.sqrt(step);
  const at = (sign: number) => mean * Math.max(0, 1 - step + sign * reach) ** 3;
  return { low: Math.floor(at(-1)), high: Math.ceil(at(1)) };
}

/** Part of an earlier probability under which a place is another alarm, not the same one going on. */
const RENEWED = 0.75;

/** Sets `onset`, in place. */
export function markOnsets(points: SpikePoint[], period: number): void {
  const length = Math.max(7, period);
  points.forEach((point, k) => {
    point.onset = true;
    for (let j = k - 1; j >= 0 && points[j]!.index >= point.index - length; j--) {
      if (points[j]!.direction === point.direction && RENEWED * points[j]!.p <= point.p) {
        point.onset = false;
        break;
      }
    }
  });
}
