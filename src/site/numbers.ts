import type { Text } from "../../reports/components/text.ts";
import type { FigureRow } from "./report-data.ts";

/** How a figure's value is written: a count, a share of 1, a net of −1 to 1, a relative change, or a plain number. */
export type Unit = "count" | "share" | "net" | "ratio" | "number";

/** The kind of number behind the `unit` column of `figures`. */
export function unitOf(figure: Pick<FigureRow, "id" | "unit">): Unit {
  const unit = figure.unit.toLowerCase();
  if (/^net/.test(unit)) return "net";
  if (/^share/.test(unit)) return "share";
  if (/^(mention|count|author)/.test(unit)) return "count";
  return /^ratio/.test(unit) ? "ratio" : "number";
}

/** A value in words: `1,234`, `34.2%`, `+12` (net sentiment, −100 to +100). */
export function showValue(text: Text, value: number, unit: Unit): string {
  switch (unit) {
    case "count":
      return text.number(value);
    case "share":
      return text.percent(value);
    case "net":
      return text.signed(value * 100);
    case "ratio":
      return `${value > 0 ? "+" : ""}${text.percent(value, 0)}`.replace("-", "−");
    default:
      return text.number(value, Number.isInteger(value) ? 0 : 2);
  }
}

/** The number of points, as rounded, that the form of the word beside it follows. */
export const counted = (difference: number, digits: number): number =>
  Math.abs(Number((difference * 100).toFixed(digits)));

/** A difference in words, always signed: `+120`, `−3.1 percentage points`, `−12 points` (of net sentiment), `+12%`. */
export function showChange(text: Text, value: number, unit: Unit): string {
  switch (unit) {
    case "share":
      return text.say("unit.percentage-points", { n: text.signed(value * 100, 1), count: counted(value, 1) });
    case "net":
      return text.say("unit.points", { n: text.signed(value * 100, 0), count: counted(value, 0) });
    case "ratio":
      return showValue(text, value, "ratio");
    case "count":
      return text.signed(value);
    default:
      return text.signed(value, 2);
  }
}

/** An interval in words without the unit repeated: `31.0% to 37.4%`. */
export function showInterval(
  text: Text,
  low: number | null,
  high: number | null,
  show: (value: number) => string,
): string | null {
  if (low === null || high === null) return null;
  return text.say("interval.from-to", { low: show(low), high: show(high) });
}

export type Direction = "up" | "down" | "unclear" | "unknown";

/** What the interval of a difference supports: up, down, unclear (it includes zero) or unknown (none). */
export function direction(change: Pick<FigureRow, "value" | "low" | "high"> | undefined): Direction {
  if (!change || change.value === null) return "unknown";
  if (change.low === null || change.high === null) return "unknown";
  if (change.low > 0) return "up";
  return change.high < 0 ? "down" : "unclear";
}

/** A count of mentions that may have been split between topics: whole, or with one decimal. */
export const showParts = (text: Text, value: number): string =>
  text.number(value, Math.abs(value - Math.round(value)) < 0.05 ? 0 : 1);

/**
 * Is `a` clearly larger than `b`? The 95 % interval of the difference of two independent figures from their own
 * (method of variance estimates recovery, Zou and Donner 2008).
 */
export function clearlyLarger(a: Estimate, b: Estimate): boolean {
  return a.value - b.value - Math.hypot(a.value - a.low, b.high - b.value) > 0;
}

export interface Estimate {
  value: number;
  low: number;
  high: number;
}
