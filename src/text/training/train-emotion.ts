import { EMOTIONS, type EmotionHeader } from "../emotion.ts";
import { Lexicon } from "../lexicon.ts";
import { encodeModelFile } from "../model-file.ts";
import { type Calibration, calibrate, probabilities } from "./calibrate.ts";
import { type Corpus, extractCorpus } from "./corpus.ts";
import { type Examples, type LinearWeights, logCountScales, scoreRow, trainLinear } from "./optimise.ts";
import { exampleWeights, foldsOf } from "./weighting.ts";

/** A text with its emotions; `known` are those that its coders could have given. */
export interface EmotionText {
  text: string;
  language: string;
  source: string;
  emotions: ReadonlySet<string>;
  known: ReadonlySet<string>;
}

/** Cross-validated figures of one emotion in one source. */
export interface EmotionScore {
  emotion: string;
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
const OPTIONS = { bits: BITS, epochs: 6, learningRate: 0.07, l2: 0.0005, seed: 1 };
const STRIDE = 4;

interface OneEmotion {
  examples: Omit<Examples, "rows">;
  rows: Int32Array;
}

/** Examples of one emotion against the rest; absent is class 0, present class 2. */
function examplesOf(texts: readonly EmotionText[], corpus: Corpus, emotion: string): OneEmotion {
  const labels = Uint8Array.from(texts, (t) => (t.emotions.has(emotion) ? 2 : 0));
  const sources = new Map([...new Set(texts.map((t) => t.source))].map((source, i) => [source, i]));
  return {
    rows: Int32Array.from(texts.keys()).filter((i) => texts[i]?.known.has(emotion)),
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

function train({ examples }: OneEmotion, rows: Int32Array): LinearWeights {
  const chosen = { ...examples, rows };
  return trainLinear(chosen, { ...OPTIONS, scales: logCountScales(chosen, BITS) });
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
  emotion: string,
  source: string,
  scores: number[],
  present: boolean[],
  yes: boolean[],
): EmotionScore {
  const both = yes.filter((said, i) => said && present[i]).length;
  const precision = both / Math.max(1, yes.filter(Boolean).length);
  const n = present.filter(Boolean).length;
  const recall = both / Math.max(1, n);
  const f1 = (2 * both) / Math.max(1, yes.filter(Boolean).length + n);
  return {
    emotion,
    source,
    texts: present.length,
    share: n / present.length,
    precision,
    recall,
    f1,
    auc: rankArea(scores, present),
  };
}

/** Hold back one fold: its calibration, and its figures by source for the answer "at least even odds". */
function heldBack(texts: readonly EmotionText[], folds: Uint8Array, corpus: Corpus, emotion: string) {
  const one = examplesOf(texts, corpus, emotion);
  const weights = train(
    one,
    one.rows.filter((i) => folds[i] !== 0),
  );
  const out = new Float64Array(3);
  const rows = [...one.rows].filter((i) => folds[i] === 0);
  const scores = rows.map((i) => difference(weights, corpus, i, out));
  const present = rows.map((i) => texts[i]?.emotions.has(emotion) ?? false);
  const held = {
    scores: scores.map((s) => [0, s] as [number, number]),
    labels: present.map((p) => (p ? 2 : 0)),
    weights: rows.map(() => 1),
    binary: rows.map(() => true),
  };
  const calibration = calibrate(held, { slope: 1, intercepts: [0, -1] }, 5);
  const yes = held.scores.map((score) => probabilities(score, calibration, true)[2] >= 0.5);
  const bySource = [...new Set(rows.map((i) => texts[i]?.source ?? ""))].sort().map((source) => {
    const at = rows.flatMap((row, i) => (texts[row]?.source === source ? [i] : []));
    return figures(
      emotion,
      source,
      at.map((i) => scores[i] ?? 0),
      at.map((i) => present[i] ?? false),
      at.map((i) => yes[i] ?? false),
    );
  });
  return { one, calibration, bySource };
}

const inLogit = ({ slope, intercepts }: Calibration) => ({ slope, intercept: intercepts[1] - intercepts[0] });

/** Train one linear model for each emotion; one fifth of the texts is held back for calibration and figures. */
export function trainEmotions(
  texts: readonly EmotionText[],
  log: (what: string) => void = () => undefined,
): { encode: (version: string) => Uint8Array; scores: EmotionScore[] } {
  const corpus = extractCorpus(texts, Lexicon.build([]), BITS);
  corpus.dense.fill(0);
  const folds = foldsOf(texts, FOLDS);
  const scores: EmotionScore[] = [];
  const calibrations: EmotionHeader["calibrations"] = [];
  const columns: Float32Array[] = [];
  for (const emotion of EMOTIONS) {
    const { one, calibration, bySource } = heldBack(texts, folds, corpus, emotion);
    scores.push(...bySource);
    calibrations.push(inLogit(calibration));
    const { table } = train(one, one.rows);
    columns.push(
      Float32Array.from(
        { length: 2 ** BITS },
        (_, b) => (table[b * STRIDE + 2] as number) - (table[b * STRIDE] as number),
      ),
    );
    log(emotion);
  }
  const sizes = Float32Array.from(columns.flatMap((column) => [...column.filter((w) => w !== 0)]))
    .map(Math.abs)
    .sort();
  const step = Math.fround((sizes[Math.floor(sizes.length * 0.9999)] ?? 1) / 127);
  const table = new Int8Array(2 ** BITS * EMOTIONS.length);
  columns.forEach((column, k) => {
    column.forEach((w, bucket) => {
      table[bucket * EMOTIONS.length + k] = Math.max(-127, Math.min(127, Math.round(w / step)));
    });
  });
  const languages = [...new Set(texts.map((t) => t.language))].sort();
  const encode = (version: string) =>
    encodeModelFile(
      {
        kind: "emotion",
        version,
        bits: BITS,
        step,
        calibrations,
        languages,
        notices: [],
      } satisfies EmotionHeader,
      [{ name: "table", bytes: new Uint8Array(table.buffer) }],
    );
  return { encode, scores };
}
