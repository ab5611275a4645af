import { DENSE_COUNT } from "../dense-features.ts";
import { encodeModelFile } from "../model-file.ts";
import type { LanguageEvidence, SentimentHeader, SentimentModel } from "../sentiment.ts";
import { type Calibration, calibrate, type HeldBack, probabilities } from "./calibrate.ts";
import { extractCorpus, type LabelledText } from "./corpus.ts";
import { Confusion } from "./metrics.ts";
import { type Examples, type LinearWeights, scoreRow, trainLinear } from "./optimise.ts";
import { quantise } from "./quantise.ts";
import { exampleWeights, foldsOf } from "./weighting.ts";

const STRIDE = 4;
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

/** The weights of a model file in the form that training takes. */
export function weightsOf(model: SentimentModel): LinearWeights {
  const { bits, step, dense } = model.header;
  const table = new Float32Array(2 ** bits * STRIDE);
  for (let bucket = 0; bucket < 2 ** bits; bucket++) {
    table[bucket * STRIDE] = (model.table[bucket * 2] as number) * step;
    table[bucket * STRIDE + 2] = (model.table[bucket * 2 + 1] as number) * step;
  }
  const denseTable = new Float32Array(DENSE_COUNT * STRIDE);
  for (let k = 0; k < DENSE_COUNT; k++) {
    denseTable[k * STRIDE] = dense[k * 2] as number;
    denseTable[k * STRIDE + 2] = dense[k * 2 + 1] as number;
  }
  return { bits, table, dense: denseTable };
}

class FineTuning {
  private readonly model: SentimentModel;
  private readonly texts: readonly LabelledText[];
  private readonly examples: Omit<Examples, "rows">;
  private readonly initial: LinearWeights;

  constructor(model: SentimentModel, texts: readonly LabelledText[]) {
    this.model = model;
    this.texts = texts;
    this.initial = weightsOf(model);
    this.examples = {
      corpus: extractCorpus(texts, model.lexicon, model.header.bits),
      labels: Uint8Array.from(texts, (t) => t.label),
      weights: exampleWeights(texts, () => 1),
      binary: new Uint8Array(texts.length),
      sources: new Uint16Array(texts.length),
    };
  }

  train(use: (i: number) => boolean): LinearWeights {
    const rows = Int32Array.from(this.texts.keys()).filter(use);
    const options = { bits: this.initial.bits, epochs: EPOCHS, learningRate: RATE, l2: L2, seed: SEED };
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
  const { table, step, dense } = quantise(tuning.train(() => true));
  const languages: Record<string, LanguageEvidence> = { ...model.header.languages };
  for (const [language, calibration] of calibrations) {
    const known = languages[language] ?? { texts: 0, domains: [], neutral: true };
    const own = texts.filter((t) => t.language === language).length;
    const domains = [...new Set([...known.domains, "this study"])];
    languages[language] = { ...known, ...calibration, texts: known.texts + own, domains };
  }
  const header: SentimentHeader = { ...model.header, version, step, dense, languages };
  const bytes = (array: Int8Array | Int32Array) =>
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return {
    file: encodeModelFile(header, [
      { name: "table", bytes: bytes(table) },
      { name: "lexicon keys", bytes: bytes(model.lexicon.keys) },
      { name: "lexicon values", bytes: bytes(model.lexicon.values) },
    ]),
    before: confusionOf(texts, before, (i) => tuning.calibrationOf(texts[i]?.language ?? "und")),
    after: confusionOf(
      texts,
      after,
      (i) => halves[i % 2]?.get(texts[i]?.language ?? "und") ?? tuning.calibrationOf("und"),
    ),
  };
}
