import { baselineRow, type Expectations, expectations } from "./counterfactual.ts";
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

/** `counterfactual`, `low` and `high` are what is to be expected of every place without the campaign. */
export interface CampaignEffect extends Expectations {
  /** Mean difference from the counterfactual over the campaign, on the scale of the values given. */
  effect: Estimate;
  /** The same over the time after it; undefined where fewer than three values of it are wanted or known. */
  after: Estimate | undefined;
  /** Step at the start. */
  level: Estimate;
  /** Change of slope per place of the series. */
  slope: Estimate;
  /** Of the values used; NaN elsewhere. */
  residuals: Float64Array;
  /** Values used, before the campaign, during it and after it. */
  n_before: number;
  n_during: number;
  n_after: number;
  /** Newey–West lag. */
  lag: number;
  /** Whether comparison series were part of the model. */
  compared: boolean;
}

export interface CampaignOptions {
  /** First place of the campaign, and the last one (inclusive; default the end). */
  start: number;
  end?: number;
  /** Last place of the time after the campaign that is looked at too; default `end`, that is none. */
  until?: number;
  /** Season given as dummies; default 7, 1 for none. */
  period?: number;
  /** Series of the competitors on the same scale, as long as the values. */
  comparison?: readonly Numbers[];
  /** What each value is to count, as one by its variance; default all alike. */
  weights?: Numbers;
}

/** Fewest values of the campaign, or of the time after it, of which a mean is told. */
const FEWEST = 3;

/**
 * Interrupted time series (segmented regression, Wagner et al. 2002) with Newey–West errors (leverage allowed for): level,
 * trend, season, the mean of the comparison series, a step and a change of slope from `start` to `end`, and others from
 * there to `until`. Later places are left out. NaN values are gaps. For counts give log(1 + count): then effects are
 * ratios, exp(value) − 1.
 *
 * @returns undefined where there are fewer than two seasons (at least 14 values) before, or fewer than 3 during
 */
export function interruptedTimeSeries(
  values: Numbers,
  { start, end = values.length - 1, until = end, period = 7, comparison = [], weights }: CampaignOptions,
): CampaignEffect | undefined {
  const without = (t: number) => baselineRow(t, period, comparison);
  const usable = (t: number) =>
    Number.isFinite(values[t]) && (weights?.[t] ?? 1) > 0 && without(t).every(Number.isFinite);
  const known = (from: number, to: number) =>
    Array.from(
      { length: Math.max(0, Math.min(to, values.length - 1) - from + 1) },
      (_, i) => from + i,
    ).filter(usable);
  const [before, during, later] = [known(0, start - 1), known(start, end), known(end + 1, until)];
  if (before.length < Math.max(14, 2 * period) || during.length < FEWEST) return undefined;
  const after = later.length < FEWEST ? [] : later;
  const places = [...before, ...during, ...after];
  const weight = relativeWeights(weights, places);
  const phases = after.length > 0 ? [during, after] : [during];
  const rows = places.map((t) => [...without(t), ...phases.flatMap((phase) => stepAndSlope(phase, t))]);
  const lag = neweyWestLag(places.length);
  const roots = places.map((t) => Math.sqrt(weight(t)));
  const fit = leastSquares(
    rows.map((row, i) => row.map((x) => x * roots[i]!)),
    places.map((t, i) => values[t]! * roots[i]!),
    lag,
    { places, leverage: true },
  );
  if (!fit) return undefined;
  const k = without(0).length;
  const estimate = (phase: readonly number[], step: number, slope: number) =>
    contrast(fit, phase.length, k + 2 * phases.indexOf(phase as number[]), [step, slope]);
  const mean = (phase: readonly number[]) => estimate(phase, 1, meanElapsed(phase));
  const residuals = new Float64Array(values.length).fill(Number.NaN);
  for (const [i, t] of places.entries()) residuals[t] = fit.residuals[i]! / roots[i]!;
  return {
    effect: mean(during),
    after: after.length > 0 ? mean(after) : undefined,
    level: estimate(during, 1, 0),
    slope: estimate(during, 0, 1),
    ...expectations(fit, values.length, without, weight),
    residuals,
    n_before: before.length,
    n_during: during.length,
    n_after: after.length,
    lag,
    compared: comparison.length > 0,
  };
}

/** Step and slope of a phase at a place: nothing outside it. */
function stepAndSlope(phase: readonly number[], t: number): number[] {
  return t >= phase[0]! && t <= phase.at(-1)! ? [1, t - phase[0]!] : [0, 0];
}

const meanElapsed = (phase: readonly number[]) =>
  phase.reduce((sum, t) => sum + t - phase[0]!, 0) / phase.length;

/** Weights of which the mean over the places used is 1; 1 where a place has none. */
function relativeWeights(weights: Numbers | undefined, places: readonly number[]): (t: number) => number {
  if (!weights) return () => 1;
  const mean = places.reduce((sum, t) => sum + weights[t]!, 0) / places.length;
  return (t) => (weights[t]! > 0 ? weights[t]! / mean : 1);
}

/**
 * A combination of two coefficients. Its variance is never below the one for errors with the residuals' autocorrelation at
 * lag 1 (Newey and West's weights miss half of that over a few days), and its degrees of freedom are those of the
 * phase's places when these are few: they are what the effect rests on.
 */
function contrast(fit: LeastSquares, n: number, at: number, [step, slope]: [number, number]): Estimate {
  const weights = fit.coefficients.map((_, c) => (c === at ? step : c === at + 1 ? slope : 0));
  const value = weights.reduce((sum, weight, c) => sum + weight * fit.coefficients[c]!, 0);
  const rho = Math.min(0.9, Math.max(0, autocorrelation(fit.residuals, 1)[1]!));
  const plain = (quadratic(fit.plain, weights) * (1 + rho)) / (1 - rho);
  const error = Math.sqrt(Math.max(0, quadratic(fit.covariance, weights), plain));
  const df = Math.max(1, Math.min(fit.df, n - 2));
  const reach = studentQuantile(0.975, df) * error;
  const p = error > 0 ? Math.min(1, 2 * studentTail(Math.abs(value) / error, df)) : value === 0 ? 1 : 0;
  return { value, low: value - reach, high: value + reach, p };
}
