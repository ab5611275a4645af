import { element, join, type Markup } from "../../reports/components/markup.ts";
import { CARE_METRICS } from "./care-figures.ts";
import { citation } from "./citation.ts";
import { figureInterval } from "./narrative.ts";
import { showValue, unitOf } from "./numbers.ts";
import type { PageContext } from "./page-context.ts";
import type { FigureRow, PeriodRow } from "./report-data.ts";

const METRICS = ["volume", "sov", "net", ...CARE_METRICS] as const;

/** What the figure was in the run before, where that was told and reads otherwise. */
function earlier({ data, text }: PageContext, figure: FigureRow): string | null {
  const revised = data.run.previous?.revised.find((row) => row.id === figure.id);
  if (!revised || revised.before === null || figure.value === null) return null;
  const [then, now] = [revised.before, figure.value].map((value) => showValue(text, value, unitOf(figure)));
  return then === now || then === undefined ? null : text.say("figures.before-run", { value: then });
}

function cell(context: PageContext, metric: string, topic: string, period: string): Markup {
  const figure = context.data.figure(metric, topic, period);
  if (!figure) return element("td", { class: "number" });
  const { id, value } = figure;
  const lacking = context.text.say(figure.withheld ? "withheld" : "too-few");
  const shown = value === null ? lacking : showValue(context.text, value, unitOf(figure));
  const small = (shown: string | null) => shown && element("span", { class: "interval" }, shown);
  return element(
    "td",
    { class: "number", id },
    element("data", { class: "figure", value: figure.value === null ? "" : String(figure.value) }, shown),
    value !== null && small(figureInterval(context, figure)),
    small(earlier(context, figure)),
    element("a", { class: "reference", href: `#${id}` }, id),
  );
}

function periodTable(context: PageContext, { period }: PeriodRow): Markup {
  const { data, text } = context;
  const topics = data.topics.filter(({ topic }) => METRICS.some((each) => data.figure(each, topic, period)));
  const caption = text.say("figures.caption", { period: text.period(period) });
  const metrics = METRICS.filter((each) => topics.some(({ topic }) => data.figure(each, topic, period)));
  const heads = [text.say("column.topic"), ...metrics.map((metric) => text.say(`metric.${metric}`))];
  return element(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": caption },
    element(
      "table",
      { class: "figures" },
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          heads.map((head, place) =>
            element("th", { scope: "col", class: place > 0 ? "number" : null }, head),
          ),
        ),
      ),
      element(
        "tbody",
        {},
        topics.map((topic) =>
          element(
            "tr",
            {},
            element(
              "th",
              { scope: "row" },
              element("span", { class: `topic c${topic.colour}` }, topic.label),
            ),
            metrics.map((metric) => cell(context, metric, topic.topic, period)),
          ),
        ),
      ),
    ),
  );
}

/** Every period's headline figures, the newest first, each period and figure under an id that later builds keep. */
export function figuresPage(context: PageContext): Markup | null {
  const { data, text } = context;
  const wanted = new Set([...data.figures.values()].map((figure) => figure.period));
  const periods = data.periods.filter(({ period }) => wanted.has(period)).toReversed();
  const [topic] = data.topics;
  if (periods.length === 0 || !topic) return null;
  const example = `volume.${topic.topic}.${data.current?.period ?? periods[0]?.period}`;
  return join(
    element("h2", { id: "cite" }, text.say("figures.cite")),
    element("p", {}, text.markup("figures.cite.text", { id: element("code", {}, example) })),
    element("blockquote", { class: "cite-text" }, citation(context, data.run.study.title)),
    periods.map((period) =>
      element(
        "section",
        { class: "edition", id: period.period },
        element(
          "h2",
          {},
          element("a", { class: "permalink", href: `#${period.period}` }, text.period(period.period)),
        ),
        element(
          "p",
          { class: "aside" },
          text.range(period.starts_on, period.ends_on),
          period.partial && ` · ${text.say("figures.partial")}`,
        ),
        periodTable(context, period),
      ),
    ),
  );
}
