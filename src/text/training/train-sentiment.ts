import type { Lexicon } from "../lexicon.ts";
import { encodeModelFile } from "../model-file.ts";
import type { LanguageEvidence, SentimentHeader } from "../sentiment.ts";
import { type Calibration, calibrate, type HeldBack } from "./calibrate.ts";
import { type Corpus, extractCorpus, type LabelledText } from "./corpus.ts";
import { type Examples, type LinearWeights, logCountScales, scoreRow, trainLinear } from "./optimise.ts";
import { quantise } from "./quantise.ts";
import { exampleWeights, foldsOf } from "./weighting.ts";

/** How to train; everything else follows from the texts. */
export interface SentimentRecipe {
  bits: number;
  epochs: number;
  learningRate: number;
  l2: number;
  seed: number;
  folds: number;
  /** Weight of a source against the others (1). */
  weightOf(source: string): number;
  /** Languages whose sources show the classes as they occur: there calibration keeps the class shares. */
  asFound: ReadonlySet<string>;
}

/** A text for training; `binary` where its source has no neutral label. */
export type SentimentText = LabelledText & { binary: boolean; domain: string };

/** The texts made ready: features, weights and folds. */
export interface Prepared {
  texts: readonly SentimentText[];
  corpus: Corpus;
  examples: Omit<Examples, "rows">;
  folds: Uint8Array;
}

/** Extract features and weights of all texts once, for every fold's training. */
export function prepare(
  texts: readonly SentimentText[],
  lexicon: Lexicon,
  recipe: SentimentRecipe,
): Prepared {
  const corpus = extractCorpus(texts, lexicon, recipe.bits);
  const places = new Map<string, number>();
  for (const { source } of texts) if (!places.has(source)) places.set(source, places.size);
  const examples = {
    corpus,
    labels: Uint8Array.from(texts, (t) => t.label),
    weights: exampleWeights(texts, recipe.weightOf),
    binary: Uint8Array.from(texts, (t) => (t.binary ? 1 : 0)),
    sources: Uint16Array.from(texts, (t) => places.get(t.source) ?? 0),
  };
  return { texts, corpus, examples, folds: foldsOf(texts, recipe.folds) };
}

/** Train on the texts for which `use` is true. */
export function trainOn(
  prepared: Prepared,
  recipe: SentimentRecipe,
  use: (i: number) => boolean,
): LinearWeights {
  const rows = Int32Array.from(prepared.texts.keys()).filter(use);
  const examples: Examples = { ...prepared.examples, rows };
  return trainLinear(examples, { ...recipe, scales: logCountScales(examples, recipe.bits) });
}

/** Scores of negative and positive against neutral for the texts of one fold, from a model that never saw it. */
export function heldBackScores(
  prepared: Prepared,
  recipe: SentimentRecipe,
  fold: number,
): Map<number, [number, number]> {
  const weights = trainOn(prepared, recipe, (i) => prepared.folds[i] !== fold);
  const out = new Float64Array(3);
  const scores = new Map<number, [number, number]>();
  prepared.folds.forEach((f, i) => {
    if (f !== fold) return;
    scoreRow(weights, prepared.corpus, i, out);
    scores.set(i, [(out[0] as number) - (out[1] as number), (out[2] as number) - (out[1] as number)]);
  });
  return scores;
}

/** Calibrations per language from held-back scores, and one for texts of no known language. */
export interface Calibrations {
  languages: Map<string, Calibration>;
  fallback: Calibration;
}

/** Weight of a text in calibration: its source's, with the classes levelled unless they are taken as found. */
export function calibrationWeight(prepared: Prepared, recipe: SentimentRecipe, i: number): number {
  const { language, source } = prepared.texts[i] as SentimentText;
  return recipe.asFound.has(language) ? recipe.weightOf(source) : (prepared.examples.weights[i] as number);
}

/** Fit {@link Calibrations} on the held-back texts for which `use` is true. */
export function calibrations(
  prepared: Prepared,
  recipe: SentimentRecipe,
  scores: ReadonlyMap<number, [number, number]>,
  use: (i: number) => boolean = () => true,
): Calibrations {
  const byLanguage = new Map<string, HeldBack>();
  const all: HeldBack = { scores: [], labels: [], weights: [], binary: [] };
  for (const [i, score] of scores) {
    if (!use(i)) continue;
    const text = prepared.texts[i] as SentimentText;
    const own = byLanguage.get(text.language) ?? { scores: [], labels: [], weights: [], binary: [] };
    byLanguage.set(text.language, own);
    for (const held of text.binary ? [own] : [own, all]) {
      held.scores.push(score);
      held.labels.push(text.label);
      held.weights.push(calibrationWeight(prepared, recipe, i));
      held.binary.push(text.binary);
    }
  }
  const fallback = calibrate(all, { slope: 1, intercepts: [0, 0] });
  const languages = new Map<string, Calibration>();
  for (const language of [...byLanguage.keys()].sort())
    languages.set(language, calibrate(byLanguage.get(language) as HeldBack, fallback));
  return { languages, fallback };
}

/** What the model knows of each language: its calibration and the texts it learned from. */
export function evidenceOf(
  texts: readonly SentimentText[],
  languages: ReadonlyMap<string, Calibration>,
  fallback: Calibration,
): Record<string, LanguageEvidence> {
  const evidence: Record<string, LanguageEvidence> = {};
  for (const [language, calibration] of languages) {
    const own = texts.filter((t) => t.language === language);
    evidence[language] = {
      ...(calibration ?? fallback),
      texts: own.length,
      domains: [...new Set(own.map((t) => t.domain))].sort(),
      neutral: own.some((t) => !t.binary && t.label === 1),
    };
  }
  return evidence;
}

/** The model file of trained weights. */
export function encodeSentimentModel(
  weights: LinearWeights,
  lexicon: Lexicon,
  about: Omit<SentimentHeader, "kind" | "bits" | "step" | "dense">,
): Uint8Array {
  const { table, step, dense } = quantise(weights);
  const header: SentimentHeader = { kind: "sentiment", ...about, bits: weights.bits, step, dense };
  return encodeModelFile(header, [
    { name: "table", bytes: new Uint8Array(table.buffer) },
    { name: "lexicon keys", bytes: new Uint8Array(lexicon.keys.buffer) },
    { name: "lexicon values", bytes: new Uint8Array(lexicon.values.buffer) },
  ]);
}
