import { element, join, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { dataTable } from "./data-tables.ts";
import type { PageContext } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";

interface AudienceRow {
  topic: string;
  dimension: string;
  value: string;
  mentions: number | null;
  authors: number | null;
  engagement: number | null;
  position: number | null;
}

/** Who speaks about a topic, as groups of people: by followers, and how much the most active write. */
export function audienceTables(context: PageContext, topic: TopicRow): Markup | null {
  const rows = context.data.table<AudienceRow>("audiences").filter((row) => row.topic === topic.topic);
  if (rows.length === 0) return null;
  return join(concentration(context, topic, rows), groupTable(context, topic, rows, "followers"));
}

function concentration(context: PageContext, topic: TopicRow, rows: readonly AudienceRow[]): Markup | null {
  const { text } = context;
  const groups = rows.filter((row) => row.dimension === "activity");
  const total = groups.reduce((sum, row) => sum + (row.mentions ?? 0), 0);
  const people = groups.reduce((sum, row) => sum + (row.authors ?? 0), 0);
  const top = groups.filter((row) => row.value !== "others" && row.mentions !== null);
  if (groups.some((row) => row.mentions === null) || total === 0 || top.length === 0) return null;
  const written = top.reduce((sum, row) => sum + (row.mentions ?? 0), 0);
  return element(
    "p",
    {},
    text.say("audience.concentration", {
      label: topic.label,
      n: people,
      share: text.percent(written / total, 0),
    }),
  );
}

function groupTable(
  context: PageContext,
  topic: TopicRow,
  rows: readonly AudienceRow[],
  dimension: string,
): Markup | null {
  const { text } = context;
  const groups = rows
    .filter((row) => row.dimension === dimension)
    .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
  if (groups.length < 2) return null;
  const show = (name: string) => (row: Row) => {
    const value = row[name];
    return value === null || value === undefined ? text.say("withheld") : text.number(Number(value));
  };
  const columns = [
    { head: text.say("audience.followers"), cell: (row: Row) => bandName(context, String(row["value"])) },
    { head: text.say("audience.authors"), number: true, cell: show("authors") },
    { head: text.say("column.mentions"), number: true, cell: show("mentions") },
  ];
  const caption = text.say("audience.caption", { label: topic.label });
  return dataTable(
    context,
    caption,
    columns,
    groups.map((row): Row => ({ ...row })),
    "audiences",
  );
}

function bandName({ text }: PageContext, band: string): string {
  if (band === "unknown") return text.say("audience.unknown");
  const [low = "", high = ""] = band.split("-");
  if (high === "") return text.say("audience.more", { n: text.number(Number(low)) });
  return `${text.number(Number(low))}–${text.number(Number(high))}`;
}

/** Named voices of the current period by influence; only under the internal profile. */
export function voiceTable(context: PageContext): Markup | null {
  const { data, text } = context;
  if (data.run.study.profile !== "internal") return null;
  const rows = data
    .table("voices")
    .filter((row) => row["period"] === data.current?.period)
    .filter((row) => context.topic === null || row["topic"] === context.topic)
    .toSorted((a, b) => Number(a["influence"] ?? 1e9) - Number(b["influence"] ?? 1e9))
    .slice(0, 50);
  if (rows.length === 0) return null;
  const number = (name: string) => (row: Row) =>
    row[name] === null || row[name] === undefined ? "" : text.number(Number(row[name]));
  const columns = [
    { head: text.say("column.topic"), cell: (row: Row) => data.topic(String(row["topic"]))?.label ?? "" },
    {
      head: text.say("voices.author"),
      cell: (row: Row) => String(row["author_name"] ?? row["author_id"] ?? ""),
    },
    { head: text.say("column.mentions"), number: true, cell: number("mentions") },
    { head: text.say("audience.followers"), number: true, cell: number("followers") },
    { head: text.say("define.engagement.name"), number: true, cell: number("engagement") },
  ];
  return dataTable(context, text.say("voices.caption"), columns, rows, "voices");
}
