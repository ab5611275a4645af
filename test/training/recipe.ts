import type { SentimentRecipe } from "../../src/text/training/train-sentiment.ts";

/** Date of the recipe and its data; part of the model's version. */
export const DATE = "2026-11-22";

/** Weight of a data set's sources against the others; 1 where not named. */
const SOURCE_WEIGHTS = new Map<string, number>([
  ["umsab", 1.5],
  ["lv-om-noisy", 0.3],
  ["xed-projected", 0.5],
  ["nl-bol.com", 0.5],
  ["typology", 0.5],
  ["opensubtitles-bin", 0.7],
]);

/** How the shipped sentiment model is trained. */
export const RECIPE: SentimentRecipe = {
  bits: 21,
  epochs: 6,
  learningRate: 0.07,
  l2: 0.0005,
  seed: 1,
  folds: 5,
  asFound: new Set(["lv"]),
  weightOf: (source) => SOURCE_WEIGHTS.get(source.split("/")[0] ?? "") ?? 1,
};
