import { element, join, type Markup } from "../../reports/components/markup.ts";
import { csvAddress, valuesOf, valuesTable } from "./chart-table.ts";
import { citeChart, type Span } from "./citation.ts";
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
  /** Published table behind the chart; null: its own values. */
  table: string | null;
  /** Term on the definitions page. */
  definition: string | null;
  /** What it is about where its title names no period; the current period unless given. */
  span?: Span;
  /** Ids of the figures that it shows. */
  figures?: readonly string[];
  /** Further markup under the chart: explanations of numbered marks. */
  below?: Markup;
}

export const WIDE = 760;
export const NARROW = 340;

interface Drawn {
  view: View | null;
  wide: Markup;
  narrow: Markup;
}

/**
 * The chart as a figure element: title, picture twice (wide and narrow), note, the same as a table, links to data,
 * definition and itself, and how to cite it.
 */
export function frameChart(chart: Chart, context: PageContext): Markup {
  const id = uniqueId(context, chart.id);
  const drawn = chart.drawings.map(({ view, draw }) => ({ view, wide: draw(WIDE), narrow: draw(NARROW) }));
  const pictures = drawn.map(({ view, wide, narrow }) =>
    element(
      "div",
      { class: view ? `view view-${view}` : "view" },
      element("div", { class: "wide" }, wide),
      element("div", { class: "narrow" }, narrow),
    ),
  );
  return element(
    "figure",
    { class: "chart", id, "aria-labelledby": `${id}-title` },
    element(
      "figcaption",
      {},
      element("h3", { id: `${id}-title`, class: "chart-title" }, chart.title),
      chart.subtitle && element("p", { class: "chart-subtitle" }, chart.subtitle),
    ),
    element("div", { class: "plot", role: "img", "aria-label": chart.alternative }, pictures),
    chart.below,
    chart.note && element("p", { class: "chart-note" }, chart.note),
    chartTables(chart, drawn, context),
    chartLinks(chart, id, drawn, context),
    citeChart(context, { ...chart, id }),
  );
}

/** The values of each view, opened on demand. */
function chartTables(chart: Chart, drawn: readonly Drawn[], context: PageContext): Markup {
  return element(
    "details",
    { class: "chart-values" },
    element("summary", {}, context.text.say("chart.values")),
    drawn.map(({ view, wide }) =>
      element(
        "div",
        { class: view ? `view view-${view}` : "view" },
        valuesTable(context, chart.title, valuesOf(wide, chart.id)),
      ),
    ),
  );
}

function chartLinks(chart: Chart, id: string, drawn: readonly Drawn[], context: PageContext): Markup {
  const { text } = context;
  const [first] = drawn;
  const file = `${chart.table ?? id}.csv`;
  const own = () => first && csvAddress(text, valuesOf(first.wide, chart.id));
  const address = chart.table ? dataLink(context, file) : own();
  const definition = chart.definition && pageLink(context, `definitions#${chart.definition}`);
  return element(
    "p",
    { class: "chart-links" },
    element("a", { href: address, download: file }, text.say("chart.data")),
    definition && element("a", { href: definition }, text.say("chart.definition")),
    element("a", { href: `#${id}`, class: "permalink" }, text.say("chart.link")),
  );
}

/** Several pieces one after the other. */
export function stack(pieces: readonly (Markup | null)[]): Markup {
  return join(...pieces);
}
