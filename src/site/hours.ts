import { element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { type Cause, explainCause } from "./cause.ts";
import { dataTable } from "./data-tables.ts";
import { eventDate } from "./event-date.ts";
import type { PageContext } from "./page-context.ts";

interface HourRow extends Cause {
  /** Local start of the hour, `YYYY-MM-DD hh:mm`. */
  hour: string;
  topic: string;
  view: string;
  direction: string;
  observed: number;
  expected: number;
}

const MOST = 12;

/** Hours with clearly more or fewer mentions than usual, the newest first; null where none was found. */
export function hoursTable(context: PageContext): Markup | null {
  const { data, text } = context;
  const wanted = new Set(context.topic === null ? data.panel.map((topic) => topic.topic) : [context.topic]);
  const rows = data
    .table<HourRow>("spikes_hourly")
    .filter((row) => row.view === "all" && wanted.has(row.topic))
    .toSorted((a, b) => (a.hour < b.hour ? 1 : a.hour > b.hour ? -1 : a.topic < b.topic ? -1 : 1));
  if (rows.length === 0) return null;
  const topicCell = (row: Row) => {
    const topic = data.topic(String(row["topic"]));
    return element("span", { class: `topic c${topic?.colour ?? 7}` }, topic?.label ?? String(row["topic"]));
  };
  const columns = [
    {
      head: text.say("hours.hour"),
      cell: (row: Row) => {
        const [date = "", time = ""] = String(row["hour"]).split(" ");
        return `${eventDate(context, date)}, ${time}`;
      },
    },
    { head: text.say("column.topic"), cell: topicCell },
    {
      head: text.say("column.mentions"),
      number: true,
      cell: (row: Row) => text.number(Number(row["observed"])),
    },
    {
      head: text.say("hours.expected"),
      number: true,
      cell: (row: Row) => text.number(Number(row["expected"]), Number(row["expected"]) < 10 ? 1 : 0),
    },
    {
      head: text.say("hours.cause"),
      cell: (row: Row) => (row["direction"] === "drop" ? "" : explainCause(text, row as unknown as Cause)),
    },
  ];
  const shown = rows.slice(0, MOST).map((row): Row => ({ ...row }) as unknown as Row);
  const caption = text.say("hours.caption", { shown: shown.length, n: rows.length });
  return dataTable(context, caption, columns, shown, "spikes_hourly");
}
