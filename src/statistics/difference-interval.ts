import {
  type AuthorRatios,
  type IntervalMethod,
  type RatioInterval,
  type RatioOptions,
  ratioInterval,
  ratioVariance,
  satterthwaite,
} from "./ratio-interval.ts";
import { type RatioSums, ratioSums } from "./ratio-sums.ts";
import type { Bounds } from "./wilson.ts";

/** The difference now − before of two ratios; null values when either side has too few mentions or authors. */
export interface DifferenceInterval {
  value: number | null;
  low: number | null;
  high: number | null;
  method: IntervalMethod;
  /** Authors with a part in either denominator. */
  n_authors: number;
  now: RatioInterval;
  before: RatioInterval;
}

/**
 * Sums for a difference: both sides' {@link RatioSums} and what joins them, over authors of either side
 * (a full outer join by author; the influence is 0 on a side where the author has no x):
 * `shared = sum(influence_now * influence_before)` with influence = (y − R·x)/(X − x), and
 * `n = count(*)` of that join.
 */
export interface DifferenceSums {
  now: RatioSums;
  before: RatioSums;
  shared: number;
  n: number;
}

export interface DifferenceOptions extends Omit<RatioOptions, "mentions"> {
  mentions?: { now: number; before: number };
}

/**
 * Difference of two ratios over authors who may have a part in both (two periods, or two topics of a panel).
 *
 * Influences are subtracted author by author, so what the same people do in both is not counted twice. The interval
 * joins the two sides' own intervals with the influences' correlation (Zou and Donner 2008; Newcombe 1998), which
 * is the variance of the subtracted influences where those intervals are symmetric, and stays inside the scale.
 *
 * @param data aligned arrays (place i of both sides is the same author, x = 0 where absent), or sums
 */
export function differenceInterval(
  data: { now: AuthorRatios; before: AuthorRatios } | DifferenceSums,
  options: DifferenceOptions = {},
): DifferenceInterval {
  const sums = "shared" in data ? data : differenceSums(data.now, data.before);
  const now = ratioInterval(sums.now, { ...options, mentions: options.mentions?.now });
  const before = ratioInterval(sums.before, { ...options, mentions: options.mentions?.before });
  return joinedInterval(sums, options, now, before);
}

function joinedInterval(
  sums: DifferenceSums,
  options: DifferenceOptions,
  now: RatioInterval,
  before: RatioInterval,
): DifferenceInterval {
  const n_authors = sums.n;
  if (now.value === null || before.value === null) {
    return { value: null, low: null, high: null, method: "too_few", n_authors, now, before };
  }
  const value = now.value - before.value;
  const norm = Math.sqrt(sums.now.influence2 * sums.before.influence2);
  const side = (of: "now" | "before", value: number): DifferenceSide => ({
    value,
    variance: ratioVariance(sums[of]),
    df: satterthwaite(sums[of]),
    bounds: (df) => {
      const { low, high } = ratioInterval(sums[of], { ...options, mentions: options.mentions?.[of], df });
      return { low: low!, high: high! };
    },
  });
  const { low, high } = joinedBounds(
    side("now", now.value),
    side("before", before.value),
    norm > 0 ? sums.shared / norm : 0,
  );
  const method = now.method === "clustered" && before.method === "clustered" ? "clustered" : "wilson";
  return { value, low, high, method, n_authors, now, before };
}

/** One side of a difference: an estimate with its variance, degrees of freedom, and bounds at others. */
export interface DifferenceSide {
  value: number;
  variance: number;
  df: number;
  bounds(df: number): Bounds;
}

/**
 * Bounds of now − before from both sides' own bounds and the correlation of their errors (Zou and Donner 2008), at
 * Welch's degrees of freedom (1947): what the same people cancel between the sides needs none.
 */
export function joinedBounds(now: DifferenceSide, before: DifferenceSide, errors: number): Bounds {
  const correlation = Math.max(-1, Math.min(1, errors));
  const [a, b] = [now.variance, before.variance];
  const welch = a + b > 0 ? (a + b) ** 2 / (a ** 2 / now.df + b ** 2 / before.df) : now.df;
  const df = Math.min(1e6, welch / Math.max(1e-6, 1 - Math.max(0, correlation)));
  const [ours, theirs] = [now.bounds(df), before.bounds(df)];
  const joined = (x: number, y: number) => Math.sqrt(Math.max(0, x * x + y * y - 2 * correlation * x * y));
  const value = now.value - before.value;
  return {
    low: value - joined(now.value - ours.low, theirs.high - before.value),
    high: value + joined(ours.high - now.value, before.value - theirs.low),
  };
}

/** {@link DifferenceSums} from aligned arrays per author. */
export function differenceSums(now: AuthorRatios, before: AuthorRatios): DifferenceSums {
  const sums = { now: ratioSums(now), before: ratioSums(before), shared: 0, n: 0 };
  const [ratioNow, ratioBefore] = [sums.now.y / sums.now.x, sums.before.y / sums.before.x];
  for (let i = 0; i < now.x.length; i++) {
    const [x, was] = [now.x[i]!, before.x[i]!];
    if (x > 0 || was > 0) sums.n += 1;
    if (!(x > 0 && was > 0)) continue;
    const influence = (now.y[i]! - ratioNow * x) / (sums.now.x - x);
    sums.shared += (influence * (before.y[i]! - ratioBefore * was)) / (sums.before.x - was);
  }
  return sums;
}
