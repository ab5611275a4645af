import { element, join, type Markup } from "../../reports/components/markup.ts";
import { type PageContext, pageLink } from "./page-context.ts";

/** The period's place on the page of all figures, which every later build has too; null where there is none. */
export function editionLink(context: PageContext, place: string | undefined): string | null {
  return place === undefined ? null : pageLink(context, `figures#${place}`);
}

/** Study, period, data, run and version: all that is needed to find a finding again. */
export function citation({ data, text }: PageContext, title: string): string {
  const { run, current } = data;
  const [first, last] = [data.periods[0], data.periods.at(-1)];
  return text.say("cite.text", {
    title: title.replace(/[.!?]$/, ""),
    study: run.study.siteTitle,
    period: current ? text.period(current.period) : "–",
    range: first && last ? text.range(first.starts_on, last.ends_on) : "–",
    run: run.id,
    date: text.date(run.startedAt),
    version: run.versions.earshot,
  });
}

/** How to cite a chart: its text, a link that lasts, and the references of the figures it shows. Opened on demand. */
export function citeChart(context: PageContext, title: string, figures: readonly string[]): Markup {
  const { data, text } = context;
  const edition = editionLink(context, data.current?.period);
  const known = figures.filter((id) => data.figures.get(id)?.value != null);
  const references = known.map((id, index) => {
    const href = editionLink(context, id);
    return join(index > 0 && ", ", href ? element("a", { href }, element("code", {}, id)) : id);
  });
  return element(
    "details",
    { class: "cite", "data-copy": text.say("cite.copy"), "data-copied": text.say("cite.copied") },
    element("summary", {}, text.say("chart.cite")),
    element("p", { class: "cite-text" }, citation(context, title)),
    edition && element("p", {}, element("a", { href: edition, class: "cite-link" }, text.say("cite.link"))),
    references.length > 0 && element("p", {}, `${text.say("cite.figures")}: `, references),
  );
}
