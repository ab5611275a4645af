/** Any indexed numbers: an array or a typed array. */
export type Numbers = ArrayLike<number>;

/** The p-quantile (0 to 1) of the finite values, linear between order statistics (type 7); NaN when there are none. */
export function quantile(values: Numbers, p: number): number {
  return quantiles(values, [p])[0]!;
}

/**
 * Several such quantiles of the same values, `parts` ascending: each part of the values is only put in order as far as
 * a quantile asks for (Hoare 1961), which is several times as fast as sorting.
 */
export function quantiles(values: Numbers, parts: readonly number[]): number[] {
  const known = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isFinite(value)) known[count++] = value;
  }
  let from = 0;
  return parts.map((p) => {
    if (count === 0) return Number.NaN;
    const at = p * (count - 1);
    const below = Math.floor(at);
    putInPlace(known, below, from, count - 1);
    from = below;
    const low = known[below]!;
    let high = Number.POSITIVE_INFINITY;
    for (let i = below + 1; i < count; i++) if (known[i]! < high) high = known[i]!;
    return low + ((below + 1 < count ? high : low) - low) * (at - below);
  });
}

/** The values that would stand at these places, ascending, in order: 0 is the least. All values must be finite. */
export function orderStatistics(values: Numbers, places: readonly number[]): number[] {
  const known = Float64Array.from(values);
  let from = 0;
  return places.map((place) => {
    putInPlace(known, place, from, known.length - 1);
    from = place;
    return known[place]!;
  });
}

/** Partly sorts values[from … to] so that the k-th is where it would be in order, smaller before it, greater behind. */
function putInPlace(values: Float64Array, k: number, from: number, to: number): void {
  let [left, right] = [from, to];
  while (left < right) {
    const pivot = middleOf(values[left]!, values[(left + right) >> 1]!, values[right]!);
    let [i, j] = [left, right];
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

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
