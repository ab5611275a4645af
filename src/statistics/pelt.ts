import type { Numbers } from "./order.ts";

/** Squared error around the mean of the values from `from` up to (not with) `to`, in constant time. */
export type SegmentCost = (from: number, to: number) => number;

export function meanCost(values: Numbers): SegmentCost {
  const sums = new Float64Array(values.length + 1);
  const squares = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    sums[i + 1] = sums[i]! + values[i]!;
    squares[i + 1] = squares[i]! + values[i]! * values[i]!;
  }
  return (from, to) => squares[to]! - squares[from]! - (sums[to]! - sums[from]!) ** 2 / (to - from);
}

/**
 * Segmentation with the least squared error around the segments' means plus `penalty` per change point, exactly, by PELT
 * (Killick, Fearnhead and Eckley 2012).
 *
 * @returns starts of the second and later segments, ascending
 */
export function pelt(
  values: Numbers,
  { penalty, minSegment }: { penalty: number; minSegment: number },
): number[] {
  const n = values.length;
  const cost = meanCost(values);
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const previous = new Int32Array(n + 1);
  best[0] = -penalty;
  let candidates: { start: number; until: number }[] = [];
  for (let end = minSegment; end <= n; end++) {
    candidates.push({ start: end - minSegment, until: Number.POSITIVE_INFINITY });
    const reached = candidates.map(({ start }) => best[start]! + cost(start, end));
    reached.forEach((total, i) => {
      if (total + penalty < best[end]!) {
        best[end] = total + penalty;
        previous[end] = candidates[i]!.start;
      }
    });
    // A start that an end has beaten is out once that end can itself begin a segment.
    candidates.forEach((candidate, i) => {
      if (reached[i]! > best[end]!) candidate.until = Math.min(candidate.until, end + minSegment);
    });
    candidates = candidates.filter(({ until }) => until > end + 1);
  }
  const starts: number[] = [];
  for (let end = n; end > 0 && previous[end]! > 0; end = previous[end]!) starts.unshift(previous[end]!);
  return starts;
}

/**
 * The best segmentation for each number of change points from 0 to `most`, by dynamic programming (Auger and Lawrence
 * 1989).
 *
 * @returns lists of starts; fewer lists where the series is too short for more segments
 */
export function bestSegmentations(values: Numbers, most: number, minSegment: number): number[][] {
  const n = values.length;
  const cost = meanCost(values);
  let total = Float64Array.from({ length: n + 1 }, (_, end) => (end >= minSegment ? cost(0, end) : Infinity));
  const backs: Int32Array[] = [];
  const lists: number[][] = [[]];
  for (let k = 1; k <= most && (k + 1) * minSegment <= n; k++) {
    const next = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
    const back = new Int32Array(n + 1);
    for (let end = (k + 1) * minSegment; end <= n; end++) {
      for (let start = k * minSegment; start <= end - minSegment; start++) {
        const reached = total[start]! + cost(start, end);
        if (reached < next[end]!) {
          next[end] = reached;
          back[end] = start;
        }
      }
    }
    backs.push(back);
    total = next;
    lists.push(traceBack(backs, n));
  }
  return lists;
}

function traceBack(backs: Int32Array[], n: number): number[] {
  const starts: number[] = [];
  let end = n;
  for (let k = backs.length - 1; k >= 0; k--) {
    end = backs[k]![end]!;
    starts.unshift(end);
  }
  return starts;
}
