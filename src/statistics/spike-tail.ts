import type { Numbers } from "./order.ts";

/** Fewest values from which a tail is learnt; shorter series rely on the count distribution alone. */
const FEWEST_FOR_TAIL = 500;

/** Share of the values that make up the tail. */
const TAIL_SHARE = 0.03;
/** Tail index of bursts before anything is seen, and the number of values that it counts for. */
const USUAL_INDEX = 0.5;
const USUAL_WEIGHT = 40;

/** Places over whose mean a burst may stand out: in a sparse series one place says little of it. */
const BURST_WIDTHS = [1, 2, 4];

/** For each width the mean of the known values of so many places, the last one being the place itself; NaN where it is unknown. */
export function burstSeries(values: Numbers): Float64Array[] {
  return BURST_WIDTHS.map((width) =>
    Float64Array.from({ length: values.length }, (_, place) => {
      if (Number.isNaN(values[place]!)) return Number.NaN;
      let [sum, known] = [0, 0];
      for (let at = Math.max(0, place - width + 1); at <= place; at++) {
        if (Number.isNaN(values[at]!)) continue;
        sum += values[at]!;
        known += 1;
      }
      return sum / known;
    }),
  );
}

/** A series' own upper tail: P(X > x) = share · (x / threshold)^(−1/index) above the threshold. */
export interface BurstTail {
  threshold: number;
  index: number;
  share: number;
}

/**
 * Pareto tail of past values (Hill 1975), its index drawn towards ½ by forty values' weight. Within hours mentions come
 * in bursts: how large they usually get is the series' own affair, and no count distribution fitted to quiet hours
 * knows it.
 *
 * @returns undefined where there are too few values
 */
export function burstTail(values: Numbers): BurstTail | undefined {
  const n = values.length;
  if (n < FEWEST_FOR_TAIL) return undefined;
  const sorted = Float64Array.from(values).sort();
  const k = Math.round(TAIL_SHARE * n);
  const threshold = Math.max(sorted[n - k - 1]!, 0.5);
  let sum = USUAL_INDEX * USUAL_WEIGHT;
  for (let i = n - k; i < n; i++) sum += Math.log(Math.max(sorted[i]!, threshold) / threshold);
  return { threshold, index: sum / (k + USUAL_WEIGHT), share: k / n };
}

/** P(X > x) in the tail; 1 below its threshold. */
export function tailProbability({ threshold, index, share }: BurstTail, x: number): number {
  return x <= threshold ? 1 : share * (x / threshold) ** (-1 / index);
}

/** Probability that the smallest of so many p-values is this small, as if they were independent (Šidák 1967): never too bold. */
export function smallestOf(p: readonly number[]): number {
  return -Math.expm1(p.length * Math.log1p(-Math.min(...p)));
}
