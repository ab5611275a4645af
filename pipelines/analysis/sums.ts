import type { RatioSums } from "earshot/statistics";
import type { Cell } from "earshot/warehouse";

/** Columns that every table of sums over authors has; see the models `share_sums` and `sentiment_sums`. */
export type SumsRow = Readonly<Record<keyof RatioSums, number>>;

/** The sums of a row in the form that `ratioInterval` takes. */
export function sumsOf(row: SumsRow): RatioSums {
  const { n, y, x, x2, with_property, without_property, influence2, spread, spread2 } = row;
  return { n, y, x, x2, with_property, without_property, influence2, spread, spread2 };
}

/** Ten decimals: sums over threads differ in the last bits, and two runs of one input must not differ. */
export function rounded(value: number | null | undefined): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  return Math.round(value * 1e10) / 1e10;
}

/** A key for a Map from several columns of a row. */
export function keyOf(row: Readonly<Record<string, Cell>>, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => row[name] ?? null));
}
