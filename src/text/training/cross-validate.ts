import { probabilities } from "./calibrate.ts";
import { Confusion } from "./metrics.ts";
import { type ReliabilityBin, reliability } from "./reliability.ts";
import {
  type Calibrations,
  calibrations,
  heldBackScores,
  type Prepared,
  type SentimentRecipe,
} from "./train-sentiment.ts";

/** Cross-validated figures of one source. */
export interface SourceScores {
  source: string;
  language: string;
  domain: string;
  binary: boolean;
  /** Of a binary source: negative against positive. */
  confusion: Confusion;
  /** The label of all three that is given. */
  labels: Confusion;
}

/** Calibration of one language on held-back folds. */
export interface LanguageReliability {
  language: string;
  texts: number;
  error: number;
  bins: ReliabilityBin[];
}

export interface CrossValidation {
  sources: SourceScores[];
  languages: LanguageReliability[];
  /** Fitted on all held-back scores; what the shipped model uses. */
  calibrations: Calibrations;
}

/** Held-back scores of every text of the first `folds` folds. */
function allHeldBack(
  prepared: Prepared,
  recipe: SentimentRecipe,
  folds: number,
  log: (what: string) => void,
) {
  const scores = new Map<number, [number, number]>();
  for (let fold = 0; fold < folds; fold++) {
    for (const [i, score] of heldBackScores(prepared, recipe, fold)) scores.set(i, score);
    log(`fold ${fold + 1} of ${folds}`);
  }
  return scores;
}

interface Prediction {
  confidence: number;
  right: boolean;
  weight: number;
}

/**
 * k-fold cross-validation: every text of the first `folds` folds is scored by a model that saw neither it nor a
 * copy of it, and calibrated by figures of other texts. Binary sources are judged on negative against positive.
 * In the calibration figures a text weighs as its source does; classes are as found. Sources whose labels are not
 * used have scores, but no part in the calibration figures.
 */
export function crossValidate(
  prepared: Prepared,
  recipe: SentimentRecipe,
  folds: number,
  log: (what: string) => void = () => undefined,
): CrossValidation {
  const scores = allHeldBack(prepared, recipe, folds, log);
  const halves = [0, 1].map((half) => calibrations(prepared, recipe, scores, (i) => i % 2 !== half));
  const sources = new Map<string, SourceScores>();
  const predictions = new Map<string, Prediction[]>();
  for (const [i, score] of scores) {
    const text = prepared.texts[i]!;
    const { source, language, domain, binary } = text;
    const half = halves[i % 2]!;
    const p = probabilities(score, half.languages.get(language) ?? half.fallback, binary);
    const label = p.indexOf(Math.max(...p));
    const row = sources.get(source) ?? {
      ...{ source, language, domain, binary },
      confusion: new Confusion(3),
      labels: new Confusion(3),
    };
    sources.set(source, row);
    row.confusion.add(text.label, label);
    const given = probabilities(score, half.languages.get(language) ?? half.fallback);
    row.labels.add(text.label, given.indexOf(Math.max(...given)));
    const weight = recipe.weightOf(source);
    if (weight === 0) continue;
    const own = predictions.get(language) ?? [];
    predictions.set(language, own);
    own.push({ confidence: p[label] as number, right: label === text.label, weight });
  }
  const languages = [...predictions]
    .map(([language, own]) => ({ language, texts: own.length, ...reliability(own) }))
    .sort((a, b) => (a.language < b.language ? -1 : 1));
  return {
    sources: [...sources.values()].sort((a, b) => (a.source < b.source ? -1 : 1)),
    languages,
    calibrations: calibrations(prepared, recipe, scores),
  };
}
