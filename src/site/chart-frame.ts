import { element, join, type Markup } from "../../reports/components/markup.ts";
import { dataLink, type PageContext, pageLink, uniqueId } from "./page-context.ts";

export type View = "all" | "originals";

/** One chart as the page shows it, drawn for both widths and, where the data has it, for both views. */
export interface Chart {
  /** Wished id of the element; also the chart's permanent link. */
  id: string;
  /** What the chart shows, as a finding. */
  title: string;
  /** What is counted, in what unit, of what denominator. */
  subtitle: string;
  /** Interval, method and what is left out. */
  note: string;
  /** Says the same as the picture, for who cannot see it. */
  alternative: string;
  drawings: readonly { view: View | null; draw(width: number): Markup }[];
  /** Published table behind the chart. */
  table: string;
  /** Term on the definitions page. */
  definition: string;
  /** Further markup under the chart: explanations of numbered marks. */
  below?: Markup;
}

export const WIDE = 760;
export const NARROW = 340;

/** The chart as a figure element: title, picture twice (wide and narrow), note, links to data, definition and itself. */
export function frameChart(chart: Chart, context: PageContext): Markup {
  const { text } = context;
  const id = uniqueId(context, chart.id);
  const definition = pageLink(context, `definitions#${chart.definition}`);
  const drawings = chart.drawings.map(({ view, draw }) =>
    element(
      "div",
      { class: view ? `view view-${view}` : "view" },
      element("div", { class: "wide" }, draw(WIDE)),
      element("div", { class: "narrow" }, draw(NARROW)),
    ),
  );
  return element(
    "figure",
    { class: "chart", id, "aria-labelledby": `${id}-title` },
    element(
      "figcaption",
      {},
      element("h3", { id: `${id}-title`, class: "chart-title" }, chart.title),
      element("p", { class: "chart-subtitle" }, chart.subtitle),
    ),
    element("div", { class: "plot", role: "img", "aria-label": chart.alternative }, drawings),
    chart.below,
    element("p", { class: "chart-note" }, chart.note),
    element(
      "p",
      { class: "chart-links" },
      element(
        "a",
        { href: dataLink(context, `${chart.table}.csv`), download: `${chart.table}.csv` },
        text.say("chart.data"),
      ),
      definition && element("a", { href: definition }, text.say("chart.definition")),
      element("a", { href: `#${id}`, class: "permalink" }, text.say("chart.link")),
    ),
  );
}

/** Several pieces one after the other. */
export function stack(pieces: readonly (Markup | null)[]): Markup {
  return join(...pieces);
}
