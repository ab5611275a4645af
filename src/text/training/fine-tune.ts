import { FINGERPRINT_SHIFT } from "../hash.ts";
import type { LanguageEvidence, SentimentModel } from "../sentiment.ts";
import { type Calibration, calibrate, type HeldBack, probabilities } from "./calibrate.ts";
import { type Corpus, extractCorpus, type LabelledText } from "./corpus.ts";
import { Confusion } from "./metrics.ts";
import { type Examples, type LinearWeights, scoreRow, trainLinear } from "./optimise.ts";
import { dequantise, type QuantisedWeights, quantise } from "./quantise.ts";
import { encodeSentimentModel } from "./train-sentiment.ts";
import { exampleWeights, foldsOf } from "./weighting.ts";

const FOLDS = 5;
const EPOCHS = 8;
const RATE = 0.02;
const L2 = 0.0005;
const SEED = 1;

/** Labelled texts of a language from which on the study's labels alone are evidence for it. */
const EVIDENCE = 60;

/** A model trained on for a study, and what cross-validation says of it. */
export interface FineTuned {
  file: Uint8Array;
  /** The model as it was, and tuned, on the same held-back texts. */
  before: Confusion;
  after: Confusion;
  /** Held-back texts that only the tuned model gets right, and only the model as it was. */
  gained: number;
  lost: number;
}

/** The weights of a model for the features of `corpus`. */
function weightsOf(model: SentimentModel, corpus: Corpus): LinearWeights {
  return dequantise({ ...model.header, fingerprints: model.fingerprints, table: model.table }, corpus);
}

/**
 * The model's table with the tuned weights in it. A feature keeps its slot or takes that of another, but only where
 * it occurs twice in the study: what it turns out is lost to every other text.
 */
function merge(model: SentimentModel, tuned: LinearWeights, corpus: Corpus): QuantisedWeights {
  const own = quantise(tuned, corpus, model.header.bits, model.header.step);
  const fingerprints = model.fingerprints.slice();
  const table = model.table.slice();
  const { hashes, counts } = corpus.vocabulary;
  hashes.forEach((hash, id) => {
    const slot = hash & (fingerprints.length - 1);
    const fingerprint = hash >>> FINGERPRINT_SHIFT;
    if (own.fingerprints[slot] !== fingerprint) return;
    if (fingerprints[slot] !== fingerprint && (counts[id] as number) < 2) return;
    fingerprints[slot] = fingerprint;
    table.set(own.table.subarray(slot * 2, slot * 2 + 2), slot * 2);
  });
  const { step, dense, groupDense } = model.header;
  return { fingerprints, table, step, dense, groupDense: { ...groupDense, ...own.groupDense } };
}

class FineTuning {
  private readonly model: SentimentModel;
  private readonly texts: readonly LabelledText[];
  private readonly examples: Omit<Examples, "rows">;
  private readonly initial: LinearWeights;
  /** Nobody was asked for neutral ones: the texts say nothing about the line to neutral. */
  private readonly binary: boolean;
  readonly corpus: Corpus;

  constructor(model: SentimentModel, texts: readonly LabelledText[]) {
    this.model = model;
    this.texts = texts;
    this.binary = texts.every(({ label }) => label !== 1);
    this.corpus = extractCorpus(texts, model.lexicon);
    this.initial = weightsOf(model, this.corpus);
    this.examples = {
      corpus: this.corpus,
      labels: Uint8Array.from(texts, (t) => t.label),
      weights: exampleWeights(texts, () => 1),
      binary: new Uint8Array(texts.length).fill(this.binary ? 1 : 0),
      sources: new Uint16Array(texts.length),
    };
  }

  train(use: (i: number) => boolean): LinearWeights {
    const rows = Int32Array.from(this.texts.keys()).filter(use);
    const options = { epochs: EPOCHS, learningRate: RATE, l2: L2, seed: SEED };
    return trainLinear({ ...this.examples, rows }, { ...options, scales: null, initial: this.initial });
  }

  score(weights: LinearWeights, i: number): [number, number] {
    const out = new Float64Array(3);
    scoreRow(weights, this.examples.corpus, i, out);
    return [(out[0] as number) - (out[1] as number), (out[2] as number) - (out[1] as number)];
  }

  calibrationOf(language: string): Calibration {
    return this.model.languages.get(language) ?? this.model.header.fallback;
  }

  /** Calibrations fitted on held-back scores, drawn to the model's own. */
  calibrations(scores: ReadonlyMap<number, [number, number]>): Map<string, Calibration> {
    const held = new Map<string, HeldBack>();
    for (const [i, score] of scores) {
      const { language, label } = this.texts[i] as LabelledText;
      const own = held.get(language) ?? { scores: [], labels: [], weights: [], binary: [] };
      held.set(language, own);
      own.scores.push(score);
      own.labels.push(label);
      own.weights.push(1);
      own.binary.push(this.binary);
    }
    return new Map(
      [...held].map(([language, own]) => [language, calibrate(own, this.calibrationOf(language), 30)]),
    );
  }

  /** Held-back scores of every text: the model's own and the tuned ones. */
  heldBack(): { before: Map<number, [number, number]>; after: Map<number, [number, number]> } {
    const folds = foldsOf(this.texts, FOLDS);
    const before = new Map<number, [number, number]>();
    const after = new Map<number, [number, number]>();
    for (let fold = 0; fold < FOLDS; fold++) {
      const weights = this.train((i) => folds[i] !== fold);
      folds.forEach((f, i) => {
        if (f !== fold) return;
        before.set(i, this.score(this.initial, i));
        after.set(i, this.score(weights, i));
      });
    }
    return { before, after };
  }
}

/** Which half of the texts calibrates the other; not by turns, as files often have their classes by turns. */
const halfOf = (i: number) => Math.imul(i + 1, 0x9e3779b1) >>> 31;

/** Labels of held-back texts, by text. */
function labelled(
  texts: readonly LabelledText[],
  scores: ReadonlyMap<number, [number, number]>,
  calibrationFor: (i: number) => Calibration,
): { confusion: Confusion; right: Set<number> } {
  const binary = texts.every(({ label }) => label !== 1);
  const confusion = new Confusion(3);
  const right = new Set<number>();
  for (const [i, score] of scores) {
    const p = probabilities(score, calibrationFor(i), binary);
    const truth = texts[i]?.label ?? 1;
    const label = p.indexOf(Math.max(...p));
    confusion.add(truth, label);
    if (label === truth) right.add(i);
  }
  return { confusion, right };
}

/** What the tuned model knows of each language: a new one needs labels enough of its own, and `und` is none. */
function evidenceWith(
  { header }: SentimentModel,
  texts: readonly LabelledText[],
  calibrations: ReadonlyMap<string, Calibration>,
): Record<string, LanguageEvidence> {
  const languages = new Map(Object.entries(header.languages));
  for (const [language, calibration] of calibrations) {
    const own = texts.filter((t) => t.language === language);
    const known = languages.get(language);
    if (!known && (language === "und" || own.length < EVIDENCE)) continue;
    languages.set(language, {
      ...calibration,
      texts: (known?.texts ?? 0) + own.length,
      domains: [...new Set([...(known?.domains ?? []), "this study"])],
      neutral: known?.neutral === true || own.some(({ label }) => label === 1),
    });
  }
  return Object.fromEntries(languages);
}

/**
 * Train a model on with a study's own labels (class: 0 negative, 1 neutral, 2 positive), from its present
 * weights, and compare both on held-back texts by 5-fold cross-validation (also the calibration is fitted
 * elsewhere). Without neutral texts, negative is learned and judged against positive. Deterministic.
 */
export function fineTune(model: SentimentModel, texts: readonly LabelledText[], version: string): FineTuned {
  const tuning = new FineTuning(model, texts);
  const held = tuning.heldBack();
  const halves = [0, 1].map((half) =>
    tuning.calibrations(new Map([...held.after].filter(([i]) => halfOf(i) !== half))),
  );
  const calibrations = tuning.calibrations(held.after);
  const merged = merge(
    model,
    tuning.train(() => true),
    tuning.corpus,
  );
  const { fallback, notices } = model.header;
  const languages = evidenceWith(model, texts, calibrations);
  const languageOf = (i: number) => texts[i]?.language ?? "und";
  const before = labelled(texts, held.before, (i) => tuning.calibrationOf(languageOf(i)));
  const after = labelled(
    texts,
    held.after,
    (i) => halves[halfOf(i)]?.get(languageOf(i)) ?? tuning.calibrationOf(languageOf(i)),
  );
  return {
    file: encodeSentimentModel(merged, model.lexicon, { version, languages, fallback, notices }),
    before: before.confusion,
    after: after.confusion,
    gained: [...after.right].filter((i) => !before.right.has(i)).length,
    lost: [...before.right].filter((i) => !after.right.has(i)).length,
  };
}
