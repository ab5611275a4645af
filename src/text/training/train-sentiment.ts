import type { Lexicon } from "../lexicon.ts";
import { encodeModelFile } from "../model-file.ts";
import type { LanguageEvidence, SentimentHeader } from "../sentiment.ts";
import { boundNeutral, type Calibration, calibrate, evenIntercepts, type HeldBack } from "./calibrate.ts";
import { type Corpus, extractCorpus, type LabelledText } from "./corpus.ts";
import { logCountScales } from "./log-count-scales.ts";
import { type Examples, type LinearWeights, scoreRow, trainLinear } from "./optimise.ts";
import { dequantise, type QuantisedWeights, quantise } from "./quantise.ts";
import { exampleWeights, foldsOf } from "./weighting.ts";

/** How to train; everything else follows from the texts. */
export interface SentimentRecipe {
  /** The table has 2^`bits` slots. */
  bits: number;
  /** Features that occur in all texts together fewer times than this are left out. */
  least: number;
  epochs: number;
  learningRate: number;
  l2: number;
  seed: number;
  folds: number;
  /** Weight of a source against the others (1); 0: its labels are not used. */
  weightOf(source: string): number;
  /** How far calibration levels the classes of a language's sources: 0 (as found) to 1 (alike). */
  levelling(language: string): number;
  /** Share of a language's opinions that may be called neutral: where its sources have neutral texts, and not. */
  swallowed: { own: readonly [number, number]; borrowed: readonly [number, number] };
}

/** A text for training; `binary` where its source has no neutral label. */
export type SentimentText = LabelledText & { binary: boolean; domain: string };

/** The texts made ready: features, weights and folds. */
export interface Prepared {
  texts: readonly SentimentText[];
  corpus: Corpus;
  examples: Omit<Examples, "rows">;
  /** Weight of every text in calibration. */
  calibrationWeights: Float32Array;
  folds: Uint8Array;
}

/** Extract features and weights of all texts once, for every fold's training. */
export function prepare(
  texts: readonly SentimentText[],
  lexicon: Lexicon,
  recipe: SentimentRecipe,
): Prepared {
  const corpus = extractCorpus(texts, lexicon, recipe.least, true);
  const places = new Map<string, number>();
  for (const { source } of texts) if (!places.has(source)) places.set(source, places.size);
  const examples = {
    corpus,
    labels: Uint8Array.from(texts, (t) => t.label),
    weights: exampleWeights(texts, recipe.weightOf),
    binary: Uint8Array.from(texts, (t) => (t.binary ? 1 : 0)),
    sources: Uint16Array.from(texts, (t) => places.get(t.source) ?? 0),
  };
  const calibrationWeights = exampleWeights(texts, recipe.weightOf, recipe.levelling);
  return { texts, corpus, examples, calibrationWeights, folds: foldsOf(texts, recipe.folds) };
}

/** Train on the texts for which `use` is true. */
export function trainOn(
  prepared: Prepared,
  recipe: SentimentRecipe,
  use: (i: number) => boolean,
): LinearWeights {
  const { weights } = prepared.examples;
  const rows = Int32Array.from(prepared.texts.keys()).filter((i) => (weights[i] as number) > 0 && use(i));
  const examples: Examples = { ...prepared.examples, rows };
  return trainLinear(examples, { ...recipe, scales: logCountScales(examples) });
}

/**
 * Scores of negative and positive against neutral for the texts of one fold, from a model that never saw it, its
 * weights rounded and cut to the table as in the shipped file.
 */
export function heldBackScores(
  prepared: Prepared,
  recipe: SentimentRecipe,
  fold: number,
): Map<number, [number, number]> {
  const { corpus } = prepared;
  const trained = trainOn(prepared, recipe, (i) => prepared.folds[i] !== fold);
  const weights = dequantise(quantise(trained, corpus, recipe.bits), corpus);
  const out = new Float64Array(3);
  const scores = new Map<number, [number, number]>();
  prepared.folds.forEach((f, i) => {
    if (f !== fold) return;
    scoreRow(weights, corpus, i, out);
    scores.set(i, [(out[0] as number) - (out[1] as number), (out[2] as number) - (out[1] as number)]);
  });
  return scores;
}

/** Calibrations per language from held-back scores, and one for texts of no known language. */
export interface Calibrations {
  languages: Map<string, Calibration>;
  fallback: Calibration;
}

const noTexts = (): HeldBack => ({ scores: [], labels: [], weights: [], binary: [] });

/** Held-back texts by language, and those with a neutral class of all languages. */
function byLanguage(
  { texts, calibrationWeights }: Prepared,
  scores: ReadonlyMap<number, [number, number]>,
  use: (i: number) => boolean,
): { all: HeldBack; languages: Map<string, HeldBack> } {
  const languages = new Map<string, HeldBack>();
  const all = noTexts();
  for (const [i, score] of scores) {
    if (!use(i)) continue;
    const text = texts[i] as SentimentText;
    const own = languages.get(text.language) ?? noTexts();
    languages.set(text.language, own);
    for (const held of text.binary ? [own] : [own, all]) {
      held.scores.push(score);
      held.labels.push(text.label);
      held.weights.push(calibrationWeights[i] as number);
      held.binary.push(text.binary);
    }
  }
  return { all, languages };
}

/** Fit {@link Calibrations} on the held-back texts for which `use` is true. */
export function calibrations(
  prepared: Prepared,
  recipe: SentimentRecipe,
  scores: ReadonlyMap<number, [number, number]>,
  use: (i: number) => boolean = () => true,
): Calibrations {
  const held = byLanguage(prepared, scores, use);
  const fallback = calibrate(held.all, { slope: 1, intercepts: [0, 0] });
  const languages = new Map<string, Calibration>();
  for (const [language, own] of [...held.languages].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (own.weights.every((weight) => weight === 0)) {
      languages.set(language, evenIntercepts(own.scores, fallback));
      continue;
    }
    const neutral = own.labels.some((label, i) => label === 1 && !own.binary[i]);
    const bounds = neutral ? recipe.swallowed.own : recipe.swallowed.borrowed;
    languages.set(language, boundNeutral(own, calibrate(own, fallback), bounds));
  }
  return { languages, fallback };
}

/**
 * What the model knows of each language: its calibration and the texts it learned from (none where the labels of
 * a language are not used).
 */
export function evidenceOf(
  texts: readonly SentimentText[],
  { languages }: Calibrations,
  recipe: Pick<SentimentRecipe, "weightOf">,
): Record<string, LanguageEvidence> {
  const evidence: Record<string, LanguageEvidence> = {};
  for (const [language, calibration] of languages) {
    const own = texts.filter((t) => t.language === language);
    evidence[language] = {
      ...calibration,
      texts: own.filter((t) => recipe.weightOf(t.source) > 0).length,
      domains: [...new Set(own.map((t) => t.domain))].sort(),
      neutral: own.some((t) => !t.binary && t.label === 1),
    };
  }
  return evidence;
}

/** The model file of trained weights. */
export function encodeSentimentModel(
  quantised: QuantisedWeights,
  lexicon: Lexicon,
  about: Omit<SentimentHeader, "kind" | "bits" | "step" | "dense" | "groupDense">,
): Uint8Array {
  const { fingerprints, table, ...weights } = quantised;
  const header: SentimentHeader = {
    kind: "sentiment",
    ...about,
    bits: Math.log2(fingerprints.length),
    ...weights,
  };
  return encodeModelFile(header, [
    { name: "fingerprints", bytes: fingerprints },
    { name: "table", bytes: new Uint8Array(table.buffer) },
    { name: "lexicon keys", bytes: new Uint8Array(lexicon.keys.buffer) },
    { name: "lexicon values", bytes: new Uint8Array(lexicon.values.buffer) },
  ]);
}
