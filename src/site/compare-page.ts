import {
  COMPARED,
  type Compared,
  type ComparisonData,
  drawComparison,
  type Estimate,
} from "../../reports/components/comparison.ts";
import { element, type Markup } from "../../reports/components/markup.ts";
import { dataLink, type PageContext, pageLink } from "./page-context.ts";
import type { FigureRow } from "./report-data.ts";

/** Texts that the comparison needs in the browser. */
const TEXTS = [
  ..."compare.caption compare.difference compare.clear compare.unclear compare.no-interval compare.no-panel column.figure unit.points unit.percentage-points".split(
    " ",
  ),
  ..."interval.from-to too-few chart.data chart.definition chart.link".split(" "),
  ...COMPARED.map((metric) => `metric.${metric}`),
];

/** Digits that the page shows, and two more. */
const short = (value: number) => Math.round(value * 1e5) / 1e5;

function estimate(figure: FigureRow | undefined): Estimate | null {
  if (!figure || figure.value === null) return null;
  const bound = (value: number | null) => (value === null ? null : short(value));
  return [short(figure.value), bound(figure.low), bound(figure.high)];
}

/** The figures of all topics and periods, oldest period first. */
export function comparisonData(context: PageContext): ComparisonData {
  const { data, text } = context;
  const table = (prefix: (metric: Compared) => string) =>
    Object.fromEntries(
      COMPARED.map((metric) => [
        metric,
        data.topics.map(({ topic }) =>
          data.periods.map(({ period }) => estimate(data.figure(prefix(metric), topic, period))),
        ),
      ]),
    ) as unknown as ComparisonData["values"];
  return {
    topics: data.topics.map((row) => ({
      ...{ id: row.topic, label: row.label, colour: row.colour, category: row.category },
      inPanel: data.panel.includes(row),
    })),
    periods: data.periods.map(({ period }) => ({ id: period, label: text.period(period) })),
    values: table((metric) => metric),
    changes: table((metric) => `${metric}_change`),
    links: { data: dataLink(context, "figures.csv"), definitions: pageLink(context, "definitions") },
  };
}

function select(
  name: string,
  label: string,
  options: readonly { id: string; label: string }[],
  chosen: string,
) {
  return element(
    "label",
    {},
    element("span", {}, label),
    element(
      "select",
      { name },
      options.map((each) => element("option", { value: each.id, selected: each.id === chosen }, each.label)),
    ),
  );
}

/** Any two topics or periods side by side, with their difference; drawn anew in the browser as they are chosen. */
export function comparePage(context: PageContext): Markup | null {
  const { data, text } = context;
  if (data.topics.length === 0 || data.periods.length === 0 || data.figures.size === 0) return null;
  const compared = comparisonData(context);
  const periods = compared.periods.toReversed();
  const period = data.current ? data.periods.indexOf(data.current) : -1;
  const topic = (id: string | undefined) =>
    Math.max(
      0,
      compared.topics.findIndex((each) => each.id === id),
    );
  const a = { topic: 0, period };
  const b = { topic: topic(data.panel[1]?.topic ?? data.topics[1]?.topic), period };
  const side = (key: "a" | "b", at: { topic: number; period: number }) =>
    element(
      "fieldset",
      {},
      element("legend", {}, text.say(`compare.${key}`)),
      select(`topic-${key}`, text.say("column.topic"), compared.topics, compared.topics[at.topic]?.id ?? ""),
      select(`period-${key}`, text.say("feed.by.period"), periods, compared.periods[at.period]?.id ?? ""),
    );
  const messages = Object.fromEntries(TEXTS.map((key) => [key, text.messages[key]]));
  return element(
    "section",
    {
      class: "compare",
      "data-settings": JSON.stringify({ language: text.language, messages, data: compared }),
    },
    element("form", { class: "feed-filters" }, side("a", a), side("b", b)),
    element(
      "div",
      { class: "comparison-place", "aria-live": "polite" },
      drawComparison(compared, a, b, text),
    ),
    element("p", { class: "chart-note" }, text.say("compare.note")),
  );
}
