import { quantile } from "./order.ts";
import type { Random } from "./random.ts";

/** What differences between values mean: names only, or distances on an interval scale. */
export type Measurement = "nominal" | "ordinal" | "interval";

export interface Agreement {
  /** 1 = perfect, 0 = as by chance; NaN where nothing varies or no unit has two values. */
  alpha: number;
  /** 95 % bootstrap interval over units; NaN where alpha is. */
  low: number;
  high: number;
  /** Units with at least two values. */
  units: number;
  /** firm ≥ .80, tentative ≥ .667, else poor (Krippendorff 2004). */
  reading: "firm" | "tentative" | "poor" | "unknown";
}

export interface AgreementOptions {
  measurement?: Measurement;
  random: Random;
  /** Bootstrap samples; default 1000. */
  samples?: number;
}

/** One unit's values, one place per coder; null where a coder gave none. */
export type CodedUnit<T> = readonly (T | null | undefined)[];

/**
 * Krippendorff's alpha (Krippendorff 2004; Hayes and Krippendorff 2007) for any number of coders with missing
 * values, and a percentile interval from resampling units.
 *
 * @param units values per unit; strings for nominal data, numbers for ordinal and interval data
 */
export function krippendorffAlpha<T extends string | number>(
  units: readonly CodedUnit<T>[],
  { measurement = "nominal", random, samples = 1000 }: AgreementOptions,
): Agreement {
  const coded = units.map((unit) =>
    unit.filter((value): value is T => value !== null && value !== undefined),
  );
  const pairable = coded.filter((unit) => unit.length >= 2);
  const values = [...new Set(pairable.flat())].sort((a, b) => (a < b ? -1 : 1));
  const place = new Map(values.map((value, i) => [value, i]));
  const tables = pairable.map((unit) => unit.map((value) => place.get(value)!));
  const alpha = alphaOf(tables, values, measurement);
  const draws: number[] = [];
  for (let i = 0; i < samples && !Number.isNaN(alpha); i++) {
    const sample = tables.map(() => tables[random.below(tables.length)]!);
    const drawn = alphaOf(sample, values, measurement);
    draws.push(Number.isNaN(drawn) ? 1 : drawn);
  }
  const reading = Number.isNaN(alpha)
    ? "unknown"
    : alpha >= 0.8
      ? "firm"
      : alpha >= 0.667
        ? "tentative"
        : "poor";
  return {
    alpha,
    low: quantile(draws, 0.025),
    high: quantile(draws, 0.975),
    units: pairable.length,
    reading,
  };
}

function alphaOf(units: readonly number[][], values: readonly (string | number)[], measurement: Measurement) {
  const k = values.length;
  const coincidence = Array.from({ length: k }, () => new Float64Array(k));
  for (const unit of units) {
    const weight = 1 / (unit.length - 1);
    for (let i = 0; i < unit.length; i++) {
      for (let j = 0; j < unit.length; j++) if (i !== j) coincidence[unit[i]!]![unit[j]!]! += weight;
    }
  }
  const totals = coincidence.map((row) => row.reduce((a, b) => a + b, 0));
  const n = totals.reduce((a, b) => a + b, 0);
  let [observed, expected] = [0, 0];
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      const distance = squaredDistance(a, b, values, totals, measurement);
      observed += coincidence[a]![b]! * distance;
      expected += totals[a]! * totals[b]! * distance;
    }
  }
  return expected > 0 ? 1 - ((n - 1) * observed) / expected : Number.NaN;
}

function squaredDistance(
  a: number,
  b: number,
  values: readonly (string | number)[],
  totals: readonly number[],
  measurement: Measurement,
): number {
  if (a === b) return 0;
  if (measurement === "nominal") return 1;
  if (measurement === "interval") return (Number(values[a]) - Number(values[b])) ** 2;
  let between = 0;
  for (let g = Math.min(a, b); g <= Math.max(a, b); g++) between += totals[g]!;
  return (between - (totals[a]! + totals[b]!) / 2) ** 2;
}
