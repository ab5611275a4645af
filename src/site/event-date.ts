import type { PageContext } from "./page-context.ts";

/** A date in words, with its year where the study has several. */
export function eventDate({ data, text }: PageContext, date: string): string {
  const first = data.periods[0]?.starts_on.slice(0, 4);
  const last = data.periods.at(-1)?.ends_on.slice(0, 4);
  return text.date(date, first === last ? "day" : "dated");
}
