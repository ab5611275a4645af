import { median, type Numbers } from "./order.ts";
import { type StlOptions, stl } from "./stl.ts";

/** A count series taken apart on the scale log(1 + count); each array is as long as the series. */
export interface Decomposition {
  /** Trend as a count: exp(trend of logs) − 1, without season and noise. */
  trend: Float64Array;
  /** Factor by which the season lifts (> 1) or lowers (< 1) 1 + count. */
  seasonal: Float64Array;
  /** Factor left over; NaN at gaps. */
  remainder: Float64Array;
  /** Trend × season, as a count: what the day would be without its own surprise. */
  expected: Float64Array;
  /** False where there were fewer than two seasons: then the trend is the median and the season 1. */
  seasonally: boolean;
}

/**
 * Robust STL of a count series on log(1 + count).
 *
 * @param counts per day (or hour); NaN where there is a gap
 * @param options.period places in a season, default 7
 */
export function decompose(
  counts: Numbers,
  options: Partial<StlOptions> & { mask?: ArrayLike<unknown> } = {},
): Decomposition {
  const { mask, period = 7 } = options;
  const logs = Float64Array.from(Array.from(counts), (count, i) =>
    mask?.[i] ? Number.NaN : Math.log1p(count),
  );
  const parts = stl(logs, { ...options, period });
  const flat = median(logs);
  const trend = parts ? parts.trend : new Float64Array(logs.length).fill(flat);
  const seasonal = parts ? parts.seasonal : new Float64Array(logs.length);
  return {
    trend: trend.map((value) => Math.max(0, Math.expm1(value))),
    seasonal: seasonal.map(Math.exp),
    remainder: logs.map((value, i) => Math.exp(value - trend[i]! - seasonal[i]!)),
    expected: trend.map((value, i) => Math.max(0, Math.expm1(value + seasonal[i]!))),
    seasonally: parts !== undefined,
  };
}
