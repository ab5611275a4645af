import type { Numbers } from "./order.ts";
import { quantileSorted } from "./order.ts";
import { type RatioInterval, ratioInterval } from "./ratio-interval.ts";

/**
 * A quantile with its 95 % interval, values of one author not being independent: the interval of the share of values at
 * or below the quantile, clustered by author, is carried over to the values (Woodruff 1952).
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
  const share = ratioInterval({ y: sides.map((one) => one.y), x: sides.map((one) => one.x) });
  if (share.value === null) return { value, low: null, high: null };
  const shift = p - share.value;
  const at = (bound: number) => quantileSorted(sorted, Math.min(1, Math.max(0, bound + shift)));
  return { value, low: at(share.low!), high: at(share.high!) };
}
