import { studentQuantile, studentTail } from "./distributions.ts";
import { type Numbers, ranks } from "./order.ts";
import { incompleteBeta } from "./special-functions.ts";
import { variancesAlike } from "./unseasonal.ts";

/** One phase of a season: a day of the week, an hour of the day. */
export interface RhythmPhase {
  /** Mean count. */
  mean: number;
  /** Its mean by the mean of all phases, with a 95 % interval, seasons being the units; NaN where there are no counts. */
  factor: number;
  low: number;
  high: number;
}

export interface Rhythm {
  /** Whole seasons that it rests on. */
  seasons: number;
  /** Of no difference between the phases. */
  p: number;
  phases: RhythmPhase[];
  /** The phase that is clearly above every other one, or below; null where none is. */
  highest: number | null;
  lowest: number | null;
}

/** Fewer whole seasons say nothing of a rhythm. */
const FEWEST_SEASONS = 4;
const LEVEL = 0.05;

/**
 * Whether the phases of a season differ, and whether one is above or below all the others. Counts are ranked within each
 * season (Friedman 1937, F of Iman and Davenport 1980), so that levels and single loud days do not matter. A phase is the
 * highest where the ranks differ and Student's paired t, season by season on the scale of 2·√(count + ⅜), finds it above each of the
 * others at 5 %: all must be passed, so that no correction for their number is due (Berger 1982).
 *
 * @param counts a regular series; NaN where there is a gap: a season with one is left out
 * @param options.first phase of the first place; default 0
 * @returns undefined under four whole seasons
 */
export function seasonRhythm(counts: Numbers, { period = 7, first = 0 } = {}): Rhythm | undefined {
  const seasons = wholeSeasons(counts, period, first);
  if (seasons.length < FEWEST_SEASONS) return undefined;
  const scaled = seasons.map(variancesAlike);
  const p = friedman(seasons, period);
  const means = Array.from({ length: period }, (_, phase) => mean(scaled.map((season) => season[phase]!)));
  const clear = (phase: number, sign: 1 | -1) =>
    p < LEVEL && means.every((_, other) => other === phase || isAbove(scaled, phase, other, sign))
      ? phase
      : null;
  return {
    seasons: seasons.length,
    p,
    phases: means.map((_, phase) => phaseOf(seasons, phase)),
    highest: clear(means.indexOf(Math.max(...means)), 1),
    lowest: clear(means.indexOf(Math.min(...means)), -1),
  };
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function wholeSeasons(counts: Numbers, period: number, first: number): number[][] {
  const seasons: number[][] = [];
  for (let at = (period - (first % period)) % period; at + period <= counts.length; at += period) {
    const season = Array.from({ length: period }, (_, phase) => counts[at + phase]!);
    if (season.every(Number.isFinite)) seasons.push(season);
  }
  return seasons;
}

/** p of the hypothesis that all orders of the phases are equally likely. */
function friedman(seasons: readonly number[][], period: number): number {
  const b = seasons.length;
  const ranked = seasons.map((season) => ranks(season));
  const middle = (period + 1) / 2;
  let [between, all] = [0, 0];
  for (let phase = 0; phase < period; phase++) {
    let sum = 0;
    for (const season of ranked) {
      sum += season[phase]! - middle;
      all += (season[phase]! - middle) ** 2;
    }
    between += sum ** 2 / b;
  }
  if (all === 0) return 1;
  const within = all - between;
  if (within <= 1e-12 * all) return 0;
  const f = ((b - 1) * between) / within;
  const [df1, df2] = [period - 1, (period - 1) * (b - 1)];
  return incompleteBeta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
}

/** Whether a phase is above another one (below, where the sign is −1) at 5 %, two-sided. */
function isAbove(scaled: readonly number[][], phase: number, other: number, sign: 1 | -1): boolean {
  const apart = scaled.map((season) => sign * (season[phase]! - season[other]!));
  const middle = mean(apart);
  const n = apart.length;
  const error = Math.sqrt(apart.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (n - 1) / n);
  return middle > 0 && (error === 0 || 2 * studentTail(middle / error, n - 1) < LEVEL);
}

/** Ratio of a phase's counts to the seasons' means, linearised by season, on the logarithmic scale. */
function phaseOf(seasons: readonly number[][], phase: number): RhythmPhase {
  const n = seasons.length;
  const own = seasons.map((season) => season[phase]!);
  const usual = seasons.map(mean);
  const total = usual.reduce((a, b) => a + b, 0);
  const factor = total > 0 ? own.reduce((a, b) => a + b, 0) / total : Number.NaN;
  const square = own.reduce((sum, count, i) => sum + ((count - factor * usual[i]!) / total) ** 2, 0);
  const reach = studentQuantile(0.975, n - 1) * Math.sqrt((n / (n - 1)) * square);
  const spread = factor > 0 ? Math.exp(reach / factor) : Number.NaN;
  return {
    mean: mean(own),
    factor,
    low: factor > 0 ? factor / spread : factor,
    high: factor > 0 ? factor * spread : factor,
  };
}
