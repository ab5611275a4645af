import { studentQuantile } from "./distributions.ts";
import type { Numbers } from "./order.ts";
import { type Scale, scaledBounds } from "./ratio-interval.ts";
import type { Bounds } from "./wilson.ts";

/** Fewest labelled mentions, and fewest authors of them, for a corrected interval. */
export const FEWEST_LABELLED = 30;
export const FEWEST_LABELLED_AUTHORS = 10;

/** One mention that people labelled. Values are what is averaged: 1 or 0 for a share, −1, 0 or +1 for net. */
export interface LabelledMention {
  /** Place of its author in the arrays of `all`. */
  author: number;
  human: number;
  model: number;
  /** Probability with which it was drawn, 0 to 1. */
  probability: number;
}

export interface PredictionPoweredInput {
  /** Per author over all scored mentions, the labelled ones among them: Σ model values, and how many mentions. */
  all: { model: Numbers; mentions: Numbers };
  labelled: readonly LabelledMention[];
}

export interface PredictionPowered {
  /** Null where there are too few labels. */
  value: number | null;
  low: number | null;
  high: number | null;
  method: "prediction_powered" | "too_few";
  /** Weight given to the model, 0 (labels alone) to 1. */
  lambda: number;
  /** Mean of the model's values over all mentions, uncorrected. */
  model_mean: number;
  n_labelled: number;
  n_labelled_authors: number;
  df: number | null;
}

/**
 * Mean of the true values over all mentions, from the machine's labels on all and people's on a drawn sample:
 * λ·mean(model, all) + weighted mean(human − λ·model, labelled), weights 1/probability (Hájek). Prediction-powered
 * inference (Angelopoulos et al. 2023) with power tuning of λ (Angelopoulos, Duchi and Zrnic 2023), its variance by
 * linearising the whole estimator per author, since one author's mentions, labelled or not, are not independent.
 * Student's t at Satterthwaite's degrees of freedom, on the logit scale for shares and Fisher's for net.
 */
export function predictionPowered(
  input: PredictionPoweredInput,
  { scale = "share", confidence = 0.95, lambda }: PredictionPoweredOptions = {},
): PredictionPowered {
  const { influence, variance, value, df, ...told } = predictionPoweredEstimate(input, lambda);
  if (value === null) return { ...told, value, low: null, high: null, method: "too_few", df: null };
  const half = Math.sqrt(variance) * studentQuantile(1 - (1 - confidence) / 2, df);
  return { ...told, value, ...predictionBounds(value, half, scale), method: "prediction_powered", df };
}

export interface PredictionPoweredOptions {
  scale?: Scale;
  confidence?: number;
  lambda?: number;
}

/** The estimate with what intervals of it, and of differences from another one, are made of. */
export interface PredictionPoweredEstimate {
  /** Null where there are too few labels. */
  value: number | null;
  lambda: number;
  model_mean: number;
  n_labelled: number;
  n_labelled_authors: number;
  /** Per author; their squares, by n/(n−1), add up to the variance. */
  influence: Float64Array;
  variance: number;
  df: number;
}

/** The prediction-powered estimate, linearised per author; see {@link predictionPowered}. */
export function predictionPoweredEstimate(
  { all, labelled }: PredictionPoweredInput,
  lambda?: number,
): PredictionPoweredEstimate {
  const parts = influences(all, labelled);
  const tuned = lambda ?? tune(parts.human, parts.model);
  const n_labelled_authors = new Set(labelled.map((mention) => mention.author)).size;
  const enough = labelled.length >= FEWEST_LABELLED && n_labelled_authors >= FEWEST_LABELLED_AUTHORS;
  const influence = parts.human.map((own, i) => own + tuned * parts.model[i]!);
  const square = influence.reduce((sum, own) => sum + own * own, 0);
  return {
    value: enough ? parts.humanMean + tuned * (parts.modelMean - parts.labelledModelMean) : null,
    lambda: tuned,
    model_mean: parts.modelMean,
    n_labelled: labelled.length,
    n_labelled_authors,
    influence,
    variance: (parts.authors / (parts.authors - 1)) * square,
    df: Math.max(1, parts.spread ** 2 / parts.spread2),
  };
}

/** On the scale where the estimate is inside it; straight and cut off where a correction has pushed it to the edge. */
export function predictionBounds(value: number, half: number, scale: Scale): Bounds {
  const [least, most] = scale === "net" ? [-1, 1] : [0, 1];
  if (value > least && value < most && half > 0) return scaledBounds(value, half, scale);
  return { low: Math.max(least, value - half), high: Math.min(most, value + half) };
}

interface Influences {
  /** Per author: influence of the labels, and what λ adds to it. */
  human: Float64Array;
  model: Float64Array;
  humanMean: number;
  modelMean: number;
  labelledModelMean: number;
  authors: number;
  spread: number;
  spread2: number;
}

function influences(all: PredictionPoweredInput["all"], labelled: readonly LabelledMention[]): Influences {
  const size = all.mentions.length;
  let [mentions, modelSum, authors, weight, human, model] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < size; i++) {
    mentions += all.mentions[i]!;
    modelSum += all.model[i]!;
    if (all.mentions[i]! > 0) authors += 1;
  }
  const weights = new Float64Array(size);
  for (const mention of labelled) {
    const own = 1 / mention.probability;
    weights[mention.author]! += own;
    weight += own;
    human += own * mention.human;
    model += own * mention.model;
  }
  const means = {
    humanMean: human / weight,
    modelMean: modelSum / mentions,
    labelledModelMean: model / weight,
  };
  const result = { human: new Float64Array(size), model: new Float64Array(size) };
  for (const mention of labelled) {
    const rest = (weight - weights[mention.author]!) * mention.probability;
    if (!(rest > 0)) continue;
    result.human[mention.author]! += (mention.human - means.humanMean) / rest;
    result.model[mention.author]! -= (mention.model - means.labelledModelMean) / rest;
  }
  let [spread, spread2] = [0, 0];
  for (let i = 0; i < size; i++) {
    const rest = mentions - all.mentions[i]!;
    if (rest > 0) result.model[i]! += (all.model[i]! - means.modelMean * all.mentions[i]!) / rest;
    const part = (weights[i]! / weight) ** 2;
    spread += part;
    spread2 += part * part;
  }
  return { ...result, ...means, authors, spread, spread2 };
}

/** The λ in 0 … 1 with the least variance of Σ (human + λ·model)². */
function tune(human: Float64Array, model: Float64Array): number {
  let [cross, square] = [0, 0];
  for (let i = 0; i < human.length; i++) {
    cross += human[i]! * model[i]!;
    square += model[i]! ** 2;
  }
  return square > 0 ? Math.min(1, Math.max(0, -cross / square)) : 0;
}
