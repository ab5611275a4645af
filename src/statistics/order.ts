/** Any indexed numbers: an array or a typed array. */
export type Numbers = ArrayLike<number>;

/** The p-quantile (0 to 1) of the finite values, linear between order statistics (type 7); NaN when there are none. */
export function quantile(values: Numbers, p: number): number {
  const sorted = Float64Array.from(values);
  let known = 0;
  for (const value of sorted) if (Number.isFinite(value)) sorted[known++] = value;
  return quantileSorted(sorted.subarray(0, known).sort(), p);
}

/** The p-quantile of values that are already in ascending order; NaN when empty. */
export function quantileSorted(sorted: Numbers, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (at - below);
}

/** Median of the finite values; NaN when there are none. */
export function median(values: Numbers): number {
  return quantile(values, 0.5);
}

/** Median absolute deviation from the median, × 1.4826 so that it estimates a normal's standard deviation. */
export function medianDeviation(values: Numbers, centre = median(values)): number {
  return 1.4826 * median(Array.from(values, (value) => Math.abs(value - centre)));
}

/** Ranks from 1, ties given their mean rank. */
export function ranks(values: Numbers): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const result = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) result[order[i]!] = (start + end + 1) / 2;
    start = end;
  }
  return result;
}
