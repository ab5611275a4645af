import type { PageContext } from "./page-context.ts";

/** Short name of a period, without its year: `week 45`, `May`, `Q2`. */
export function shortPeriod({ text }: PageContext, id: string): string {
  const [, rest = ""] = id.split("-");
  if (/^w\d+$/.test(rest)) return text.say("period.short.week", { number: String(Number(rest.slice(1))) });
  if (/^q\d$/.test(rest)) return text.say("period.short.quarter", { number: rest.slice(1) });
  return /^\d{2}$/.test(rest) ? text.date(`${id}-01`, "month") : id;
}

/**
 * The current period's value as it stands over a line: named by its period where the line goes on beyond it, into a period
 * that is not complete, so that nobody takes it for the last point.
 */
export function latestValue(context: PageContext, value: string): string {
  const { current, periods } = context.data;
  if (!current || periods.at(-1) === current) return value;
  return context.text.say("chart.latest", { period: shortPeriod(context, current.period), value });
}
