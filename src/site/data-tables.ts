import { type Child, element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { dataLink, type PageContext } from "./page-context.ts";

export interface Column {
  head: string;
  number?: boolean;
  cell(row: Row): Child;
}

/** A table with caption, scrollable on small screens, with a link to its data where it is published. */
export function dataTable(
  context: PageContext,
  caption: string,
  columns: readonly Column[],
  rows: readonly Row[],
  published?: string,
): Markup {
  const table = element(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": caption },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          columns.map((column) =>
            element("th", { scope: "col", class: column.number ? "number" : null }, column.head),
          ),
        ),
      ),
      element(
        "tbody",
        {},
        rows.map((row) =>
          element(
            "tr",
            {},
            columns.map((column) =>
              element("td", { class: column.number ? "number" : null }, column.cell(row)),
            ),
          ),
        ),
      ),
    ),
  );
  if (!published) return table;
  return element(
    "div",
    { class: "with-data" },
    table,
    element(
      "p",
      { class: "chart-links" },
      element(
        "a",
        { href: dataLink(context, `${published}.csv`), download: `${published}.csv` },
        context.text.say("chart.data"),
      ),
    ),
  );
}
