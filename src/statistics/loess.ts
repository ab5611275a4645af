import type { Numbers } from "./order.ts";

export interface LoessSpan {
  /** Points in the window, odd; may be longer than the series. */
  window: number;
  degree: 0 | 1;
}

/**
 * Value at `at` of a locally weighted line or mean through y (places 1 … n) over the places `left` … `right`:
 * tricube weights times `weights` (Cleveland, Cleveland, McRae and Terpenning 1990, as their program computes it).
 * NaN where no point has weight.
 */
function localFit(
  y: Numbers,
  n: number,
  at: number,
  left: number,
  right: number,
  { window, degree }: LoessSpan,
  weights: Numbers,
  scratch: Float64Array,
): number {
  let reach = Math.max(at - left, right - at);
  if (window > n) reach += Math.floor((window - n) / 2);
  let total = 0;
  let mean = 0;
  for (let j = left; j <= right; j++) {
    const distance = Math.abs(j - at);
    const weight =
      distance > 0.999 * reach ? 0 : distance <= 0.001 * reach ? 1 : (1 - (distance / reach) ** 3) ** 3;
    scratch[j] = weight * weights[j - 1]!;
    total += scratch[j]!;
    mean += scratch[j]! * j;
  }
  if (!(total > 0)) return Number.NaN;
  mean /= total;
  const slope = reach > 0 && degree === 1 ? leverage(scratch, left, right, mean, total, at, n) : 0;
  let fit = 0;
  for (let j = left; j <= right; j++) fit += (scratch[j]! / total) * (slope * (j - mean) + 1) * y[j - 1]!;
  return fit;
}

function leverage(
  scratch: Float64Array,
  left: number,
  right: number,
  mean: number,
  total: number,
  at: number,
  n: number,
): number {
  let spread = 0;
  for (let j = left; j <= right; j++) spread += (scratch[j]! / total) * (j - mean) ** 2;
  return Math.sqrt(spread) > 0.001 * (n - 1) ? (at - mean) / spread : 0;
}

/** Loess of a whole regular series, at every place (no jumps). Where no point has weight, y itself stays. */
export function loess(y: Numbers, span: LoessSpan, weights: Numbers): Float64Array {
  const n = y.length;
  const result = new Float64Array(n);
  const scratch = new Float64Array(n + 2);
  const width = Math.min(span.window, n);
  const half = Math.floor((span.window + 1) / 2);
  let [left, right] = [1, width];
  for (let at = 1; at <= n; at++) {
    if (span.window < n && at > half && right !== n) {
      left++;
      right++;
    }
    const fit = localFit(y, n, at, left, right, span, weights, scratch);
    result[at - 1] = Number.isNaN(fit) ? y[at - 1]! : fit;
  }
  return result;
}

/** As {@link loess}, with one place more before the first and one after the last: n + 2 values. */
export function loessExtended(y: Numbers, span: LoessSpan, weights: Numbers): Float64Array {
  const n = y.length;
  const inner = loess(y, span, weights);
  const result = new Float64Array(n + 2);
  result.set(inner, 1);
  const scratch = new Float64Array(n + 2);
  const first = localFit(y, n, 0, 1, Math.min(span.window, n), span, weights, scratch);
  result[0] = Number.isNaN(first) ? inner[0]! : first;
  const last = localFit(y, n, n + 1, Math.max(1, n - span.window + 1), n, span, weights, scratch);
  result[n + 1] = Number.isNaN(last) ? inner[n - 1]! : last;
  return result;
}
