import { CLASSES, type Examples } from "./optimise.ts";

/** Occurrences added to every feature in {@link logCountScales}. */
const SMOOTHING = 4;
/** Factor of a feature that says nothing. */
const LEAST = 0.25;
/** A class that is expected less often than this, or more often than 1 less this, tells nothing. */
const RARE = 0.001;

/** Weight of each class among the examples of each source: `[source * CLASSES + class]`, shares that sum to 1. */
function classShares({ rows, labels, weights, sources }: Examples): Float64Array {
  const most = rows.reduce((largest, row) => Math.max(largest, sources[row] as number), 0);
  const shares = new Float64Array((most + 1) * CLASSES);
  for (const row of rows) {
    const at = (sources[row] as number) * CLASSES + (labels[row] as number);
    shares[at] = (shares[at] as number) + (weights[row] as number);
  }
  for (let at = 0; at < shares.length; at += CLASSES) {
    const own = shares.subarray(at, at + CLASSES);
    const all = own.reduce((sum, weight) => sum + weight, 0);
    if (all > 0) own.set(own.map((weight) => weight / all));
  }
  return shares;
}

/**
 * Weighted occurrences of every feature by class, `seen`, and what they would be if the feature had nothing to do with
 * the class, `expected`: each occurrence spread like the classes of its source.
 */
function countOccurrences(examples: Examples): { seen: Float32Array; expected: Float32Array } {
  const { corpus, rows, labels, weights, sources } = examples;
  const shares = classShares(examples);
  const seen = new Float32Array(corpus.vocabulary.size * CLASSES);
  const expected = new Float32Array(seen.length);
  for (const row of rows) {
    const weight = weights[row] as number;
    const label = labels[row] as number;
    const source = (sources[row] as number) * CLASSES;
    const [a, b, c] = [0, 1, 2].map((k) => weight * (shares[source + k] as number)) as [
      number,
      number,
      number,
    ];
    const end = corpus.starts[row + 1] as number;
    for (let k = corpus.starts[row] as number; k < end; k++) {
      const at = (corpus.ids[k] as number) * CLASSES;
      seen[at + label] = (seen[at + label] as number) + weight;
      expected[at] = (expected[at] as number) + a;
      expected[at + 1] = (expected[at + 1] as number) + b;
      expected[at + 2] = (expected[at + 2] as number) + c;
    }
  }
  return { seen, expected };
}

/**
 * Factor of each feature: {@link LEAST} + the largest |log(rate inside a class / rate outside)|, smoothed by
 * {@link SMOOTHING} occurrences (the naive-Bayes weighting of Wang and Manning 2012 for more than two classes). Rates
 * are taken against what the sources of the feature's own occurrences lead one to expect: otherwise every word of a
 * source without neutral texts would seem to speak against neutral, whatever it says.
 */
export function logCountScales(examples: Examples): Float32Array {
  const { seen, expected } = countOccurrences(examples);
  return Float32Array.from(
    { length: examples.corpus.vocabulary.size },
    (_, id) => LEAST + largestRatio(seen, expected, id * CLASSES),
  );
}

/** The largest |log ratio| of one feature's smoothed rates inside and outside a class, against those expected. */
function largestRatio(seen: Float32Array, expected: Float32Array, at: number): number {
  const all = (seen[at] as number) + (seen[at + 1] as number) + (seen[at + 2] as number);
  if (all === 0) return 0;
  let largest = 0;
  for (let c = 0; c < CLASSES; c++) {
    const share = (expected[at + c] as number) / all;
    if (share < RARE || share > 1 - RARE) continue;
    const inside = ((seen[at + c] as number) + SMOOTHING * share) / share;
    const outside = (all - (seen[at + c] as number) + SMOOTHING * (1 - share)) / (1 - share);
    largest = Math.max(largest, Math.abs(Math.log(inside / outside)));
  }
  return largest;
}
