import { element, join, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { dataTable } from "./data-tables.ts";
import { showInterval } from "./numbers.ts";
import type { PageContext } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";

const MOST = 10;
/** Terms that name a theme; so many more are told. */
const NAMING = 3;
const TOLD = 9;

function termsOf(row: Row): string[] {
  try {
    const parsed: unknown = JSON.parse(String(row["terms"]));
    return Array.isArray(parsed) ? parsed.filter((term): term is string => typeof term === "string") : [];
  } catch {
    return [];
  }
}

/** A theme's central terms, and smaller the others. */
function themeCell(row: Row): Markup {
  const terms = termsOf(row);
  const others = terms.slice(NAMING, TOLD).join(", ");
  return join(
    element("b", {}, terms.slice(0, NAMING).join(", ")),
    others && element("span", { class: "interval" }, others),
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

/**
 * What the talk about a topic is made of: its themes with their terms, how many texts and people, and how favourable;
 * over the whole time where the table has that, else in the current period. Null where there are none.
 */
export function themesTable(context: PageContext, topic: TopicRow): Markup | null {
  const { data, text } = context;
  const own = data.table("themes").filter((row) => row["topic"] === topic.topic && termsOf(row).length > 1);
  const whole = own.filter((row) => row["period"] === "all");
  const period = data.current?.period ?? "";
  const rows = (whole.length > 0 ? whole : own.filter((row) => row["period"] === period))
    .toSorted((a, b) => Number(b["texts"]) - Number(a["texts"]))
    .slice(0, MOST);
  if (rows.length === 0) return null;
  const columns = [
    { head: text.say("themes.theme"), cell: themeCell },
    {
      head: text.say("themes.texts"),
      number: true,
      cell: (row: Row) => [
        text.number(Number(row["texts"])),
        element("span", { class: "interval" }, text.say("themes.authors", { n: Number(row["authors"]) })),
      ],
    },
    { head: text.say("net"), number: true, cell: (row: Row) => netCell(context, row) },
  ];
  const caption = text.say(whole.length > 0 ? "themes.caption" : "themes.caption.period", {
    label: topic.label,
    ...(whole.length > 0 ? {} : { period: text.period(period) }),
  });
  return dataTable(context, caption, columns, rows, "themes");
}
