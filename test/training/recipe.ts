import type { SentimentRecipe } from "../../src/text/training/train-sentiment.ts";

/** Date of the recipe and its data; part of the model's version. */
export const DATE = "2026-11-22";

/**
 * Weight of a source (or of all sources of a data set) against the others; 1 where not named. The labels of UMSAB's
 * Hindi training part agree with its texts no better than chance and are not used; those of Mozetič's Spanish
 * and Albanian tweets are the ones on which coders agreed least.
 */
const SOURCE_WEIGHTS = new Map<string, number>([
  ["umsab", 2],
  ["umsab/hi", 0],
  ["mozetic/es", 0.3],
  ["mozetic/sq", 0.3],
  ["ltec", 2.5],
  ["lv-nicemanis", 0.6],
  ["lv-viksna", 0.6],
  ["lv-om-noisy", 0.2],
  ["xed-projected", 0.35],
  ["nl-bol.com", 0.5],
  ["typology", 0.5],
  ["opensubtitles-bin", 0.7],
]);

/**
 * How far calibration levels the classes. English fully: its collections disagree most about how common each class
 * is. Latvian not at all: its three collections of posts agree that half are neutral; nor languages with one source that is
 * far from even.
 */
const LEVELLING = new Map<string, number>([
  ["en", 1],
  ["lv", 0],
  ["sq", 0],
  ["cs", 0],
  ["eu", 0],
]);

/** How the shipped sentiment model is trained. */
export const RECIPE: SentimentRecipe = {
  bits: 21,
  least: 2,
  epochs: 8,
  learningRate: 0.05,
  l2: 0.0015,
  seed: 1,
  folds: 5,
  weightOf: (source) => SOURCE_WEIGHTS.get(source) ?? SOURCE_WEIGHTS.get(source.split("/")[0] ?? "") ?? 1,
  levelling: (language) => LEVELLING.get(language) ?? 0.5,
  swallowed: { own: [0, 0.25], borrowed: [0.01, 0.01] },
};
