import { countTails } from "./distributions.ts";
import { benjaminiHochberg } from "./false-discovery.ts";
import { median, type Numbers } from "./order.ts";

/** What could be known on that day, or the whole series. */
export type SpikeMode = "causal" | "retrospective";

/** One tested place of a series. A spike or drop is real at q ≤ 0.05. */
export interface SpikePoint {
  index: number;
  direction: "spike" | "drop";
  observed: number;
  expected: number;
  /** Range in which 95 % of usual counts lie. */
  low: number;
  high: number;
  /** Two-sided, and adjusted over the tested places of the series (Benjamini and Hochberg 1995). */
  p: number;
  q: number;
}

export interface SpikeOptions {
  mode: SpikeMode;
  /** Places in one season: 7 for days, 168 (or 24) for hours; 1 for none. Default 7. */
  period?: number;
  /** Truthy = leave out of baselines and tests (gap, partial). */
  mask?: ArrayLike<unknown>;
}

/** Spikes and drops of a count series. */
export function detectSpikes(counts: Numbers, { mode, period = 7, mask }: SpikeOptions): SpikePoint[] {
  const usable = (i: number) => Number.isFinite(counts[i]) && !mask?.[i];
  const points: SpikePoint[] = [];
  for (let t = 0; t < counts.length; t++) {
    if (!usable(t)) continue;
    const reach = mode === "causal" ? 0 : 4 * period;
    const reference: number[] = [];
    for (let i = Math.max(0, t - 8 * period); i <= Math.min(counts.length - 1, t + reach); i++) {
      if (i !== t && usable(i)) reference.push(counts[i]!);
    }
    if (reference.length < 2 * period) continue;
    const expected = median(reference);
    const spread = median(reference.map((value) => Math.abs(value - expected))) * 1.4826;
    const variance = Math.max(expected, spread * spread);
    const tails = countTails(counts[t]!, expected, variance);
    const reachCount = 1.96 * Math.sqrt(variance);
    points.push({
      index: t,
      direction: counts[t]! >= expected ? "spike" : "drop",
      observed: counts[t]!,
      expected,
      low: Math.max(0, expected - reachCount),
      high: expected + reachCount,
      p: Math.min(1, 2 * Math.min(tails.upper, tails.lower)),
      q: Number.NaN,
    });
  }
  const q = benjaminiHochberg(points.map((point) => point.p));
  return points.map((point, i) => ({ ...point, q: q[i]! }));
}
