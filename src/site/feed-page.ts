import type { FeedSettings } from "../../reports/components/feed.ts";
import type { CellsSettings } from "../../reports/components/feed-cells.ts";
import { type FeedIndex, LABELS } from "../../reports/components/feed-columns.ts";
import { feedItem, timeFormat } from "../../reports/components/feed-item.ts";
import { element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { channelName } from "./channel-name.ts";
import { dimensionName } from "./charts/breakdown.ts";
import { dataTable } from "./data-tables.ts";
import { filterForm, optionName } from "./feed-filter-form.ts";
import { dataLink, type PageContext } from "./page-context.ts";

/** Texts that the list needs in the browser. */
const TEXTS = [
  "feed.count",
  "feed.count-grouped",
  "feed.none",
  "feed.drop",
  "feed.drop-none",
  "quote",
  "feed.more",
  "feed.reposts",
  "feed.engagement",
  "feed.reach",
  "feed.open",
  "feed.towards",
  "feed.no-text",
  "feed.whole",
  "feed.behind",
  "feed.searching",
  "feed.failed",
  ...LABELS.map((label) => `label.${label}`),
] as const;

/** The mentions feed: filters as a form, the newest mentions as they stand, the rest by `components/feed.ts`. */
export function feedPage(context: PageContext): Markup | null {
  const { data, text } = context;
  const feed = data.feed;
  if (!feed) return null;
  const settings = feedSettings(context, feed);
  const { language, zone, topics, names } = settings;
  const look = { text, index: feed, topics, names, time: timeFormat(language, zone) };
  const total = feed.entries;
  const first = feed.first.map(({ number, row, text: shown, behind }, place) =>
    feedItem(look, row, shown, { number, position: place + 1, total, behind }),
  );
  const count =
    total === feed.rows
      ? text.say("feed.count", { n: total })
      : text.say("feed.count-grouped", { n: feed.rows, entries: total });
  return element(
    "section",
    { class: "feed", "data-settings": JSON.stringify(settings) },
    element("p", { class: "feed-scope" }, text.say(`feed.scope.${data.run.study.profile}`, { n: feed.rows })),
    filterForm(context, feed),
    element("noscript", {}, element("p", {}, text.say("feed.noscript"))),
    element("p", { class: "feed-count", role: "status" }, count),
    element("p", { class: "feed-drops" }),
    element("ol", { class: "feed-list" }, first),
    element("button", { type: "button", class: "feed-more", hidden: true }, text.say("feed.more")),
  );
}

function feedSettings(context: PageContext, feed: FeedIndex): FeedSettings {
  const { data, text } = context;
  const named = (dimension: string, values: readonly string[]) =>
    Object.fromEntries(values.map((value) => [value, optionName(context, dimension, value)]));
  return {
    base: dataLink(context, "feed/"),
    language: text.language,
    zone: data.run.study.timeZone,
    periods: data.periods.map((p) => [p.period, p.starts_on, p.ends_on]),
    topics: Object.fromEntries(feed.topics.map((id) => [id, data.topic(id)?.label ?? id])),
    names: {
      platforms: Object.fromEntries(feed.platforms.map((value) => [value, channelName(value)])),
      languages: named("language", feed.languages),
      countries: named("country", feed.countries),
      kinds: named("kind", feed.kinds),
    },
    messages: Object.fromEntries(TEXTS.map((key) => [key, text.messages[key] ?? ""])),
  };
}

/** Counts of the current period by topic, channel, language and sentiment: what stands for the texts that are not shown. */
export function cellsTable(context: PageContext): Markup | null {
  const { data, text } = context;
  const rows = data
    .table("mention_cells")
    .filter((row) => row["period"] === data.current?.period && row["mentions"] !== null)
    .toSorted((a, b) => Number(b["mentions"]) - Number(a["mentions"]))
    .slice(0, 60);
  if (rows.length === 0) return null;
  const columns = [
    { head: text.say("column.topic"), cell: (row: Row) => data.topic(String(row["topic"]))?.label ?? "" },
    { head: text.say("feed.by.platform"), cell: (row: Row) => channelName(String(row["platform"] ?? "")) },
    {
      head: text.say("feed.by.language"),
      cell: (row: Row) => dimensionName(context, "language", String(row["language"] ?? "und")),
    },
    { head: text.say("feed.by.sentiment"), cell: (row: Row) => text.say(`label.${row["label"]}`) },
    {
      head: text.say("column.mentions"),
      number: true,
      cell: (row: Row) => text.number(Number(row["mentions"])),
    },
    {
      head: text.say("audience.authors"),
      number: true,
      cell: (row: Row) => text.number(Number(row["authors"])),
    },
  ];
  const period = text.period(data.current?.period ?? "");
  const table = dataTable(context, text.say("feed.cells", { period }), columns, rows, "mention_cells");
  const settings = JSON.stringify(cellsSettings(context));
  return element("div", { class: "feed-cells", "data-settings": settings }, table);
}

/** What `components/feed-cells.ts` needs to let the table follow the feed's filters. */
function cellsSettings(context: PageContext): CellsSettings {
  const { data, text } = context;
  const cells = data.table("mention_cells");
  const named = (column: string, name: (value: string) => string) =>
    Object.fromEntries(cells.map((row) => String(row[column] ?? "")).map((value) => [value, name(value)]));
  return {
    address: dataLink(context, "mention_cells.csv"),
    language: text.language,
    period: data.current?.period ?? "",
    names: {
      topic: named("topic", (value) => data.topic(value)?.label ?? ""),
      platform: named("platform", channelName),
      language: named("language", (value) => dimensionName(context, "language", value || "und")),
      sentiment: Object.fromEntries(LABELS.map((label) => [label, text.say(`label.${label}`)])),
    },
    messages: Object.fromEntries(
      ["feed.cells", "feed.none", "period.week", "period.quarter"].map((key) => [
        key,
        text.messages[key] ?? "",
      ]),
    ),
  };
}
