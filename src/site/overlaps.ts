import { element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { dataTable } from "./data-tables.ts";
import type { PageContext } from "./page-context.ts";

interface OverlapRow {
  topic: string;
  other: string;
  /** Of the topic's mentions those that name the other too, fraction of 1. */
  share: number;
}

/** Topics that are compared in a table at most. */
const MOST = 8;

/** Which topics are named in the same mentions, as a table of each topic's share; null where none are. */
export function overlapTable(context: PageContext): Markup | null {
  const { data, text } = context;
  const topics = data.panel.slice(0, MOST);
  const ids = new Set(topics.map((topic) => topic.topic));
  const rows = data
    .table<OverlapRow>("topic_overlaps")
    .filter((row) => ids.has(row.topic) && ids.has(row.other));
  if (rows.length === 0) return null;
  const shareOf = (topic: string, other: string) =>
    rows.find((row) => row.topic === topic && row.other === other)?.share ?? null;
  const [most] = rows.toSorted((a, b) => b.share - a.share || a.topic.localeCompare(b.topic));
  const label = (id: string) => data.topic(id)?.label ?? id;
  const columns = [
    {
      head: text.say("overlap.of"),
      cell: (row: Row) => {
        const topic = data.topic(String(row["topic"]));
        return element("span", { class: `topic c${topic?.colour ?? 7}` }, label(String(row["topic"])));
      },
    },
    ...topics.map(({ topic: other, label: head }) => ({
      head,
      number: true,
      cell: (row: Row) => {
        if (row["topic"] === other) return "";
        const share = shareOf(String(row["topic"]), other);
        return share === null ? "–" : text.percent(share, 0);
      },
    })),
  ];
  const listed = topics
    .filter(({ topic }) => rows.some((row) => row.topic === topic))
    .map(({ topic }): Row => ({ topic }));
  const finding = text.say("overlap.finding", {
    share: text.percent(most?.share ?? 0, 0),
    label: label(most?.topic ?? ""),
    other: label(most?.other ?? ""),
  });
  return element(
    "div",
    {},
    element("p", { class: "finding" }, finding),
    dataTable(context, text.say("overlap.caption"), columns, listed, "topic_overlaps"),
    element("p", { class: "chart-note" }, text.say("overlap.note")),
  );
}
