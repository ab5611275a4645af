import { studentQuantile } from "./distributions.ts";
import { type LeastSquares, quadratic } from "./least-squares.ts";
import type { Numbers } from "./order.ts";

/** What level, trend, season and the mean of the comparison series say of a place. */
export function baselineRow(t: number, period: number, comparison: readonly Numbers[]): number[] {
  const row = [1, t];
  for (let phase = 1; phase < period; phase++) row.push(t % period === phase ? 1 : 0);
  if (comparison.length > 0) {
    row.push(comparison.reduce((sum, series) => sum + series[t]!, 0) / comparison.length);
  }
  return row;
}

/** What a model expects at every place of a series, and the range in which 95 % of values then lie. */
export interface Expectations {
  counterfactual: Float64Array;
  low: Float64Array;
  high: Float64Array;
}

/**
 * Prediction from the first columns of a fitted model: the error of the coefficients and the scatter of a single value
 * together, by Student's t.
 *
 * @param row first columns of the design at a place; NaN where they are not known
 * @param weight of a value at this place
 */
export function expectations(
  fit: LeastSquares,
  length: number,
  row: (t: number) => number[],
  weight: (t: number) => number,
): Expectations {
  const square = fit.residuals.reduce((sum, value) => sum + value * value, 0) / fit.df;
  const reach = studentQuantile(0.975, fit.df);
  const found = {
    counterfactual: new Float64Array(length),
    low: new Float64Array(length),
    high: new Float64Array(length),
  };
  for (let t = 0; t < length; t++) {
    const x = Array.from(fit.coefficients, (_, c) => row(t)[c] ?? 0);
    const value = x.reduce((sum, each, c) => sum + each * fit.coefficients[c]!, 0);
    const error = Math.sqrt(
      square / weight(t) + Math.max(quadratic(fit.covariance, x), quadratic(fit.plain, x)),
    );
    found.counterfactual[t] = value;
    found.low[t] = value - reach * error;
    found.high[t] = value + reach * error;
  }
  return found;
}

/**
 * By how much the mean of exp(y) is more than exp of y's mean (Duan 1983): the mean of exp(residual).
 *
 * @param residuals of a model on a log scale; NaN values do not count
 */
export function smearingFactor(residuals: Numbers): number {
  let [sum, n] = [0, 0];
  for (let t = 0; t < residuals.length; t++) {
    if (Number.isNaN(residuals[t]!)) continue;
    sum += Math.exp(residuals[t]!);
    n += 1;
  }
  return n > 0 ? sum / n : 1;
}
