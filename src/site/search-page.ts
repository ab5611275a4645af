import { element, type Markup } from "../../reports/components/markup.ts";
import { type BreakdownRow, dimensionName } from "./charts/breakdown.ts";
import { TERMS } from "./definitions.ts";
import { type PageContext, pageLink } from "./page-context.ts";
import { themeName, themeTerms } from "./themes.ts";

interface Entry {
  kind: "page" | "topic" | "definition" | "theme" | "term" | "period";
  label: string;
  detail: string;
  href: string;
  /** Other words that find it; not shown. */
  also: string;
}

/** Texts that the search needs in the browser. */
const TEXTS = ["search.count", "search.none", "search.similar", "search.stop", "search.all-texts"] as const;
/** So many periods in which a term came up are named. */
const PERIODS = 3;

function entries(context: PageContext): Entry[] {
  const { data, text } = context;
  const found: Entry[] = [];
  const add = (kind: Entry["kind"], label: string, detail: string, page: string, also = "") => {
    const href = pageLink(context, page);
    if (href) found.push({ kind, label, detail, href, also });
  };
  const others = (key: string) => (text.has(`search.also.${key}`) ? text.say(`search.also.${key}`) : "");
  for (const page of context.pages) {
    const [name, about] = [`page.${page}`, `search.about.${page}`];
    if (page === "404" || page === "search" || !text.has(name)) continue;
    const named = page === "places" ? placeNames(context) : page === "methods" ? languageNames(context) : "";
    const also = `${others(page)} ${named}`.trim();
    add("page", text.say(name), text.has(about) ? text.say(about) : "", page, also);
  }
  for (const topic of data.topics)
    add("topic", topic.label, text.say(`role.${topic.role}`), `topics/${topic.topic}`);
  for (const term of TERMS) {
    const words = text.say(`define.${term}.text`);
    add(
      "definition",
      text.say(`define.${term}.name`),
      words,
      `definitions#${term}`,
      others(`define.${term}`),
    );
  }
  for (const row of data.table("themes").filter(({ period }) => period === "all"))
    add(
      "theme",
      themeName(context, row),
      data.topic(String(row["topic"]))?.label ?? String(row["topic"]),
      "themes",
      themeTerms(row).join(" "),
    );
  for (const { term, topic, periods } of emergedTerms(context)) {
    const when = periods
      .slice(-PERIODS)
      .reverse()
      .map((period) => text.period(period));
    add("term", term, [data.topic(topic)?.label ?? topic, ...when].join(", "), `topics/${topic}`);
  }
  for (const { period, starts_on, ends_on } of data.periods.toReversed()) {
    if (![...data.figures.values()].some((figure) => figure.period === period)) continue;
    add("period", text.period(period), text.range(starts_on, ends_on), `figures#${period}`, period);
  }
  return found;
}

/** Names of the languages whose sentiment the page on methods accounts for. */
function languageNames({ data, text }: PageContext): string {
  const codes = data.table<{ language: string }>("languages").map(({ language }) => language);
  return [...new Set(codes)]
    .filter((code) => code !== "und")
    .map((code) => text.name("language", code))
    .sort()
    .join(" ");
}

/** Names of the languages, countries and channels that the study has. */
function placeNames(context: PageContext): string {
  const rows = context.data.table<BreakdownRow>("breakdown");
  const named = rows
    .filter(({ dimension, value, mentions }) => dimension !== "kind" && value && mentions !== null)
    .map(({ dimension, value }) => dimensionName(context, dimension, value));
  return [...new Set(named)].sort().join(" ");
}

/** Each emerging term of a topic once, with the periods in which it came up, oldest first. */
function emergedTerms({ data }: PageContext) {
  const found = new Map<string, { term: string; topic: string; periods: string[] }>();
  const order = new Map(data.periods.map(({ period }, place) => [period, place]));
  const rows = data.table<{ term: string; topic: string; period: string }>("emerging_terms");
  const inTime = rows.toSorted((a, b) => (order.get(a.period) ?? 0) - (order.get(b.period) ?? 0));
  for (const { term, topic, period } of inTime) {
    const key = JSON.stringify([topic, term]);
    const known = found.get(key);
    if (known) known.periods.push(period);
    else found.set(key, { term, topic, periods: [period] });
  }
  return found.values();
}

/** Everything that can be found, as a list that is complete without scripts and filtered by `components/search.ts`. */
export function searchPage(context: PageContext): Markup {
  const { text } = context;
  const messages = Object.fromEntries(TEXTS.map((key) => [key, text.messages[key]]));
  const feed = pageLink(context, "mentions");
  const settings = { language: text.language, messages, feed };
  return element(
    "section",
    { class: "site-search", "data-settings": JSON.stringify(settings) },
    element(
      "form",
      { role: "search" },
      element("label", { for: "search-words" }, text.say("search.label")),
      element("input", { type: "search", id: "search-words", name: "q", autocomplete: "off" }),
    ),
    element("p", { class: "search-count", role: "status" }),
    feed && element("p", {}, element("a", { class: "search-texts", href: feed, hidden: true })),
    element(
      "ul",
      { class: "search-list" },
      entries(context).map((entry) =>
        element(
          "li",
          { "data-also": entry.also || null },
          element("a", { href: entry.href }, entry.label),
          element("span", { class: "search-kind" }, text.say(`search.${entry.kind}`)),
          entry.detail && element("p", {}, entry.detail),
        ),
      ),
    ),
  );
}
