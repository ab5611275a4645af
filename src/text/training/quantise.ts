import { DENSE_COUNT } from "../dense-features.ts";
import { FINGERPRINT_SHIFT } from "../hash.ts";
import type { Corpus, Kin } from "./corpus.ts";
import { MOST_FORMS } from "./kin-forms.ts";
import type { LinearWeights } from "./optimise.ts";

const STRIDE = 4;
/** Share of weights beyond the int8 range, cut to its ends. */
const CUT = 0.0001;

/** Weights as the model file keeps them: score of negative and of positive against neutral. */
export interface QuantisedWeights {
  /** Highest eight bits of the hash that a slot belongs to. */
  fingerprints: Uint8Array;
  table: Int8Array;
  step: number;
  /** Dense weights of all languages, and those of each group of near languages: negative, positive alternating. */
  dense: number[];
  groupDense: Record<string, number[]>;
}

/** Three class weights as two differences: `[id * 2]` negative, `[id * 2 + 1]` positive against neutral. */
function differencesOf(table: Float32Array, kin: Kin | null): Float32Array {
  const differences = new Float32Array(table.length / 2);
  for (let id = 0; id * STRIDE < table.length; id++) {
    const neutral = table[id * STRIDE + 1] as number;
    differences[id * 2] = (table[id * STRIDE] as number) - neutral;
    differences[id * 2 + 1] = (table[id * STRIDE + 2] as number) - neutral;
  }
  if (kin) foldKin(differences, kin);
  return differences;
}

/** Add to every word what its forms weigh, and take the forms out: no text is scored by them. */
function foldKin(differences: Float32Array, { forms, isForm }: Kin): void {
  for (let at = 0; at < forms.length; at += MOST_FORMS + 1) {
    const word = (forms[at] as number) * 2;
    for (let k = at + 1; k <= at + MOST_FORMS; k++) {
      const form = (forms[k] as number) * 2;
      if (form < 0) continue;
      differences[word] = (differences[word] as number) + (differences[form] as number);
      differences[word + 1] = (differences[word + 1] as number) + (differences[form + 1] as number);
    }
  }
  isForm.forEach((yes, id) => {
    if (yes) differences.fill(0, id * 2, id * 2 + 2);
  });
}

function denseDifferences(dense: Float32Array, group: number): number[] {
  const both: number[] = [];
  const at = (k: number, c: number) =>
    (dense[k * STRIDE + c] as number) +
    (group < 0 ? 0 : (dense[(group + 1) * DENSE_COUNT * STRIDE + k * STRIDE + c] as number));
  for (let k = 0; k < DENSE_COUNT; k++) both.push(at(k, 0) - at(k, 1), at(k, 2) - at(k, 1));
  return both.map(Math.fround);
}

/** How much would be lost without a feature: its largest weight, times the root of its occurrences. */
function importanceOf(differences: Float32Array, counts: Int32Array): Float32Array {
  return Float32Array.from(counts, (count, id) => {
    const negative = differences[id * 2] as number;
    const positive = differences[id * 2 + 1] as number;
    const largest = Math.max(Math.abs(negative), Math.abs(positive), Math.abs(negative - positive));
    return largest * Math.sqrt(count);
  });
}

/** Which feature gets each of 2^`bits` slots: the most important of those whose hash leads there; −1: none. */
export function ownersOf(hashes: Int32Array, importance: Float32Array, bits: number): Int32Array {
  const owners = new Int32Array(2 ** bits).fill(-1);
  const mask = 2 ** bits - 1;
  hashes.forEach((hash, id) => {
    const owner = owners[hash & mask] as number;
    if (owner < 0 || (importance[id] as number) > (importance[owner] as number)) owners[hash & mask] = id;
  });
  return owners;
}

/** The weight that one step of int8 stands for. */
export function stepOf(weights: Float32Array): number {
  const sizes = weights
    .filter((w) => w !== 0)
    .map(Math.abs)
    .sort();
  const largest = sizes[Math.floor(sizes.length * (1 - CUT))] ?? 1;
  return Math.fround(Math.max(largest, 1e-6) / 127);
}

export const toInt8 = (weight: number, step: number) =>
  Math.max(-127, Math.min(127, Math.round(weight / step)));

/**
 * Round the weights to int8 and put them into a table of 2^`bits` slots. Each slot holds one feature and the
 * highest bits of its hash, so that words never seen in training do not meet the weight of another.
 * `fixedStep`: round to these steps instead of the table's own.
 */
export function quantise(
  weights: LinearWeights,
  corpus: Corpus,
  bits: number,
  fixedStep?: number,
): QuantisedWeights {
  const { hashes, counts } = corpus.vocabulary;
  const differences = differencesOf(weights.table, corpus.kin);
  const owners = ownersOf(hashes, importanceOf(differences, counts), bits);
  const step = fixedStep ?? stepOf(differences);
  const fingerprints = new Uint8Array(owners.length);
  const table = new Int8Array(owners.length * 2);
  owners.forEach((id, slot) => {
    if (id < 0) return;
    fingerprints[slot] = (hashes[id] as number) >>> FINGERPRINT_SHIFT;
    table[slot * 2] = toInt8(differences[id * 2] as number, step);
    table[slot * 2 + 1] = toInt8(differences[id * 2 + 1] as number, step);
  });
  return {
    fingerprints,
    table,
    step,
    dense: denseDifferences(weights.dense, -1),
    groupDense: Object.fromEntries(
      corpus.groupNames.map((name, group) => [name, denseDifferences(weights.dense, group)]),
    ),
  };
}

/** Weights for the features of `corpus` out of a table: what a model knows of them. */
export function dequantise(quantised: QuantisedWeights, corpus: Corpus): LinearWeights {
  const { fingerprints, table: int8, step } = quantised;
  const { hashes } = corpus.vocabulary;
  const table = new Float32Array(hashes.length * STRIDE);
  hashes.forEach((hash, id) => {
    const slot = hash & (fingerprints.length - 1);
    if (fingerprints[slot] !== hash >>> FINGERPRINT_SHIFT || corpus.kin?.isForm[id] === 1) return;
    table[id * STRIDE] = (int8[slot * 2] as number) * step;
    table[id * STRIDE + 2] = (int8[slot * 2 + 1] as number) * step;
  });
  const dense = new Float32Array((corpus.groupNames.length + 1) * DENSE_COUNT * STRIDE);
  corpus.groupNames.forEach((name, group) => {
    const own = quantised.groupDense[name] ?? quantised.dense;
    for (let k = 0; k < DENSE_COUNT; k++) {
      const at = ((group + 1) * DENSE_COUNT + k) * STRIDE;
      dense[at] = own[k * 2] as number;
      dense[at + 2] = own[k * 2 + 1] as number;
    }
  });
  return { table, dense };
}
