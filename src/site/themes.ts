import { type Child, element, join, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import type { PeriodMove } from "./charts/period-shares.ts";
import { dataTable } from "./data-tables.ts";
import { showInterval } from "./numbers.ts";
import type { PageContext } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";
import { emojiName } from "./term-text.ts";
import { currentMoves, themeMoves, themeSeries } from "./theme-moves.ts";

const MOST = 10;
/** Terms that name a theme; so many more are told. */
const NAMING = 3;
const TOLD = 9;
/** Terms that two brands' themes must share to be the same talk. */
const SHARED = 2;
/** Letters of an example. */
const EXAMPLE = 160;

function parsed(terms: unknown): string[] {
  try {
    const found: unknown = JSON.parse(String(terms));
    return Array.isArray(found) ? found.filter((term): term is string => typeof term === "string") : [];
  } catch {
    return [];
  }
}

/** A theme's terms, hashtags first: people gave them as its name; then the central ones. */
export function themeTerms(row: Row): string[] {
  const terms = parsed(row["terms"]);
  const tags = terms.filter((term) => term.startsWith("#"));
  return [...tags, ...terms.filter((term) => !tags.includes(term))];
}

const spoken = ({ text }: PageContext, term: string) => {
  const name = emojiName(text, term);
  return name === null ? term : `${term} (${name})`;
};

/** What a theme is called: its first hashtag alone, else its three central terms. */
export function themeName(context: PageContext, row: Row): string {
  const terms = themeTerms(row);
  const [first = ""] = terms;
  const named = first.startsWith("#") ? [first] : terms.slice(0, NAMING);
  return named.map((term) => spoken(context, term)).join(", ");
}

/** Other brands whose themes share terms with this one. */
function brandsOf({ data }: PageContext, row: Row): string[] {
  const own = new Set(parsed(row["terms"]));
  return data.panel
    .filter((topic) => topic.topic !== row["topic"])
    .filter((topic) =>
      data
        .table("themes")
        .filter((other) => other["topic"] === topic.topic && other["period"] === row["period"])
        .some((other) => parsed(other["terms"]).filter((term) => own.has(term)).length >= SHARED),
    )
    .map((topic) => topic.label);
}

/** One word alone says little; a hashtag is a name. */
const isNamed = (row: Row) => themeTerms(row).length > 1 || themeTerms(row)[0]?.startsWith("#");

/** A theme's name, and smaller its other terms, the brands it is about too, and where it may be shown a text. */
function themeCell(context: PageContext, row: Row): Markup {
  const { text } = context;
  const terms = themeTerms(row);
  const naming = terms[0]?.startsWith("#") ? 1 : NAMING;
  const others = terms.slice(naming, TOLD).map((term) => spoken(context, term));
  const brands = brandsOf(context, row);
  const example = typeof row["example"] === "string" ? row["example"].replace(/\s+/g, " ") : "";
  const cut = [...example].length > EXAMPLE ? `${[...example].slice(0, EXAMPLE).join("")}…` : example;
  const small = (words: Child) => element("span", { class: "interval" }, words);
  return join(
    element("b", {}, themeName(context, row)),
    others.length > 0 && small(others.join(", ")),
    brands.length > 0 && small(text.say("themes.brands", { brands: text.list(brands) })),
    cut !== "" && small(text.say("quote", { text: cut })),
  );
}

function netCell({ text }: PageContext, row: Row) {
  const net = row["net"];
  if (typeof net !== "number") return text.say("too-few");
  const show = (value: number) => text.signed(value * 100);
  const bound = (name: string) => (typeof row[name] === "number" ? row[name] : null);
  return [
    show(net),
    element("span", { class: "interval" }, showInterval(text, bound("low"), bound("high"), show)),
  ];
}

/** The theme's share of the current period's texts, whether it moved since the period before, and the peak of one that rose. */
function changeCell(context: PageContext, topic: TopicRow, all: readonly PeriodMove[]) {
  const { data, text } = context;
  const moves = currentMoves(context, all);
  const risen = new Set(all.filter((move) => move.difference > 0).map((move) => move.series.label));
  const series = new Map(themeSeries(context, topic).map((each) => [each.label, each.values]));
  return (row: Row): Child => {
    const values = series.get(String(row["theme"]));
    const now = values?.get(data.current?.period ?? "");
    if (!now) return text.say(data.run.study.profile === "public" ? "withheld" : "too-few");
    if (now.value === null) return text.say("too-few");
    const show = (value: number) => text.percent(value, 0);
    const move = moves.get(String(row["theme"]));
    const before = values?.get(data.previous?.period ?? "")?.value ?? null;
    const said =
      before === null
        ? data.previous && text.say("change.none")
        : move
          ? text.say(move.difference > 0 ? "themes.up" : "themes.down", { before: show(before) })
          : text.say("themes.unclear", { before: show(before) });
    const [peak, most] = [...(values ?? [])].reduce<readonly [string, number]>(
      (found, [name, { value }]) => (value !== null && value > found[1] ? [name, value] : found),
      ["", now.value],
    );
    return [
      `${show(now.value)} (${showInterval(text, now.low, now.high, show) ?? ""})`,
      element("span", { class: "interval" }, said),
      peak !== "" &&
        risen.has(String(row["theme"])) &&
        element(
          "span",
          { class: "interval" },
          text.say("themes.peak", { share: show(most), period: text.period(peak) }),
        ),
    ];
  };
}

/**
 * What the talk about a topic is made of: its themes with their terms, how many texts and people, their share of the current
 * period with its change, and how favourable; over the whole time where the table has that, else in the current period.
 * Null where there are none.
 */
export function themesTable(context: PageContext, topic: TopicRow): Markup | null {
  const { data, text } = context;
  const own = data.table("themes").filter((row) => row["topic"] === topic.topic && isNamed(row));
  const whole = own.filter((row) => row["period"] === "all");
  const period = data.current?.period ?? "";
  const allMoves = themeMoves(context, topic);
  const moves = currentMoves(context, allMoves);
  const moved = (row: Row) => (moves.has(String(row["theme"])) ? 1 : 0);
  const rows = (whole.length > 0 ? whole : own.filter((row) => row["period"] === period))
    .toSorted((a, b) => moved(b) - moved(a) || Number(b["texts"]) - Number(a["texts"]))
    .slice(0, MOST);
  if (rows.length === 0) return null;
  const change = {
    head: text.say("themes.share", { period: text.period(period) }),
    number: true,
    cell: changeCell(context, topic, allMoves),
  };
  const columns = [
    { head: text.say("themes.theme"), cell: (row: Row) => themeCell(context, row) },
    {
      head: text.say("themes.texts"),
      number: true,
      cell: (row: Row) => [
        text.number(Number(row["texts"])),
        element("span", { class: "interval" }, text.say("themes.authors", { n: Number(row["authors"]) })),
      ],
    },
    ...(whole.length > 0 && data.has("theme_periods") ? [change] : []),
    { head: text.say("net"), number: true, cell: (row: Row) => netCell(context, row) },
  ];
  const caption = text.say(whole.length > 0 ? "themes.caption" : "themes.caption.period", {
    label: topic.label,
    ...(whole.length > 0 ? {} : { period: text.period(period) }),
  });
  return dataTable(context, caption, columns, rows, "themes");
}
