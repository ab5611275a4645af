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

/**
 * For each test its Benjamini–Hochberg q-value among itself and the tests before it: what could be said on that day,
 * unchanged by what follows. With few tests so far they are counted as `fewest`, else the first days of a series, each
 * judged among very few, would have more false discoveries together than the level says. O(n²), for some ten thousand.
 */
export function runningFalseDiscovery(p: Numbers, { fewest = 100 } = {}): Float64Array {
  const q = new Float64Array(p.length).fill(Number.NaN);
  const sorted: number[] = [];
  for (let i = 0; i < p.length; i++) {
    if (Number.isNaN(p[i]!)) continue;
    let place = sorted.findIndex((value) => value > p[i]!);
    if (place < 0) place = sorted.length;
    sorted.splice(place, 0, p[i]!);
    const tests = Math.max(fewest, sorted.length);
    let smallest = 1;
    for (let k = place; k < sorted.length; k++) smallest = Math.min(smallest, (sorted[k]! * tests) / (k + 1));
    q[i] = smallest;
  }
  return q;
}
