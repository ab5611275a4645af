import { element, join, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { channelName } from "./channel-name.ts";
import { dimensionName } from "./charts/breakdown.ts";
import { dataTable } from "./data-tables.ts";
import { dataLink, type PageContext } from "./page-context.ts";

const SORTS = ["time", "engagement", "reach"] as const;
const LABELS = ["negative", "neutral", "positive", "not_scored"] as const;
/** Texts that the list needs in the browser. */
const TEXTS = [
  "feed.count",
  "feed.loading",
  "feed.none",
  "feed.more",
  "feed.reposts",
  "feed.engagement",
  "feed.reach",
  "feed.open",
  "feed.no-text",
  "feed.searching",
  "feed.failed",
  ...LABELS.map((label) => `label.${label}`),
] as const;

/** The mentions feed: filters as a form, the list filled by `components/feed.ts` from `data/feed/`. */
export function feedPage(context: PageContext): Markup | null {
  const { data, text } = context;
  const feed = data.feed;
  if (!feed) return null;
  const names = (dimension: string, values: readonly string[]) =>
    values.map((value, index) => ({
      value,
      index,
      name: value === "" ? text.say("feed.unknown") : dimensionName(context, dimension, value),
    }));
  const select = (name: string, options: readonly { value: string; name: string }[], all: string | null) =>
    element(
      "label",
      {},
      element("span", {}, text.say(`feed.by.${name}`)),
      element(
        "select",
        { name },
        all && element("option", { value: "" }, all),
        options.map((option) => element("option", { value: option.value || "-" }, option.name)),
      ),
    );
  const every = text.say("feed.all");
  const sorted = (options: { value: string; name: string }[]) =>
    options.toSorted((a, b) => a.name.localeCompare(b.name, text.language));
  const topics = feed.topics.map((id) => ({ value: id, name: data.topic(id)?.label ?? id }));
  const form = element(
    "form",
    { class: "feed-filters", role: "search" },
    element(
      "label",
      { class: "feed-search" },
      element("span", {}, text.say("feed.search")),
      element("input", { type: "search", name: "q", autocomplete: "off" }),
    ),
    select("topic", topics, every),
    select(
      "sentiment",
      LABELS.map((label) => ({ value: label, name: text.say(`label.${label}`) })),
      every,
    ),
    select(
      "period",
      data.periods.toReversed().map((p) => ({ value: p.period, name: text.period(p.period) })),
      every,
    ),
    select("platform", sorted(names("platform", feed.platforms)), every),
    select("language", sorted(names("language", feed.languages)), every),
    select("country", sorted(names("country", feed.countries)), every),
    select("kind", names("kind", feed.kinds), every),
    select(
      "sort",
      SORTS.map((sort) => ({ value: sort, name: text.say(`feed.sort.${sort}`) })),
      null,
    ),
    element(
      "label",
      { class: "feed-check" },
      element("input", { type: "checkbox", name: "grouped", value: "1", checked: true }),
      element("span", {}, text.say("feed.grouped")),
    ),
  );
  const settings = {
    base: dataLink(context, "feed/"),
    language: text.language,
    periods: data.periods.map((p) => [p.period, p.starts_on, p.ends_on]),
    topics: Object.fromEntries(topics.map((topic) => [topic.value, topic.name])),
    names: {
      platforms: Object.fromEntries(feed.platforms.map((value) => [value, channelName(value)])),
      languages: Object.fromEntries(names("language", feed.languages).map((each) => [each.value, each.name])),
      countries: Object.fromEntries(names("country", feed.countries).map((each) => [each.value, each.name])),
      kinds: Object.fromEntries(names("kind", feed.kinds).map((each) => [each.value, each.name])),
    },
    messages: Object.fromEntries(TEXTS.map((key) => [key, text.messages[key]])),
    zone: data.run.study.timeZone,
  };
  return element(
    "section",
    { class: "feed", "data-settings": JSON.stringify(settings) },
    element("p", { class: "feed-scope" }, text.say(`feed.scope.${data.run.study.profile}`, { n: feed.rows })),
    form,
    element("p", { class: "feed-count", role: "status" }, text.say("feed.loading")),
    element("ol", { class: "feed-list" }),
    element("button", { type: "button", class: "feed-more", hidden: true }, text.say("feed.more")),
    element("noscript", {}, element("p", {}, text.say("feed.noscript"))),
  );
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
  return join(dataTable(context, text.say("feed.cells", { period }), columns, rows, "mention_cells"));
}
