import type { Numbers } from "./order.ts";

/**
 * Segmentation of least cost: squared error around each segment's mean plus `penalty` per change point, exactly,
 * by PELT (Killick, Fearnhead and Eckley 2012).
 *
 * @returns starts of the second and later segments, ascending
 */
export function pelt(
  values: Numbers,
  { penalty, minSegment }: { penalty: number; minSegment: number },
): number[] {
  const n = values.length;
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    sums[i + 1] = sums[i]! + values[i]!;
    squares[i + 1] = squares[i]! + values[i]! * values[i]!;
  }
  const cost = (from: number, to: number) =>
    squares[to]! - squares[from]! - (sums[to]! - sums[from]!) ** 2 / (to - from);
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const previous = new Int32Array(n + 1);
  best[0] = -penalty;
  let candidates: number[] = [];
  for (let end = minSegment; end <= n; end++) {
    candidates.push(end - minSegment);
    const reached = candidates.map((start) => best[start]! + cost(start, end) + penalty);
    reached.forEach((total, i) => {
      if (total < best[end]!) {
        best[end] = total;
        previous[end] = candidates[i]!;
      }
    });
    candidates = candidates.filter((_, i) => reached[i]! - penalty <= best[end]!);
  }
  const starts: number[] = [];
  for (let end = n; end > 0 && previous[end]! > 0; end = previous[end]!) starts.unshift(previous[end]!);
  return starts;
}
