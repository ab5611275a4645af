import type { Numbers } from "./order.ts";

/**
 * q-values (adjusted p) of Benjamini and Hochberg 1995, in the order of the input: rejecting q ≤ 0.05 keeps the
 * expected share of false discoveries at 5 %. NaN p-values are not tests: they stay NaN and are not counted.
 */
export function benjaminiHochberg(p: Numbers): Float64Array {
  const q = new Float64Array(p.length).fill(Number.NaN);
  const tested = Array.from({ length: p.length }, (_, i) => i).filter((i) => !Number.isNaN(p[i]!));
  tested.sort((a, b) => p[b]! - p[a]!);
  let smallest = 1;
  tested.forEach((index, place) => {
    smallest = Math.min(smallest, (p[index]! * tested.length) / (tested.length - place));
    q[index] = smallest;
  });
  return q;
}
