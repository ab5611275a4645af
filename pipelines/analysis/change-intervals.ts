import { type DifferenceInterval, differenceInterval, type Scale, studentQuantile } from "earshot/statistics";
import { type SumsRow, sumsOf } from "./sums.ts";

/** Sums of a period with the number of mentions behind them. */
export type PeriodSums = SumsRow & { mentions: number };

/** What the authors of two consecutive periods have in common; see the model `share_change_sums`. */
export interface SharedSums {
  xx: number;
  yx: number;
  xy: number;
  yy: number;
  n_shared: number;
}

/**
 * Change of a share between two periods whose authors overlap. The sums are of u and v (an author's numerator and
 * denominator by what all others give), the influence being u − R·v.
 */
export function shareChange(now: PeriodSums, before: PeriodSums, shared: SharedSums | undefined) {
  const [shareNow, shareBefore] = [now.y / now.x, before.y / before.x];
  const product = shared
    ? shared.yy - shareBefore * shared.yx - shareNow * shared.xy + shareNow * shareBefore * shared.xx
    : 0;
  const n = now.n + before.n - (shared?.n_shared ?? 0);
  return ratioChange(now, before, product, n, "share");
}

/** Change of a ratio, given the sum of the products of the influences and the number of authors of either side. */
export function ratioChange(
  now: PeriodSums,
  before: PeriodSums,
  shared: number,
  n: number,
  scale: Scale,
): DifferenceInterval {
  return differenceInterval(
    { now: sumsOf(now), before: sumsOf(before), shared, n },
    { scale, mentions: { now: now.mentions, before: before.mentions } },
  );
}

export interface VolumeSums {
  mentions: number;
  before: number;
  /** Authors of either period, and Σ of their squared differences. */
  n: number;
  difference2: number;
}

/**
 * Difference of two counts with a 95 % interval: authors come and go independently and bring their posts with them
 * (compound Poisson), so Var = Σ over authors of the squared difference. A sum divided by the root of its own squares has
 * lighter tails than a normal, however unequal its parts (Logan, Mallows, Rice and Shepp 1973): Student's t at the number
 * of authors less one is enough.
 *
 * @returns null bounds under 10 authors
 */
export function volumeChange({ mentions, before, n, difference2 }: VolumeSums) {
  const difference = mentions - before;
  if (n < 10 || !(difference2 > 0)) return { difference, low: null, high: null };
  const reach = studentQuantile(0.975, n - 1) * Math.sqrt(difference2);
  return { difference, low: difference - reach, high: difference + reach };
}
