import { CLASSES, type Examples } from "./optimise.ts";

/** Occurrences added to every feature in {@link logCountScales}. */
const SMOOTHING = 4;

/**
 * Factor of each feature: 0.25 + the largest |log(rate inside a class / rate outside)|, smoothed by
 * {@link SMOOTHING} occurrences spread like the classes (the naive-Bayes weighting of Wang and Manning 2012 for
 * more than two classes).
 */
export function logCountScales(examples: Examples): Float32Array {
  const { corpus, rows, labels, weights } = examples;
  const { size } = corpus.vocabulary;
  const counts = new Float32Array(size * CLASSES);
  const totals = new Float64Array(CLASSES);
  for (const row of rows) {
    const weight = weights[row] as number;
    const label = labels[row] as number;
    const start = corpus.starts[row] as number;
    const end = corpus.starts[row + 1] as number;
    for (let k = start; k < end; k++) {
      const at = (corpus.ids[k] as number) * CLASSES + label;
      counts[at] = (counts[at] as number) + weight;
    }
    totals[label] = (totals[label] as number) + weight * (end - start);
  }
  const all = totals.reduce((sum, n) => sum + n, 0);
  const shares = Array.from(totals, (n) => n / all);
  return Float32Array.from(
    { length: size },
    (_, id) => 0.25 + largestRatio(counts, id * CLASSES, shares, all),
  );
}

/** The largest |log ratio| of one feature's smoothed rates inside and outside a class. */
function largestRatio(counts: Float32Array, at: number, shares: readonly number[], all: number): number {
  const seen = (counts[at] as number) + (counts[at + 1] as number) + (counts[at + 2] as number);
  let largest = 0;
  for (let c = 0; c < CLASSES; c++) {
    const share = shares[c] as number;
    if (share === 0 || share === 1) continue;
    const inside = ((counts[at + c] as number) + SMOOTHING * share) / ((all + SMOOTHING) * share);
    const rest = seen - (counts[at + c] as number) + SMOOTHING * (1 - share);
    const outside = rest / ((all + SMOOTHING) * (1 - share));
    largest = Math.max(largest, Math.abs(Math.log(inside / outside)));
  }
  return largest;
}
