import { median, type Numbers } from "./order.ts";
import { slidingMean } from "./sliding-mean.ts";

/** Counts as 2·√(count + ⅜), of which the variance hardly depends on the level (Anscombe 1948). */
export function variancesAlike(counts: Numbers): number[] {
  return Array.from(counts, (value) => 2 * Math.sqrt(Math.max(0, value) + 0.375));
}

/**
 * Each phase's median distance from the level of its season (trimmed mean around it) taken off;
 * as they are where there are fewer than three seasons.
 *
 * @param places of the values in time
 */
export function withoutSeason(values: number[], places: readonly number[], period: number): number[] {
  if (period < 2 || values.length < 3 * period) return values;
  const half = Math.floor(period / 2);
  const level = slidingMean(values, half, half);
  const off = Array.from({ length: period }, (_, phase) => {
    const own = values.flatMap((value, i) => (places[i]! % period === phase ? [value - level[i]!] : []));
    return own.length > 0 ? median(own) : 0;
  });
  return values.map((value, i) => value - off[places[i]! % period]!);
}
