import { type Child, element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { dataTable } from "./data-tables.ts";
import { showInterval } from "./numbers.ts";
import type { PageContext } from "./page-context.ts";

function topicCell(context: PageContext, row: Row) {
  const topic = context.data.topic(String(row["topic"]));
  return element("span", { class: `topic c${topic?.colour ?? 7}` }, topic?.label ?? String(row["topic"]));
}

function ofPage(context: PageContext, table: string): Row[] {
  return context.data
    .table(table)
    .filter((row) => row["view"] === "all")
    .filter((row) => context.topic === null || row["topic"] === context.topic);
}

/** Direction over the whole time per topic as the table has it, from the same test, with the slope and its interval. */
export function trendTable(context: PageContext): Markup | null {
  const { text } = context;
  const rows = ofPage(context, "trend")
    .filter((row) => row["slope_per_week"] !== null)
    .sort((a, b) => place(context, a) - place(context, b));
  if (rows.length === 0) return null;
  const columns = [
    { head: text.say("column.topic"), cell: (row: Row) => topicCell(context, row) },
    {
      head: text.say("column.slope"),
      number: true,
      cell: (row: Row) =>
        row["direction"] === "level_change" ? levelText(context, row) : slopeCell(context, row),
    },
    { head: text.say("column.direction"), cell: (row: Row) => directionText(context, row) },
    {
      head: text.say("column.days"),
      number: true,
      cell: (row: Row) => (row["n_days"] === null ? "" : text.number(Number(row["n_days"]))),
    },
  ];
  return dataTable(context, text.say("table.trend"), columns, rows, "trend");
}

/** The slope with its interval, fine enough to tell a small one from none. */
function slopeCell({ text }: PageContext, row: Row): Child {
  const slope = Number(row["slope_per_week"]);
  const number = (value: number) => text.signed(value, Math.abs(slope) < 1 ? 2 : 1);
  const interval = showInterval(text, row["low"] as number | null, row["high"] as number | null, number);
  return [number(slope), element("span", { class: "interval" }, interval)];
}

function place(context: PageContext, row: Row): number {
  return context.data.topics.findIndex((topic) => topic.topic === row["topic"]);
}

/** From which usual number of mentions a day to which. */
const levelText = ({ text }: PageContext, row: Row): string =>
  text.say("trend.levels", {
    before: text.number(Number(row["level_before"])),
    after: text.number(Number(row["level_after"])),
  });

/** Growing, shrinking, nothing clear, or one step to another level and steady since. */
function directionText({ text }: PageContext, row: Row): string {
  const { direction } = row;
  if (direction === "up" || direction === "down") return text.say(`trend.${direction}`);
  if (direction !== "level_change" || row["since"] === null) return text.say("trend.unclear");
  const higher = Number(row["level_after"]) > Number(row["level_before"]);
  return text.say(higher ? "trend.step-up" : "trend.step-down", { date: text.date(String(row["since"])) });
}

/** Lasting changes of level: when, from which usual number of mentions a day to which. */
export function changePointTable(context: PageContext): Markup | null {
  const { text } = context;
  const rows = ofPage(context, "change_points").toSorted((a, b) =>
    String(a["date"]).localeCompare(String(b["date"])),
  );
  if (rows.length === 0) return null;
  const columns = [
    { head: text.say("column.date"), cell: (row: Row) => text.date(String(row["date"])) },
    { head: text.say("column.topic"), cell: (row: Row) => topicCell(context, row) },
    {
      head: text.say("column.before"),
      number: true,
      cell: (row: Row) => text.number(Number(row["before"]), 1),
    },
    {
      head: text.say("column.after"),
      number: true,
      cell: (row: Row) => text.number(Number(row["after"]), 1),
    },
  ];
  return dataTable(context, text.say("table.change-points"), columns, rows, "change_points");
}

/** Lasting changes of a daily share: when, of which figure, from what to what. */
export function shareChangePointTable(context: PageContext): Markup | null {
  const { text } = context;
  const rows = ofPage(context, "share_change_points").toSorted(
    (a, b) => String(a["date"]).localeCompare(String(b["date"])) || place(context, a) - place(context, b),
  );
  if (rows.length === 0) return null;
  const percent = (name: string) => (row: Row) => text.percent(Number(row[name]), 0);
  const columns = [
    { head: text.say("column.date"), cell: (row: Row) => text.date(String(row["date"])) },
    { head: text.say("column.topic"), cell: (row: Row) => topicCell(context, row) },
    { head: text.say("changes.figure"), cell: (row: Row) => text.say(`metric.${row["measure"]}`) },
    { head: text.say("column.share-before"), number: true, cell: percent("before") },
    { head: text.say("column.share-after"), number: true, cell: percent("after") },
  ];
  return dataTable(context, text.say("table.share-change-points"), columns, rows, "share_change_points");
}
