import { joinedBounds } from "./difference-interval.ts";
import { studentQuantile } from "./distributions.ts";
import {
  type PredictionPoweredEstimate,
  type PredictionPoweredInput,
  type PredictionPoweredOptions,
  predictionBounds,
  predictionPoweredEstimate,
} from "./prediction-powered.ts";

/** now − before, each corrected by its own labels; null values where either side has too few. */
export interface PredictionPoweredDifference {
  value: number | null;
  low: number | null;
  high: number | null;
  method: "prediction_powered" | "too_few";
  now: PredictionPoweredEstimate;
  before: PredictionPoweredEstimate;
  /** Difference of the machine's own means. */
  model_difference: number;
}

/**
 * Difference of two prediction-powered estimates (two periods). The machine may err differently in each, so each side is
 * corrected by labels of its own; influences are joined author by author, since the same people speak, and are labelled,
 * in both (see `differenceInterval`).
 *
 * @param now and `before`: arrays per author, place i of both being the same author (0 mentions where absent)
 */
export function predictionPoweredDifference(
  now: PredictionPoweredInput,
  before: PredictionPoweredInput,
  { scale = "share", confidence = 0.95, lambda }: PredictionPoweredOptions = {},
): PredictionPoweredDifference {
  const sides = {
    now: predictionPoweredEstimate(now, lambda),
    before: predictionPoweredEstimate(before, lambda),
  };
  const model_difference = sides.now.model_mean - sides.before.model_mean;
  const [value, was] = [sides.now.value, sides.before.value];
  if (value === null || was === null) {
    return { value: null, low: null, high: null, method: "too_few", ...sides, model_difference };
  }
  const side = ({ variance, df }: PredictionPoweredEstimate, estimate: number) => ({
    ...{ value: estimate, variance, df },
    bounds: (freedom: number) =>
      predictionBounds(
        estimate,
        Math.sqrt(variance) * studentQuantile(1 - (1 - confidence) / 2, freedom),
        scale,
      ),
  });
  let [shared, ours, theirs] = [0, 0, 0];
  sides.now.influence.forEach((own, i) => {
    const other = sides.before.influence[i]!;
    shared += own * other;
    ours += own * own;
    theirs += other * other;
  });
  const correlation = ours > 0 && theirs > 0 ? shared / Math.sqrt(ours * theirs) : 0;
  const bounds = joinedBounds(side(sides.now, value), side(sides.before, was), correlation);
  return { value: value - was, ...bounds, method: "prediction_powered", ...sides, model_difference };
}
