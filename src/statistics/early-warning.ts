import { studentQuantile } from "./distributions.ts";
import type { RatioInterval } from "./ratio-interval.ts";

/** none; watch = beyond the usual; warn = and more negative mentions than usual; act = far beyond on both. */
export type WarningLevel = "none" | "watch" | "warn" | "act";

export interface EarlyWarning {
  level: WarningLevel;
  /** Upper bound of the usual negative share; null where there is too little to say. */
  usual_high: number | null;
  /** Lower bound of the negative share now; null where there is too little to say. */
  low: number | null;
  /** Negative mentions a day now by those of a usual day; null without a baseline. */
  volume_ratio: number | null;
}

export interface WarningInput {
  /** Negative share of the newest period, clustered by author. */
  now: Pick<RatioInterval, "low">;
  /** Negative share over all baseline periods together, clustered by author. */
  baseline: Pick<RatioInterval, "high">;
  /** Negative mentions now, and the complete days they are of. */
  negative: number;
  days: number;
  /** Per baseline period (the same weekdays of the 4 to 8 periods before), those without mentions among them. */
  before: readonly BaselinePeriod[];
  /** What human labels add to the share of a usual period; 0 where `now` and `baseline` are the machine's. */
  shift?: number;
}

export interface BaselinePeriod {
  negative: number;
  scored: number;
  /** Complete days that were counted. */
  days: number;
}

/** Fewest baseline periods. */
export const FEWEST_BASELINE_PERIODS = 4;

/**
 * Early warning: the lower bound of the negative share now is above the upper bound of its baseline. The baseline's
 * bound is the wider of its sampling interval and of what the spread of the periods before allows for one further
 * period (Student's prediction bound), so that a topic that always swings does not warn each time.
 *
 * `warn` also asks for 1.5 times the usual number of negative mentions a day (a period may not be over, or miss days); `act` for 2 times, and for a lower bound
 * that is twice the usual upper bound or 15 points above it.
 */
export function warningLevel({
  now,
  baseline,
  negative,
  days,
  before,
  shift = 0,
}: WarningInput): EarlyWarning {
  const periods = before.filter((period) => period.scored > 0);
  if (now.low === null || baseline.high === null || periods.length < FEWEST_BASELINE_PERIODS) {
    return { level: "none", usual_high: null, low: now.low, volume_ratio: null };
  }
  const usual_high = Math.min(1, Math.max(baseline.high, predictionBound(periods) + shift));
  const perDay = before.reduce((sum, period) => sum + period.negative / period.days, 0) / before.length;
  const usualNegative = perDay * days;
  const volume_ratio = negative / Math.max(usualNegative, 1);
  let level: WarningLevel = "none";
  if (now.low > usual_high) {
    const far = now.low >= 2 * usual_high || now.low >= usual_high + 0.15;
    level = far && volume_ratio >= 2 ? "act" : volume_ratio >= 1.5 ? "warn" : "watch";
  }
  return { level, usual_high, low: now.low, volume_ratio };
}

/** One-sided 97.5 % bound for the share of one further period, from the spread of shares over periods. */
function predictionBound(periods: readonly BaselinePeriod[]): number {
  const shares = periods.map((period) => period.negative / period.scored);
  const k = shares.length;
  const mean = shares.reduce((a, b) => a + b, 0) / k;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (k - 1);
  return mean + studentQuantile(0.975, k - 1) * Math.sqrt(variance * (1 + 1 / k));
}
