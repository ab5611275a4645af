import { FINGERPRINT_SHIFT } from "../hash.ts";
import type { LabelHeader } from "../label-model.ts";
import { Lexicon } from "../lexicon.ts";
import { encodeModelFile } from "../model-file.ts";
import { type Calibration, calibrate, probabilities } from "./calibrate.ts";
import { type Corpus, extractCorpus } from "./corpus.ts";
import { logCountScales } from "./log-count-scales.ts";
import { type Examples, type LinearWeights, scoreRow, trainLinear } from "./optimise.ts";
import { ownersOf, stepOf, toInt8 } from "./quantise.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { exampleWeights, foldsOf } from "./weighting.ts";

/** A text with its labels; `known` are those that its coders could have given. */
export interface TaggedText {
  text: string;
  language: string;
  source: string;
  labels: ReadonlySet<string>;
  known: ReadonlySet<string>;
}

/** Cross-validated figures of one label in one source. */
export interface LabelScore {
  label: string;
  source: string;
  texts: number;
  share: number;
  precision: number;
  recall: number;
  f1: number;
  /** Share of pairs (with, without) that the score puts in the right order. */
  auc: number;
}

const BITS = 18;
const FOLDS = 5;
const LEAST = 2;
const OPTIONS = { epochs: 6, learningRate: 0.07, l2: 0.0005, seed: 1 };
const STRIDE = 4;

interface OneLabel {
  examples: Omit<Examples, "rows">;
  rows: Int32Array;
}

/** Examples of one label against the rest; absent is class 0, present class 2. */
function examplesOf(texts: readonly TaggedText[], corpus: Corpus, label: string): OneLabel {
  const labels = Uint8Array.from(texts, (t) => (t.labels.has(label) ? 2 : 0));
  const sources = new Map([...new Set(texts.map((t) => t.source))].map((source, i) => [source, i]));
  return {
    rows: Int32Array.from(texts.keys()).filter((i) => texts[i]?.known.has(label)),
    examples: {
      corpus,
      labels,
      weights: exampleWeights(
        texts.map((t, i) => ({ ...t, label: labels[i] as number })),
        () => 1,
      ),
      binary: new Uint8Array(texts.length).fill(1),
      sources: Uint16Array.from(texts, (t) => sources.get(t.source) ?? 0),
    },
  };
}

function train({ examples }: OneLabel, rows: Int32Array): LinearWeights {
  const chosen = { ...examples, rows };
  return trainLinear(chosen, { ...OPTIONS, scales: logCountScales(chosen) });
}

function difference(weights: LinearWeights, corpus: Corpus, row: number, out: Float64Array): number {
  scoreRow(weights, corpus, row, out);
  return (out[2] as number) - (out[0] as number);
}

/** Area under the ROC curve from ranks (Mann and Whitney 1947); ties are broken by order. */
function rankArea(scores: readonly number[], present: readonly boolean[]): number {
  const order = [...scores.keys()].sort((a, b) => (scores[a] as number) - (scores[b] as number));
  let ranks = 0;
  order.forEach((i, rank) => {
    if (present[i]) ranks += rank + 1;
  });
  const n = present.filter(Boolean).length;
  return (ranks - (n * (n + 1)) / 2) / (n * (present.length - n));
}

function figures(
  label: string,
  source: string,
  scores: number[],
  present: boolean[],
  yes: boolean[],
): LabelScore {
  const both = yes.filter((said, i) => said && present[i]).length;
  const precision = both / Math.max(1, yes.filter(Boolean).length);
  const n = present.filter(Boolean).length;
  const recall = both / Math.max(1, n);
  const f1 = (2 * both) / Math.max(1, yes.filter(Boolean).length + n);
  return {
    label,
    source,
    texts: present.length,
    share: n / present.length,
    precision,
    recall,
    f1,
    auc: rankArea(scores, present),
  };
}

/** The probability from which "yes" gives the largest F1; half where nothing is present. */
export function bestThreshold(probability: readonly number[], present: readonly boolean[]): number {
  const order = probability.map((p, i) => ({ p, present: present[i] === true })).sort((a, b) => b.p - a.p);
  const all = order.filter((each) => each.present).length;
  let best = { f1: 0, threshold: 0.5 };
  let both = 0;
  order.forEach((each, i) => {
    if (each.present) both++;
    const next = order[i + 1]?.p;
    if (next === each.p) return;
    const f1 = (2 * both) / (i + 1 + all);
    if (f1 > best.f1) best = { f1, threshold: (each.p + (next ?? each.p)) / 2 };
  });
  return best.threshold;
}

/**
 * Hold back one fold: its calibration and threshold, and its figures by source. Every figure comes from a
 * threshold that was chosen on the other half of the fold.
 */
function heldBack(texts: readonly TaggedText[], folds: Uint8Array, corpus: Corpus, label: string) {
  const one = examplesOf(texts, corpus, label);
  const weights = train(
    one,
    one.rows.filter((i) => folds[i] !== 0),
  );
  const out = new Float64Array(3);
  const rows = [...one.rows].filter((i) => folds[i] === 0);
  const scores = rows.map((i) => difference(weights, corpus, i, out));
  const present = rows.map((i) => texts[i]?.labels.has(label) ?? false);
  const held = {
    scores: scores.map((s) => [0, s] as [number, number]),
    labels: present.map((p) => (p ? 2 : 0)),
    weights: rows.map(() => 1),
    binary: rows.map(() => true),
  };
  const calibration = calibrate(held, { slope: 1, intercepts: [0, -1] }, 5);
  const probability = held.scores.map((score) => probabilities(score, calibration, true)[2]);
  const choose = (use: (i: number) => boolean) =>
    bestThreshold(
      probability.filter((_, i) => use(i)),
      present.filter((_, i) => use(i)),
    );
  const halves = [0, 1].map((half) => choose((i) => i % 2 !== half));
  const yes = probability.map((p, i) => p >= (halves[i % 2] as number));
  const bySource = [...new Set(rows.map((i) => texts[i]?.source ?? ""))].sort().map((source) => {
    const at = rows.flatMap((row, i) => (texts[row]?.source === source ? [i] : []));
    return figures(
      label,
      source,
      at.map((i) => scores[i] ?? 0),
      at.map((i) => present[i] ?? false),
      at.map((i) => yes[i] ?? false),
    );
  });
  return { one, calibration, bySource, threshold: choose(() => true) };
}

const inLogit = ({ slope, intercepts }: Calibration) => ({ slope, intercept: intercepts[1] - intercepts[0] });

/** The weights of all emotions in one table: a slot holds the most important feature of those that lead there. */
function pack(columns: readonly Float32Array[], { hashes, counts }: Vocabulary) {
  const step = stepOf(Float32Array.from(columns.flatMap((column) => [...column])));
  const importance = Float32Array.from(
    counts,
    (count, id) => Math.max(...columns.map((column) => Math.abs(column[id] as number))) * Math.sqrt(count),
  );
  const fingerprints = new Uint8Array(2 ** BITS);
  const table = new Int8Array(2 ** BITS * columns.length);
  ownersOf(hashes, importance, BITS).forEach((id, slot) => {
    if (id < 0) return;
    fingerprints[slot] = (hashes[id] as number) >>> FINGERPRINT_SHIFT;
    table.set(
      columns.map((column) => toInt8(column[id] as number, step)),
      slot * columns.length,
    );
  });
  return { step, fingerprints, table };
}

/** Models of several labels, ready to be written, and how good they are. */
export interface TrainedLabels {
  encode: (version: string) => Uint8Array;
  scores: LabelScore[];
  thresholds: readonly number[];
}

/**
 * Train one linear model for each of `labels`; one fifth of the texts is held back for calibration and figures.
 * `kind` is the model file's.
 */
export function trainLabels(
  texts: readonly TaggedText[],
  labels: readonly string[],
  kind: string,
  log: (what: string) => void = () => undefined,
): TrainedLabels {
  const corpus = extractCorpus(texts, Lexicon.build([]), LEAST);
  corpus.dense.fill(0);
  const folds = foldsOf(texts, FOLDS);
  const scores: LabelScore[] = [];
  const calibrations: LabelHeader["calibrations"] = [];
  const thresholds: number[] = [];
  const columns: Float32Array[] = [];
  for (const label of labels) {
    const { one, calibration, bySource, threshold } = heldBack(texts, folds, corpus, label);
    scores.push(...bySource);
    calibrations.push(inLogit(calibration));
    thresholds.push(Math.round(threshold * 1000) / 1000);
    const { table } = train(one, one.rows);
    columns.push(
      Float32Array.from(
        { length: corpus.vocabulary.size },
        (_, id) => (table[id * STRIDE + 2] as number) - (table[id * STRIDE] as number),
      ),
    );
    log(label);
  }
  const { step, fingerprints, table } = pack(columns, corpus.vocabulary);
  const languages = [...new Set(texts.map((t) => t.language))].sort();
  const about = { kind, bits: BITS, step, calibrations, thresholds, languages, notices: [] };
  const encode = (version: string) =>
    encodeModelFile({ ...about, version } satisfies LabelHeader, [
      { name: "fingerprints", bytes: fingerprints },
      { name: "table", bytes: new Uint8Array(table.buffer) },
    ]);
  return { encode, scores, thresholds };
}
