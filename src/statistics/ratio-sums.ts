import type { AuthorRatios } from "./ratio-interval.ts";

/**
 * What an interval needs to know of the authors, in sums that SQL can work out in two passes over
 * one row per author with y and x (x > 0):
 *
 * 1. `n = count(*)`, `y = sum(y)`, `x = sum(x)`, `x2 = sum(x*x)`,
 *    `spread = sum(pow(x, 1.4))`, `spread2 = sum(pow(x, 2.8))`,
 *    share: `with_property = count(*) filter (y > 0)`, `without_property = count(*) filter (y < x)`;
 *    net:   `with_property = count(*) filter (y <> 0)`, `without_property = count(*) filter (abs(y) < x)`
 *    or n where the complement has no meaning.
 * 2. with X = Σx and R = Σy/Σx from the first pass:
 *    `influence2 = sum(pow((y - R*x) / (X - x), 2))`.
 */
export interface RatioSums {
  /** Authors with x > 0. */
  n: number;
  y: number;
  x: number;
  x2: number;
  with_property: number;
  without_property: number;
  /** Σ of squared leveraged influences. */
  influence2: number;
  /** Σv and Σv² of the influences' variances under the working model v = x^1.4, between posts that are
   * independent within an author (v = x) and posts that all say the same (v = x²). */
  spread: number;
  spread2: number;
}

/** {@link RatioSums} from arrays per author; authors with x = 0 are left out. */
export function ratioSums({ y, x }: AuthorRatios): RatioSums {
  const sums = { n: 0, y: 0, x: 0, x2: 0, with_property: 0, without_property: 0, spread: 0, spread2: 0 };
  for (let i = 0; i < x.length; i++) {
    const own = x[i]!;
    if (!(own > 0)) continue;
    sums.n += 1;
    sums.y += y[i]!;
    sums.x += own;
    sums.x2 += own * own;
    sums.spread += own ** 1.4;
    sums.spread2 += own ** 2.8;
    if (y[i] !== 0) sums.with_property += 1;
    if (Math.abs(y[i]!) < own) sums.without_property += 1;
  }
  const ratio = sums.y / sums.x;
  let influence2 = 0;
  for (let i = 0; i < x.length; i++) {
    if (x[i]! > 0) influence2 += ((y[i]! - ratio * x[i]!) / (sums.x - x[i]!)) ** 2;
  }
  return { ...sums, influence2 };
}
