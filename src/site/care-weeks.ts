import { type Child, element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { SIGNALS } from "./charts/care-time.ts";
import { dataTable } from "./data-tables.ts";
import { showInterval } from "./numbers.ts";
import type { PageContext } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";

/** Periods that are told, the newest. */
const MOST = 16;

const numberOf = (row: Row | undefined, name: string) => {
  const value = row?.[name];
  return typeof value === "number" ? value : null;
};

/** A count with its share and interval below, or that too few people stand behind it. */
function countCell(
  { text }: PageContext,
  row: Row | undefined,
  count: string,
  share: string,
  bounds: string,
) {
  const [n, part] = [numberOf(row, count), numberOf(row, share)];
  if (n === null) return row ? text.say("withheld") : "–";
  const show = (value: number) => text.percent(value, 0);
  const interval = showInterval(text, numberOf(row, `${bounds}_low`), numberOf(row, `${bounds}_high`), show);
  const below = part === null ? null : `${text.percent(part, 0)}${interval ? ` (${interval})` : ""}`;
  return [text.number(n), below && element("span", { class: "interval" }, below)];
}

/** Minutes as the reader says them: under two hours in minutes, else in hours. */
export function duration({ text }: PageContext, minutes: number): string {
  if (Math.round(minutes) < 120) return text.say("care.minutes", { n: text.number(Math.round(minutes)) });
  return text.say("care.hours", { n: text.number(minutes / 60, 1) });
}

function medianCell(context: PageContext, row: Row | undefined): Child {
  const { text } = context;
  const median = numberOf(row, "median_minutes");
  if (median === null) return row ? text.say("too-few") : "–";
  const show = (value: number) => duration(context, value);
  const interval = showInterval(text, numberOf(row, "median_low"), numberOf(row, "median_high"), show);
  return [show(median), interval && element("span", { class: "interval" }, interval)];
}

/**
 * Complaints, questions, leads and answers of a topic period by period, the newest first, partial periods marked. Null
 * where fewer than two periods have any.
 */
export function careWeeksTable(context: PageContext, topic: TopicRow): Markup | null {
  const { data, text } = context;
  const of = (table: string) =>
    new Map(
      data
        .table(table)
        .filter((row) => row["topic"] === topic.topic)
        .filter((row) => (row["view"] ?? "all") === "all" && (row["need"] ?? "any") === "any")
        .map((row) => [String(row["period"]), row]),
    );
  const [care, answers] = [of("care"), of("response_times")];
  const periods = data.periods
    .filter(({ period }) => care.has(period))
    .slice(-MOST)
    .toReversed();
  if (periods.length < 2) return null;
  const period = (row: Row) => String(row["period"]);
  const signals = SIGNALS.map((signal) => ({
    head: text.say(`care.${signal}s`),
    number: true,
    cell: (row: Row) => countCell(context, care.get(period(row)), `${signal}s`, `${signal}_share`, signal),
  }));
  const answered = [
    {
      head: text.say("care.answered"),
      number: true,
      cell: (row: Row) =>
        countCell(context, answers.get(period(row)), "answered", "answered_share", "answered_share"),
    },
    {
      head: text.say("care.median"),
      number: true,
      cell: (row: Row) => medianCell(context, answers.get(period(row))),
    },
  ];
  const columns = [
    {
      head: text.say("changes.period"),
      cell: (row: Row) =>
        `${text.period(period(row))}${row["partial"] ? ` (${text.say("tip.partial")})` : ""}`,
    },
    ...signals,
    ...(answers.size > 0 ? answered : []),
  ];
  const rows = periods.map((each): Row => ({ period: each.period, partial: each.partial }));
  return dataTable(context, text.say("care.weeks-caption", { label: topic.label }), columns, rows, "care");
}
