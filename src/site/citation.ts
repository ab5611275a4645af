import { element, join, type Markup } from "../../reports/components/markup.ts";
import { type PageContext, pageLink } from "./page-context.ts";

/** The period's place on the page of all figures, which every later build has too; null where there is none. */
export function editionLink(context: PageContext, place: string | undefined): string | null {
  return place === undefined ? null : pageLink(context, `figures#${place}`);
}

/** What a chart is about where its title names no period: the current one, the whole time, or these dates. */
export type Span = "current" | "whole" | readonly [from: string, to: string];

/** The period that a finding names; null where it names none or several. */
export function namedPeriod({ data, text }: PageContext, title: string): string | null {
  const named = data.periods.filter(({ period }) => title.includes(text.period(period)));
  return named.length === 1 ? (named[0]?.period ?? null) : null;
}

function spanText({ data, text }: PageContext, span: Span): string {
  const [first, last] = [data.periods[0], data.periods.at(-1)];
  if (span === "current" || !first || !last) return data.current ? text.period(data.current.period) : "–";
  if (span === "whole") return text.say("cite.whole", { range: text.range(first.starts_on, last.ends_on) });
  return text.range(...span);
}

/** Study, period, data, run and version: all that is needed to find a finding again. */
export function citation(context: PageContext, title: string, span: Span = "current"): string {
  const { data, text } = context;
  const { run } = data;
  const [first, last] = [data.periods[0], data.periods.at(-1)];
  const named = namedPeriod(context, title);
  return text.say("cite.text", {
    title: title.replace(/[.!?]$/, ""),
    study: run.study.siteTitle,
    period: named === null ? spanText(context, span) : text.period(named),
    range: first && last ? text.range(first.starts_on, last.ends_on) : "–",
    run: run.id,
    date: text.date(run.startedAt),
    version: run.versions.earshot,
  });
}

/** A chart as it is cited. */
interface Cited {
  id: string;
  title: string;
  span?: Span;
  figures?: readonly string[];
}

/**
 * How to cite a chart: its text with the period that it is about, a link that lasts (to that period's figures where they
 * have the chart's, else to the chart), and the references of the figures that it shows. Opened on demand.
 */
export function citeChart(
  context: PageContext,
  { id, title, span = "current", figures = [] }: Cited,
): Markup {
  const { data, text } = context;
  const known = figures.filter((each) => data.figures.get(each)?.value != null);
  const period = namedPeriod(context, title) ?? (span === "current" ? data.current?.period : undefined);
  const edition = known.some((each) => each.endsWith(`.${period}`)) ? editionLink(context, period) : null;
  const references = known.map((each, index) => {
    const href = editionLink(context, each);
    return join(index > 0 && ", ", href ? element("a", { href }, element("code", {}, each)) : each);
  });
  return element(
    "details",
    { class: "cite", "data-copy": text.say("cite.copy"), "data-copied": text.say("cite.copied") },
    element("summary", {}, text.say("chart.cite")),
    element("p", { class: "cite-text" }, citation(context, title, span)),
    element("p", {}, element("a", { href: edition ?? `#${id}`, class: "cite-link" }, text.say("cite.link"))),
    references.length > 0 && element("p", {}, `${text.say("cite.figures")}: `, references),
  );
}
