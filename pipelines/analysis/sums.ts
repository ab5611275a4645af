import type { RatioSums } from "earshot/statistics";
import type { Cell } from "earshot/warehouse";

/** Columns that every table of sums over authors has; see the models `share_sums` and `sentiment_sums`. */
export type SumsRow = Readonly<Record<keyof RatioSums, number>>;

/** Names of these columns. */
export const SUMS: readonly (keyof RatioSums)[] = [
  ...(["n", "y", "x", "x2", "with_property", "without_property"] as const),
  ...(["influence2", "spread", "spread2"] as const),
];

/** The sums of a row, or those that a function knows by name, in the form that `ratioInterval` takes. */
export function sumsOf(row: SumsRow | ((name: keyof RatioSums) => number)): RatioSums {
  const of = typeof row === "function" ? row : (name: keyof RatioSums) => row[name];
  return Object.fromEntries(SUMS.map((name) => [name, of(name)])) as unknown as RatioSums;
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
