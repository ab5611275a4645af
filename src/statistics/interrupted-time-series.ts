import { studentQuantile, studentTail } from "./distributions.ts";
import { type LeastSquares, leastSquares, neweyWestLag, quadratic } from "./least-squares.ts";
import { autocorrelation } from "./mann-kendall.ts";
import type { Numbers } from "./order.ts";

export interface Estimate {
  value: number;
  low: number;
  high: number;
  /** Two-sided. */
  p: number;
}

export interface CampaignEffect {
  /** Mean difference from the counterfactual over the campaign, on the scale of the values given. */
  effect: Estimate;
  /** Step at the start. */
  level: Estimate;
  /** Change of slope per place of the series. */
  slope: Estimate;
  /** What the model expects without the campaign; one value per place. */
  counterfactual: Float64Array;
  /** Values used, before the campaign and during it. */
  n_before: number;
  n_during: number;
  /** Newey–West lag. */
  lag: number;
  /** Whether comparison series were part of the model. */
  compared: boolean;
}

export interface CampaignOptions {
  /** First place of the campaign, and the last one (inclusive; default the end). */
  start: number;
  end?: number;
  /** Season given as dummies; default 7, 1 for none. */
  period?: number;
  /** Series of the competitors on the same scale, as long as the values. */
  comparison?: readonly Numbers[];
}

/**
 * Interrupted time series (segmented regression, Wagner et al. 2002) with Newey–West errors (leverage allowed for): level, trend, season,
 * the mean of the comparison series, and a step and a change of slope from `start` on. Places after `end` are left
 * out. NaN values are gaps. For counts give log(1 + count): then effects are ratios, exp(value) − 1.
 *
 * @returns undefined where there are fewer than two seasons (at least 14 values) before, or fewer than 3 during
 */
export function interruptedTimeSeries(
  values: Numbers,
  { start, end = values.length - 1, period = 7, comparison = [] }: CampaignOptions,
): CampaignEffect | undefined {
  const compared = comparison.length > 0;
  const without = (t: number) => baselineRow(t, period, comparison);
  const places: number[] = [];
  for (let t = 0; t <= Math.min(end, values.length - 1); t++) {
    if (Number.isFinite(values[t]) && without(t).every(Number.isFinite)) places.push(t);
  }
  const during = places.filter((t) => t >= start);
  const n_before = places.length - during.length;
  if (n_before < Math.max(14, 2 * period) || during.length < 3) return undefined;
  const rows = places.map((t) => [...without(t), t >= start ? 1 : 0, t >= start ? t - start : 0]);
  const lag = neweyWestLag(places.length);
  const y = places.map((t) => values[t]!);
  const fit = leastSquares(rows, y, lag, { places, leverage: true });
  if (!fit) return undefined;
  const k = rows[0]!.length;
  const estimate = (weights: number[]) => contrast(fit, during.length, weights);
  const unit = (at: number) => Array.from({ length: k }, (_, c) => (c === at ? 1 : 0));
  const meanElapsed = during.reduce((sum, t) => sum + t - start, 0) / during.length;
  const mean = unit(k - 2).map((value, c) => (c === k - 1 ? meanElapsed : value));
  const counterfactual = Float64Array.from({ length: values.length }, (_, t) =>
    without(t).reduce((sum, x, c) => sum + x * fit.coefficients[c]!, 0),
  );
  return {
    effect: estimate(mean),
    level: estimate(unit(k - 2)),
    slope: estimate(unit(k - 1)),
    counterfactual,
    n_before,
    n_during: during.length,
    lag,
    compared,
  };
}

function baselineRow(t: number, period: number, comparison: readonly Numbers[]): number[] {
  const row = [1, t];
  for (let phase = 1; phase < period; phase++) row.push(t % period === phase ? 1 : 0);
  if (comparison.length > 0) {
    row.push(comparison.reduce((sum, series) => sum + series[t]!, 0) / comparison.length);
  }
  return row;
}

/**
 * A combination of coefficients. Its variance is never below the one for errors with the residuals' autocorrelation at
 * lag 1 (Newey and West's weights miss half of that over a few days), and its degrees of freedom are those of the
 * campaign's places when these are few: they are what the effect rests on.
 */
function contrast(fit: LeastSquares, during: number, weights: number[]): Estimate {
  const value = weights.reduce((sum, weight, c) => sum + weight * fit.coefficients[c]!, 0);
  const rho = Math.min(0.9, Math.max(0, autocorrelation(fit.residuals, 1)[1]!));
  const plain = (quadratic(fit.plain, weights) * (1 + rho)) / (1 - rho);
  const error = Math.sqrt(Math.max(0, quadratic(fit.covariance, weights), plain));
  const df = Math.max(1, Math.min(fit.df, during - 2));
  const reach = studentQuantile(0.975, df) * error;
  const p = error > 0 ? Math.min(1, 2 * studentTail(Math.abs(value) / error, df)) : value === 0 ? 1 : 0;
  return { value, low: value - reach, high: value + reach, p };
}
