import type { AuthorRatios } from "./ratio-interval.ts";

/**
 * What an interval needs to know of the authors, in sums that SQL can work out in two passes over
 * one row per author with y and x (x > 0):
 *
 * 1. `n = count(*)`, `y = sum(y)`, `x = sum(x)`, `x2 = sum(x*x)`,
 *    share: `with_property = count(*) filter (y > 0)`, `without_property = count(*) filter (y < x)`;
 *    net:   `with_property = count(*) filter (y <> 0)`, `without_property = count(*) filter (abs(y) < x)`
 *    or n where the complement has no meaning.
 * 2. with X = Σx and R = Σy/Σx from the first pass:
 *    `influence2 = sum(pow((y - R*x) / (X - x), 2))`,
 *    `spread = sum(pow(x / (X - x), 2))`, `spread2 = sum(pow(x / (X - x), 4))`.
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
  /** Σv of the influences' variances under the working model, and Σv². */
  spread: number;
  spread2: number;
}

/** {@link RatioSums} from arrays per author; authors with x = 0 are left out. */
export function ratioSums({ y, x }: AuthorRatios): RatioSums {
  const sums = { n: 0, y: 0, x: 0, x2: 0, with_property: 0, without_property: 0 };
  for (let i = 0; i < x.length; i++) {
    const own = x[i]!;
    if (!(own > 0)) continue;
    sums.n += 1;
    sums.y += y[i]!;
    sums.x += own;
    sums.x2 += own * own;
    if (y[i] !== 0) sums.with_property += 1;
    if (Math.abs(y[i]!) < own) sums.without_property += 1;
  }
  const ratio = sums.y / sums.x;
  let [influence2, spread, spread2] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const own = x[i]!;
    if (!(own > 0)) continue;
    const rest = sums.x - own;
    influence2 += ((y[i]! - ratio * own) / rest) ** 2;
    spread += (own / rest) ** 2;
    spread2 += (own / rest) ** 4;
  }
  return { ...sums, influence2, spread, spread2 };
}
