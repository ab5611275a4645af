import type { Numbers } from "./order.ts";
import { quantileSorted } from "./order.ts";
import { type AuthorRatios, type RatioInterval, ratioInterval } from "./ratio-interval.ts";
import type { RatioSums } from "./ratio-sums.ts";
import type { Bounds } from "./wilson.ts";

/**
 * Which quantiles bound the p-quantile at 95 %: the interval of the share of values at or below it, clustered by author,
 * carried over to the order of the values (Woodruff 1952).
 *
 * @param below per author the values at or below the p-quantile (y) of all his values (x), or the sums of them
 * @returns parts of the values, 0 to 1; undefined under 30 values or 10 authors
 */
export function quantilePlaces(below: AuthorRatios | RatioSums, p: number): Bounds | undefined {
  const share = ratioInterval(below);
  if (share.value === null) return undefined;
  const shift = p - share.value;
  const part = (bound: number) => Math.min(1, Math.max(0, bound + shift));
  return { low: part(share.low!), high: part(share.high!) };
}

/**
 * A quantile with its 95 % interval, values of one author not being independent; see {@link quantilePlaces}.
 *
 * @param values one per observation, in any order
 * @param authors the author of each, as a number or text
 * @param p 0 to 1; 0.5 is the median
 * @returns null bounds under 30 values or 10 authors; a null value where there are none
 */
export function quantileInterval(
  values: Numbers,
  authors: ArrayLike<string | number>,
  p = 0.5,
): Pick<RatioInterval, "value" | "low" | "high"> {
  const sorted = Float64Array.from(values as ArrayLike<number>).sort();
  if (sorted.length === 0) return { value: null, low: null, high: null };
  const value = quantileSorted(sorted, p);
  const below = new Map<string | number, { y: number; x: number }>();
  for (let i = 0; i < values.length; i++) {
    const author = authors[i]!;
    const own = below.get(author) ?? { y: 0, x: 0 };
    own.x += 1;
    if (values[i]! <= value) own.y += 1;
    below.set(author, own);
  }
  const sides = [...below.values()];
  const places = quantilePlaces({ y: sides.map((one) => one.y), x: sides.map((one) => one.x) }, p);
  if (!places) return { value, low: null, high: null };
  return { value, low: quantileSorted(sorted, places.low), high: quantileSorted(sorted, places.high) };
}
