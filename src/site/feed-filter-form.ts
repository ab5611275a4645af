import { type FeedIndex, LABELS } from "../../reports/components/feed-columns.ts";
import { SORTS } from "../../reports/components/feed-filter.ts";
import { element, type Markup } from "../../reports/components/markup.ts";
import { dimensionName } from "./charts/breakdown.ts";
import type { PageContext } from "./page-context.ts";

/** So few entries are read through: then only what the table of counts follows too can be chosen. */
const FEW = 5;

interface Option {
  value: string;
  name: string;
}

/** How a value of a dimension is called; the empty one stands for what is not known. */
export function optionName(context: PageContext, dimension: string, value: string): string {
  return value === "" ? context.text.say("feed.unknown") : dimensionName(context, dimension, value);
}

/** The filters of the feed as a form; `components/feed-form.ts` reads it and writes counts behind the options. */
export function filterForm(context: PageContext, feed: FeedIndex): Markup {
  const { data, text } = context;
  const every = text.say("feed.all");
  const values = (dimension: string, of: readonly string[]) =>
    of.map((value) => ({ value, name: optionName(context, dimension, value) }));
  const byName = (options: Option[]) =>
    options.toSorted((a, b) => a.name.localeCompare(b.name, text.language));
  const select = (name: string, options: readonly Option[], all: string | null) =>
    element(
      "label",
      {},
      element("span", {}, text.say(`feed.by.${name}`)),
      element(
        "select",
        { name, autocomplete: "off" },
        all && element("option", { value: "" }, all),
        options.map((option) => element("option", { value: option.value || "-" }, option.name)),
      ),
    );
  const topics = feed.topics.map((id) => ({ value: id, name: data.topic(id)?.label ?? id }));
  const labels = LABELS.map((label) => ({ value: label, name: text.say(`label.${label}`) }));
  const periods = data.periods.toReversed().map((p) => ({ value: p.period, name: text.period(p.period) }));
  const sorts = SORTS.map((sort) => ({ value: sort, name: text.say(`feed.sort.${sort}`) }));
  const many = feed.rows > FEW;
  return element(
    "form",
    { class: "feed-filters", role: "search" },
    many && searchField(context),
    select("topic", topics, every),
    select("sentiment", labels, every),
    select("period", periods, every),
    select("platform", byName(values("platform", feed.platforms)), every),
    select("language", byName(values("language", feed.languages)), every),
    many && select("country", byName(values("country", feed.countries)), every),
    many && select("kind", values("kind", feed.kinds), every),
    many && select("sort", sorts, null),
    many && grouping(text.say("feed.grouped")),
    element("button", { type: "reset", class: "feed-clear", disabled: true }, text.say("feed.clear")),
  );
}

const grouping = (label: string) =>
  element(
    "label",
    { class: "feed-check" },
    element("input", { type: "checkbox", name: "grouped", value: "1", checked: true, autocomplete: "off" }),
    element("span", {}, label),
  );

function searchField({ text }: PageContext): Markup {
  const hint = "feed-search-hint";
  return element(
    "div",
    { class: "feed-search" },
    element(
      "label",
      {},
      element("span", {}, text.say("feed.search")),
      element("input", { type: "search", name: "q", autocomplete: "off", "aria-describedby": hint }),
    ),
    element("p", { id: hint, class: "feed-hint" }, text.say("feed.search-hint")),
  );
}
