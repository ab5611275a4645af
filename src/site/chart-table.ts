import { type ChartValues, Drawing } from "../../reports/components/drawing.ts";
import { element, join, type Markup } from "../../reports/components/markup.ts";
import type { Text } from "../../reports/components/text.ts";
import type { PageContext } from "./page-context.ts";

/** Rows of a table at most: the newest days of a long study; all of them are in the data file. */
const MOST_ROWS = 400;

/** The values of a drawing; a chart without them is a mistake of who drew it. */
export function valuesOf(drawn: Markup, chart: string): ChartValues {
  if (drawn instanceof Drawing) return drawn.values;
  throw new TypeError(`the chart ${chart} has no values for its table`);
}

const headsOf = (text: Text, { heads }: ChartValues) =>
  heads.map((head) => (typeof head === "string" ? head : text.say(head.say)));

/** The values of a chart as a table, in a region of its own that scrolls by keyboard too. */
export function valuesTable({ text }: PageContext, caption: string, values: ChartValues): Markup {
  const heads = headsOf(text, values);
  const shown = values.rows.slice(0, MOST_ROWS);
  const head = (label: string, place: number) =>
    element("th", { scope: "col", class: place > 0 ? "number" : null }, label);
  const table = element(
    "table",
    {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, heads.map(head))),
    element(
      "tbody",
      {},
      shown.map(([name = "", ...cells]) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, name),
          cells.map((cell) => element("td", { class: "number" }, cell)),
        ),
      ),
    ),
  );
  const region = { class: "table-scroll", tabindex: 0, role: "region", "aria-label": caption };
  return join(
    element("div", region, table),
    shown.length < values.rows.length &&
      element("p", { class: "chart-note" }, text.say("values.newest", { n: shown.length })),
  );
}

/** A cell of a CSV file, quoted; what a spreadsheet would run as a formula gets an apostrophe in front. */
const csvCell = (cell: string) =>
  `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`;

/** The values as the address of a CSV file inside the page, for charts whose table is not published. */
export function csvAddress(text: Text, values: ChartValues): string {
  const lines = [headsOf(text, values), ...values.rows].map((row) => row.map(csvCell).join(","));
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`${lines.join("\r\n")}\r\n`)}`;
}
