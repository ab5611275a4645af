import { DENSE_COUNT } from "../dense-features.ts";
import { randomNumbers } from "../hash.ts";
import type { Corpus } from "./corpus.ts";

/** Classes of the sentiment model; a row of weights has one number each and the AdaGrad accumulator. */
export const CLASSES = 3;
const STRIDE = CLASSES + 1;

/** What is trained on: examples by their place in the corpus. */
export interface Examples {
  corpus: Corpus;
  /** Places in the corpus. */
  rows: Int32Array;
  /** Class of every text of the corpus. */
  labels: Uint8Array;
  /** Weight of every text of the corpus. */
  weights: Float32Array;
  /** 1 where the text's source has no neutral class: then only negative against positive is learned. */
  binary: Uint8Array;
  /** Source of every text; each has its own intercepts, so that no source's class prior enters the weights. */
  sources: Uint16Array;
}

export interface OptimiserOptions {
  epochs: number;
  learningRate: number;
  l2: number;
  seed: number;
  /** Factor of each feature (log-count ratios); null: 1. */
  scales: Float32Array | null;
  /** Weights to begin with, for training on; default: zero. */
  initial?: LinearWeights;
}

/**
 * Weights of a linear model, four numbers a feature: one for each class and scratch. `table` goes by the number
 * in the vocabulary; `dense` has the dense features for all texts, then for each group of languages what is added.
 */
export interface LinearWeights {
  table: Float32Array;
  dense: Float32Array;
}

/** Where the dense weights of a text's group begin. */
const groupStart = (corpus: Corpus, row: number) =>
  ((corpus.groups[row] as number) + 1) * DENSE_COUNT * STRIDE;

class Optimiser {
  private readonly examples: Examples;
  private readonly options: OptimiserOptions;
  private readonly scales: Float32Array;
  readonly table: Float32Array;
  readonly dense: Float32Array;
  private readonly intercepts: Float32Array;
  private readonly z = new Float64Array(CLASSES);

  constructor(examples: Examples, options: OptimiserOptions) {
    this.examples = examples;
    this.options = options;
    const { vocabulary, groupNames } = examples.corpus;
    this.scales = options.scales ?? new Float32Array(vocabulary.size).fill(1);
    this.table = options.initial?.table.slice() ?? new Float32Array(vocabulary.size * STRIDE);
    this.dense =
      options.initial?.dense.slice() ?? new Float32Array((groupNames.length + 1) * DENSE_COUNT * STRIDE);
    this.intercepts = new Float32Array(65536 * STRIDE);
  }

  step(row: number, rate: number): void {
    const { corpus, labels, weights, binary } = this.examples;
    const start = corpus.starts[row] as number;
    const middle = corpus.middles[row] as number;
    const end = corpus.starts[row + 1] as number;
    const wordScale = corpus.wordScales[row] as number;
    const charScale = corpus.characterScales[row] as number;
    const source = (this.examples.sources[row] as number) * STRIDE;
    const { z } = this;
    for (let c = 0; c < CLASSES; c++) z[c] = this.intercepts[source + c] as number;
    this.addFeatures(start, middle, wordScale);
    this.addFeatures(middle, end, charScale);
    this.addDense(row);
    this.gradient(labels[row] as number, binary[row] === 1, weights[row] as number);
    this.updateFeatures(start, middle, wordScale, rate);
    this.updateFeatures(middle, end, charScale, rate);
    const group = groupStart(corpus, row);
    for (let k = 0; k < DENSE_COUNT; k++) {
      const x = corpus.dense[row * DENSE_COUNT + k] as number;
      if (x === 0) continue;
      this.update(this.dense, k * STRIDE, x, rate, this.options.l2);
      this.update(this.dense, group + k * STRIDE, x, rate, this.options.l2);
    }
    this.update(this.intercepts, source, 1, rate, 0);
  }

  private addFeatures(from: number, to: number, scale: number): void {
    const { table, scales, z } = this;
    const { ids } = this.examples.corpus;
    let a = 0;
    let b = 0;
    let c = 0;
    for (let k = from; k < to; k++) {
      const id = ids[k] as number;
      const x = scales[id] as number;
      const at = id * STRIDE;
      a += x * (table[at] as number);
      b += x * (table[at + 1] as number);
      c += x * (table[at + 2] as number);
    }
    z[0] = (z[0] as number) + a * scale;
    z[1] = (z[1] as number) + b * scale;
    z[2] = (z[2] as number) + c * scale;
  }

  private addDense(row: number): void {
    const { dense, z } = this;
    const { corpus } = this.examples;
    const group = groupStart(corpus, row);
    for (let k = 0; k < DENSE_COUNT; k++) {
      const x = corpus.dense[row * DENSE_COUNT + k] as number;
      if (x === 0) continue;
      for (let c = 0; c < CLASSES; c++) {
        const at = k * STRIDE + c;
        z[c] = (z[c] as number) + x * ((dense[at] as number) + (dense[group + at] as number));
      }
    }
  }

  /** Turn the scores into the gradient of the weighted log loss, in place. */
  private gradient(label: number, binary: boolean, weight: number): void {
    const { z } = this;
    if (binary) z[1] = -1e9;
    const top = Math.max(z[0] as number, z[1] as number, z[2] as number);
    let sum = 0;
    for (let c = 0; c < CLASSES; c++) {
      z[c] = Math.exp((z[c] as number) - top);
      sum += z[c] as number;
    }
    for (let c = 0; c < CLASSES; c++) z[c] = ((z[c] as number) / sum - (c === label ? 1 : 0)) * weight;
  }

  private updateFeatures(from: number, to: number, scale: number, rate: number): void {
    const { scales } = this;
    const { ids } = this.examples.corpus;
    const { l2 } = this.options;
    for (let k = from; k < to; k++) {
      const id = ids[k] as number;
      this.update(this.table, id * STRIDE, (scales[id] as number) * scale, rate, l2);
    }
  }

  private update(w: Float32Array, at: number, x: number, rate: number, l2: number): void {
    const { z } = this;
    const a = (z[0] as number) * x + l2 * (w[at] as number);
    const b = (z[1] as number) * x + l2 * (w[at + 1] as number);
    const c = (z[2] as number) * x + l2 * (w[at + 2] as number);
    const seen = (w[at + 3] as number) + a * a + b * b + c * c;
    w[at + 3] = seen;
    const step = rate / Math.sqrt(seen + 1e-8);
    w[at] = (w[at] as number) - step * a;
    w[at + 1] = (w[at + 1] as number) - step * b;
    w[at + 2] = (w[at + 2] as number) - step * c;
  }
}

/**
 * Multinomial logistic regression by AdaGrad (Duchi, Hazan and Singer 2011): one accumulator a feature, the
 * rate falling linearly to a tenth, L2 inside the step, examples in a seeded order. The same seed gives the same
 * weights to the bit. Word features weigh 1/√(their number in the text), character features likewise.
 */
export function trainLinear(examples: Examples, options: OptimiserOptions): LinearWeights {
  const optimiser = new Optimiser(examples, options);
  const order = examples.rows.slice();
  const random = randomNumbers(options.seed);
  const steps = options.epochs * order.length;
  let done = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      const swapped = order[i] as number;
      order[i] = order[j] as number;
      order[j] = swapped;
    }
    for (const row of order) {
      optimiser.step(row, options.learningRate * (1 - (0.9 * done) / steps));
      done++;
    }
  }
  const { table, dense } = optimiser;
  if (options.scales) {
    for (let id = 0; id < options.scales.length; id++)
      for (let c = 0; c < CLASSES; c++)
        table[id * STRIDE + c] = (table[id * STRIDE + c] as number) * (options.scales[id] as number);
  }
  return { table, dense };
}

/** Class scores of one text of the corpus (no intercept), written into `out`. */
export function scoreRow(weights: LinearWeights, corpus: Corpus, row: number, out: Float64Array): void {
  const middle = corpus.middles[row] as number;
  const end = corpus.starts[row + 1] as number;
  const scales = [corpus.wordScales[row] as number, corpus.characterScales[row] as number];
  out.fill(0);
  for (let k = corpus.starts[row] as number; k < end; k++) {
    const at = (corpus.ids[k] as number) * STRIDE;
    const scale = scales[k < middle ? 0 : 1] as number;
    for (let c = 0; c < CLASSES; c++) out[c] = (out[c] as number) + scale * (weights.table[at + c] as number);
  }
  const group = groupStart(corpus, row);
  for (let k = 0; k < DENSE_COUNT; k++) {
    const x = corpus.dense[row * DENSE_COUNT + k] as number;
    for (let c = 0; c < CLASSES; c++) {
      const at = k * STRIDE + c;
      const weight = (weights.dense[at] as number) + (weights.dense[group + at] as number);
      out[c] = (out[c] as number) + x * weight;
    }
  }
}
