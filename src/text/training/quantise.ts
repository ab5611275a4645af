import { DENSE_COUNT } from "../dense-features.ts";
import type { LinearWeights } from "./optimise.ts";

const STRIDE = 4;
/** Share of weights beyond the int8 range, cut to its ends. */
const CUT = 0.0001;

/** Weights as the model file keeps them: score of negative and of positive against neutral. */
export interface QuantisedWeights {
  table: Int8Array;
  step: number;
  dense: number[];
}

/** Fold three class weights into two differences and round them to int8 with one step for the whole table. */
export function quantise(weights: LinearWeights): QuantisedWeights {
  const buckets = 2 ** weights.bits;
  const differences = new Float32Array(buckets * 2);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const neutral = weights.table[bucket * STRIDE + 1] as number;
    differences[bucket * 2] = (weights.table[bucket * STRIDE] as number) - neutral;
    differences[bucket * 2 + 1] = (weights.table[bucket * STRIDE + 2] as number) - neutral;
  }
  const sizes = differences
    .filter((w) => w !== 0)
    .map(Math.abs)
    .sort();
  const largest = sizes[Math.floor(sizes.length * (1 - CUT))] ?? 1;
  const step = Math.fround(Math.max(largest, 1e-6) / 127);
  const table = new Int8Array(buckets * 2);
  for (let i = 0; i < table.length; i++)
    table[i] = Math.max(-127, Math.min(127, Math.round((differences[i] as number) / step)));
  const dense: number[] = [];
  for (let k = 0; k < DENSE_COUNT; k++) {
    const neutral = weights.dense[k * STRIDE + 1] as number;
    dense.push(
      (weights.dense[k * STRIDE] as number) - neutral,
      (weights.dense[k * STRIDE + 2] as number) - neutral,
    );
  }
  return { table, step, dense: dense.map(Math.fround) };
}
