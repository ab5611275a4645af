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

/** A model trained on for a study, and what cross-validation says of it. */
export interface FineTuned {
  file: Uint8Array;
  /** The model as it was, and tuned, on the same held-back texts. */
  before: Confusion;
  after: Confusion;
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
  readonly corpus: Corpus;

  constructor(model: SentimentModel, texts: readonly LabelledText[]) {
    this.model = model;
    this.texts = texts;
    this.corpus = extractCorpus(texts, model.lexicon);
    this.initial = weightsOf(model, this.corpus);
    this.examples = {
      corpus: this.corpus,
      labels: Uint8Array.from(texts, (t) => t.label),
      weights: exampleWeights(texts, () => 1),
      binary: new Uint8Array(texts.length),
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
      own.binary.push(false);
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

function confusionOf(
  texts: readonly LabelledText[],
  scores: ReadonlyMap<number, [number, number]>,
  calibrationFor: (i: number) => Calibration,
): Confusion {
  const confusion = new Confusion(3);
  for (const [i, score] of scores) {
    const p = probabilities(score, calibrationFor(i));
    confusion.add(texts[i]?.label ?? 1, p.indexOf(Math.max(...p)));
  }
  return confusion;
}

/**
 * Train a model on with a study's own labels (class: 0 negative, 1 neutral, 2 positive), from its present
 * weights, and compare both on held-back texts by 5-fold cross-validation (also the calibration is fitted
 * elsewhere). Deterministic.
 */
export function fineTune(model: SentimentModel, texts: readonly LabelledText[], version: string): FineTuned {
  const tuning = new FineTuning(model, texts);
  const { before, after } = tuning.heldBack();
  const halves = [0, 1].map((half) =>
    tuning.calibrations(new Map([...after].filter(([i]) => i % 2 !== half))),
  );
  const calibrations = tuning.calibrations(after);
  const merged = merge(
    model,
    tuning.train(() => true),
    tuning.corpus,
  );
  const languages: Record<string, LanguageEvidence> = { ...model.header.languages };
  for (const [language, calibration] of calibrations) {
    const known = languages[language] ?? { texts: 0, domains: [], neutral: true };
    const own = texts.filter((t) => t.language === language).length;
    const domains = [...new Set([...known.domains, "this study"])];
    languages[language] = { ...known, ...calibration, texts: known.texts + own, domains };
  }
  const { fallback, notices } = model.header;
  return {
    file: encodeSentimentModel(merged, model.lexicon, { version, languages, fallback, notices }),
    before: confusionOf(texts, before, (i) => tuning.calibrationOf(texts[i]?.language ?? "und")),
    after: confusionOf(
      texts,
      after,
      (i) => halves[i % 2]?.get(texts[i]?.language ?? "und") ?? tuning.calibrationOf("und"),
    ),
  };
}
