import { element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { FEWEST } from "./charts/care-time.ts";
import { dataTable } from "./data-tables.ts";
import type { PageContext } from "./page-context.ts";

function topicCell(context: PageContext, row: Row): Markup {
  const topic = context.data.topic(String(row["topic"]));
  return element("span", { class: `topic c${topic?.colour ?? 7}` }, topic?.label ?? String(row["topic"]));
}

function current(context: PageContext, table: string): Row[] {
  const { data } = context;
  const place = (row: Row) => data.topics.findIndex((topic) => topic.topic === row["topic"]);
  return data
    .table(table)
    .filter((row) => row["period"] === data.current?.period)
    .filter((row) => row["view"] === undefined || row["view"] === "all")
    .filter((row) => context.topic === null || row["topic"] === context.topic)
    .toSorted((a, b) => place(a) - place(b));
}

/** Complaints, leads and questions of the current period by topic. */
export function careTable(context: PageContext): Markup | null {
  const { data, text } = context;
  const rows = current(context, "care");
  if (rows.length === 0) return null;
  const count = (name: string, signal?: string) => (row: Row) => {
    const value = row[name];
    if (value === null || value === undefined) return text.say("withheld");
    const [part, low, high] = ["share", "low", "high"].map((column) => row[`${signal}_${column}`]);
    const bounds =
      typeof low === "number" && typeof high === "number"
        ? ` (${text.say("interval.from-to", { low: text.percent(low), high: text.percent(high) })})`
        : "";
    return [
      text.number(Number(value)),
      typeof part === "number" && element("span", { class: "interval" }, `${text.percent(part)}${bounds}`),
    ];
  };
  const columns = [
    { head: text.say("column.topic"), cell: (row: Row) => topicCell(context, row) },
    { head: text.say("care.complaints"), number: true, cell: count("complaints", "complaint") },
    { head: text.say("care.leads"), number: true, cell: count("leads", "lead") },
    { head: text.say("care.questions"), number: true, cell: count("questions") },
    { head: text.say("care.judged"), number: true, cell: count("judged") },
  ];
  const caption = text.say("care.caption", { period: text.period(data.current?.period ?? "") });
  return dataTable(context, caption, columns, rows, "care");
}

/** Of so many there is a share: where none is told, few people are the smaller side of it. */
const isEnough = (row: Row) => Number(row["threads"]) >= FEWEST;

/** Response times of the current period, where thread ids let one know; with the number of threads. */
export function responseTable(context: PageContext): Markup | null {
  const { data, text } = context;
  const rows = current(context, "response_times").filter(
    (row) => row["threads"] !== null && row["need"] === "any",
  );
  if (rows.length === 0) return null;
  const minutes = (name: string) => (row: Row) =>
    typeof row[name] === "number"
      ? text.say("care.minutes", { n: text.number(Math.round(row[name])) })
      : text.say("too-few");
  const columns = [
    { head: text.say("column.topic"), cell: (row: Row) => topicCell(context, row) },
    { head: text.say("care.threads"), number: true, cell: (row: Row) => text.number(Number(row["threads"])) },
    {
      head: text.say("care.answered"),
      number: true,
      cell: (row: Row) =>
        typeof row["answered"] === "number" ? text.number(row["answered"]) : text.say("withheld"),
    },
    { head: text.say("care.median"), number: true, cell: minutes("median_minutes") },
    {
      head: text.say("care.within-hour"),
      number: true,
      cell: (row: Row) => {
        const value = row["within_hour"];
        if (typeof value !== "number") return text.say(isEnough(row) ? "withheld" : "too-few");
        const [low, high] = [row["within_hour_low"], row["within_hour_high"]];
        const interval =
          typeof low === "number" && typeof high === "number"
            ? text.say("interval.from-to", { low: text.percent(low, 0), high: text.percent(high, 0) })
            : null;
        return [text.percent(value, 0), interval && element("span", { class: "interval" }, interval)];
      },
    },
  ];
  const caption = text.say("care.response-caption", { period: text.period(data.current?.period ?? "") });
  return dataTable(context, caption, columns, rows, "response_times");
}
