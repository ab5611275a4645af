import { countTails, normalQuantile, studentQuantile, studentTail } from "./distributions.ts";
import { benjaminiHochberg, runningFalseDiscovery } from "./false-discovery.ts";
import type { Numbers } from "./order.ts";
import { type SpikeMode, spikeBaseline } from "./spike-baseline.ts";
import { type CountScale, countScale } from "./spike-scale.ts";
import { type BurstTail, burstTail, tailProbability } from "./spike-tail.ts";

export type { SpikeMode } from "./spike-baseline.ts";

/** One tested place of a series. It is a spike or a drop where q ≤ 0.05. */
export interface SpikePoint {
  index: number;
  direction: "spike" | "drop";
  observed: number;
  expected: number;
  /** Range in which 95 % of usual counts lie. */
  low: number;
  high: number;
  /** Two-sided. */
  p: number;
  /** p adjusted for the number of places tested (Benjamini and Hochberg 1995). */
  q: number;
  /** No place of the season before was as surprising: where an alarm begins, not where it goes on. */
  onset: boolean;
}

export interface SpikeOptions {
  mode: SpikeMode;
  /** Places in one season: 7 for days, 24 or 168 for hours; 1 for none. Default 7. */
  period?: number;
  /** Truthy = leave out of baselines and tests (gap, partial). */
  mask?: ArrayLike<unknown>;
}

/** Seasons of residuals that the scale is learnt from, and of values for the tail of bursts. */
const SCALE_SEASONS = 12;
const TAIL_SEASONS = 56;
const FEWEST_RESIDUALS = 10;
/** Shortest season of fine-grained series, whose bursts have a tail of their own. A week of hours has 168 places. */
const FINE_GRAINED = 200;

/**
 * Spikes and drops of a regular count series.
 *
 * A place is expected to be what level and season of other places say; it is tested against the negative-binomial tail
 * with the robust dispersion of the residuals around it, widened by Student's t for having estimated that. Where a season
 * has 200 places and more (five minutes) a spike must be rare in the series' own Pareto tail of bursts instead. In `causal`
 * mode a place is judged by what came before it alone, also in its q; in `retrospective` mode by both sides. Places
 * are tested as soon as one season and ten residuals are known.
 *
 * @returns one entry per tested place, ascending; none in a series that is too short
 */
export function detectSpikes(counts: Numbers, { mode, period = 7, mask }: SpikeOptions): SpikePoint[] {
  const known = Float64Array.from({ length: counts.length }, (_, i) => {
    return Number.isFinite(counts[i]) && !mask?.[i] ? counts[i]! : Number.NaN;
  });
  const { expected, central, season, longLevel } = spikeBaseline(known, period, mode);
  const unseasonal = longLevel.map((level, i) => counts[i]! - level * (season[i]! - 1));
  const places: number[] = [];
  known.forEach((value, i) => {
    if (!Number.isNaN(value) && !Number.isNaN(expected[i]!)) places.push(i);
  });
  const usual = usualScatter({ counts, expected: central, unseasonal }, places, period, mode);
  const points = places.flatMap((place, k) => {
    const { scale, tail } = usual[k]!;
    const burst = tail && tailProbability(tail, unseasonal[place]!);
    return scale ? [judge(place, counts[place]!, expected[place]!, scale, burst)] : [];
  });
  const p = points.map((point) => point.p);
  const q = mode === "causal" ? runningFalseDiscovery(p) : benjaminiHochberg(p);
  markOnsets(points, period);
  return points.map((point, i) => ({ ...point, q: q[i]! }));
}

interface Scatter {
  scale?: CountScale;
  tail?: BurstTail | undefined;
}

/** Per place: scale of the residuals and tail of the bursts around it; renewed seven times a season. */
function usualScatter(
  { counts, expected, unseasonal }: { counts: Numbers; expected: Numbers; unseasonal: Numbers },
  places: readonly number[],
  period: number,
  mode: SpikeMode,
): Scatter[] {
  const stride = Math.max(1, Math.floor(period / 7));
  const length = Math.max(7, period);
  let current: Scatter = {};
  return places.map((_, k) => {
    if (k % stride !== 0) return current;
    const near = around(places, k, SCALE_SEASONS * length, mode);
    if (near.length < FEWEST_RESIDUALS) return current;
    const far = around(places, k, TAIL_SEASONS * length, mode);
    current = {
      scale: countScale(counts, expected, near),
      tail: period < FINE_GRAINED ? undefined : burstTail(far.map((i) => unseasonal[i]!)),
    };
    return current;
  });
}

/** The known places before (causal), or half before and half after, without the place itself. */
function around(places: readonly number[], k: number, many: number, mode: SpikeMode): number[] {
  if (mode === "causal") return places.slice(Math.max(0, k - many), k);
  const start = Math.max(0, Math.min(k - Math.floor(many / 2), places.length - 1 - many));
  return places.slice(start, start + many + 1).filter((_, i) => start + i !== k);
}

function judge(
  index: number,
  observed: number,
  baseline: number,
  scale: CountScale,
  burst: number | undefined,
): SpikePoint {
  const mean = Math.max(0.02, baseline * scale.lift);
  const variance = mean + scale.dispersion * mean * mean;
  const df = scale.n / 3;
  const tails = countTails(observed, mean, variance);
  const upper = burst ?? widened(tails.upper, df);
  const lower = widened(tails.lower, df);
  return {
    index,
    direction: upper <= lower ? "spike" : "drop",
    observed,
    expected: mean,
    ...usualRange(mean, variance, df),
    p: Math.min(1, 2 * Math.min(upper, lower)),
    q: Number.NaN,
    onset: false,
  };
}

/** A tail probability as if its normal equivalent were Student's t: the scale is an estimate. */
function widened(p: number, df: number): number {
  if (p >= 0.5) return p;
  return studentTail(-normalQuantile(Math.max(p, 1e-300)), df);
}

/** 95 % range of a gamma with this mean and variance (Wilson and Hilferty 1931), for whole counts. */
function usualRange(mean: number, variance: number, df: number): { low: number; high: number } {
  const step = variance / (9 * mean * mean);
  const reach = studentQuantile(0.975, df) * Math.sqrt(step);
  const at = (sign: number) => mean * Math.max(0, 1 - step + sign * reach) ** 3;
  return { low: Math.floor(at(-1)), high: Math.ceil(at(1)) };
}

function markOnsets(points: SpikePoint[], period: number): void {
  const length = Math.max(7, period);
  points.forEach((point, k) => {
    point.onset = true;
    for (let j = k - 1; j >= 0 && points[j]!.index >= point.index - length; j--) {
      if (points[j]!.direction === point.direction && points[j]!.p <= point.p) {
        point.onset = false;
        break;
      }
    }
  });
}
