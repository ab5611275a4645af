import { element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { dimensionName, MOST } from "./charts/breakdown.ts";
import { dataTable } from "./data-tables.ts";
import { clearlyLarger, type Estimate, showInterval } from "./numbers.ts";
import type { PageContext } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";

interface GroupRow {
  topic: string;
  dimension: string;
  value: string | null;
  net: number | null;
  low: number | null;
  high: number | null;
}

const estimateOf = ({ net, low, high }: GroupRow): Estimate | null =>
  net === null || low === null || high === null ? null : { value: net, low, high };

/** Whether figures of this language can stand beside others': its model has learned neutral texts of its own. */
function learnedNeutral({ data }: PageContext, language: string): boolean {
  const evidence = data.run.evidence;
  if (!evidence) return true;
  return Object.hasOwn(evidence.languages, language) && evidence.languages[language]?.neutral === true;
}

/** Where people write clearly more favourably about a topic than elsewhere, ties named together; null where that is not clear. */
function contrast(context: PageContext, topic: TopicRow, rows: readonly GroupRow[]): string | null {
  const { text } = context;
  const known = rows
    .filter((row) => row.topic === topic.topic)
    .flatMap((row) => {
      const estimate = estimateOf(row);
      return estimate ? [{ row, estimate, shown: text.signed(estimate.value * 100) }] : [];
    })
    .sort((a, b) => b.estimate.value - a.estimate.value);
  const [best, worst] = [known[0], known.at(-1)];
  if (!best || !worst || !clearlyLarger(best.estimate, worst.estimate)) return null;
  const tied = ({ shown }: { shown: string }) => known.filter((each) => each.shown === shown);
  const names = (list: typeof known) =>
    text.list(list.map(({ row }) => dimensionName(context, row.dimension, row.value ?? "")));
  return text.say(tied(best).length > 1 ? "groups.contrast-tied" : "groups.contrast", {
    label: topic.label,
    best: names(tied(best)),
    high: best.shown,
    worst: names(tied(worst)),
    low: worst.shown,
  });
}

/**
 * Net sentiment of each topic by channel, language or country over the whole time, the groups with most intervals known
 * first; with a sentence where a group stands clearly apart from another. Null where no group has a figure.
 */
export function groupSentimentTable(
  context: PageContext,
  topics: readonly TopicRow[],
  dimension: string,
): Markup | null {
  const { data, text } = context;
  const wanted = new Set(topics.map((topic) => topic.topic));
  const rows = data
    .table<GroupRow>("group_sentiment")
    .filter((row) => row.dimension === dimension && row.value !== null && wanted.has(row.topic));
  const sizes = new Map<string, number>();
  for (const row of data.table<{
    topic: string;
    dimension: string;
    period: string;
    value: string;
    mentions: number;
  }>("breakdown"))
    if (row.dimension === dimension && row.period === "all" && wanted.has(row.topic))
      sizes.set(row.value, (sizes.get(row.value) ?? 0) + row.mentions);
  const values = [...new Set(rows.filter((row) => row.net !== null).map((row) => row.value ?? ""))]
    .sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0) || a.localeCompare(b))
    .slice(0, MOST);
  if (values.length < 2) return null;
  const show = (value: number) => text.signed(value * 100);
  const cell = (topic: TopicRow) => (row: Row) => {
    const found = rows.find((each) => each.topic === topic.topic && each.value === row["value"]);
    if (!found || found.net === null) return text.say("too-few");
    return [
      show(found.net),
      element("span", { class: "interval" }, showInterval(text, found.low, found.high, show)),
    ];
  };
  const apart = dimension === "language" ? values.filter((value) => !learnedNeutral(context, value)) : [];
  const comparable = rows.filter(({ value }) => values.includes(value ?? "") && !apart.includes(value ?? ""));
  const said = topics.map((topic) => contrast(context, topic, comparable)).filter((each) => each !== null);
  const finding = said.length > 0 ? said.join(" ") : text.say("groups.same");
  const columns = [
    {
      head: text.say(`groups.${dimension}`),
      cell: (row: Row) => dimensionName(context, dimension, String(row["value"])),
    },
    ...topics.map((topic) => ({ head: topic.label, number: true, cell: cell(topic) })),
  ];
  const list = text.list(apart.map((value) => dimensionName(context, dimension, value)));
  const note =
    dimension === "language" &&
    element(
      "p",
      { class: "chart-note" },
      text.say("groups.language-note"),
      apart.length > 0 && ` ${text.say("groups.neutral-note", { list })}`,
    );
  return element(
    "div",
    {},
    element("p", { class: "finding" }, finding),
    dataTable(
      context,
      text.say("groups.caption"),
      columns,
      values.map((value): Row => ({ value })),
      "group_sentiment",
    ),
    note,
  );
}
