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
  const correlation = norm > 0 ? Math.max(-1, Math.min(1, sums.shared / norm)) : 0;
  // What the same people cancel between the sides needs no degrees of freedom.
  const df = Math.min(1e6, welch(sums) / Math.max(1e-6, 1 - Math.max(0, correlation)));
  const sides = [
    ratioInterval(sums.now, { ...options, mentions: options.mentions?.now, df }),
    ratioInterval(sums.before, { ...options, mentions: options.mentions?.before, df }),
  ] as const;
  const low = value - joined(now.value - sides[0].low!, sides[1].high! - before.value, correlation);
  const high = value + joined(sides[0].high! - now.value, before.value - sides[1].low!, correlation);
  const method = now.method === "clustered" && before.method === "clustered" ? "clustered" : "wilson";
  return { value, low, high, method, n_authors, now, before };
}

/** Degrees of freedom of two variances together (Welch 1947). */
function welch(sums: DifferenceSums): number {
  const [a, b] = [ratioVariance(sums.now), ratioVariance(sums.before)];
  if (!(a + b > 0)) return satterthwaite(sums.now);
  return (a + b) ** 2 / (a ** 2 / satterthwaite(sums.now) + b ** 2 / satterthwaite(sums.before));
}

function joined(a: number, b: number, correlation: number): number {
  return Math.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b));
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
