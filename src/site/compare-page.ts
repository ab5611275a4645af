import { element, type Markup } from "../../reports/components/markup.ts";
import { figureInterval, figureMarkup } from "./narrative.ts";
import type { PageContext } from "./page-context.ts";

const METRICS = ["volume", "sov", "net"] as const;

/** Any two topics or periods side by side; filled in the browser by `components/compare.ts` from the figures here. */
export function comparePage(context: PageContext): Markup | null {
  const { data, text } = context;
  const periods = data.periods.toReversed();
  if (data.topics.length === 0 || periods.length === 0 || data.figures.size === 0) return null;
  const cells: Record<string, string[]> = {};
  for (const topic of data.topics) {
    for (const period of periods) {
      cells[`${topic.topic}.${period.period}`] = METRICS.map((metric) => {
        const figure = data.figure(metric, topic.topic, period.period);
        if (!figure) return "–";
        const value = figureMarkup(context, figure).text.replace(/<[^>]*>/g, "");
        const interval = figureInterval(context, figure);
        return interval ? `${value} (${interval})` : value;
      });
    }
  }
  const select = (
    name: string,
    label: string,
    options: readonly (readonly [string, string])[],
    chosen: string,
  ) =>
    element(
      "label",
      {},
      element("span", {}, label),
      element(
        "select",
        { name },
        options.map(([value, shown]) => element("option", { value, selected: value === chosen }, shown)),
      ),
    );
  const topics = data.topics.map((topic) => [topic.topic, topic.label] as const);
  const times = periods.map((period) => [period.period, text.period(period.period)] as const);
  const current = data.current?.period ?? "";
  const side = (key: "a" | "b", topic: string) =>
    element(
      "fieldset",
      {},
      element("legend", {}, text.say(`compare.${key}`)),
      select(`topic-${key}`, text.say("column.topic"), topics, topic),
      select(`period-${key}`, text.say("feed.by.period"), times, current),
    );
  const first = data.topics[0]?.topic ?? "";
  const second = data.panel[1]?.topic ?? data.topics[1]?.topic ?? first;
  const shown = (topic: string) => cells[`${topic}.${current}`] ?? [];
  return element(
    "section",
    { class: "compare", "data-cells": JSON.stringify(cells) },
    element("form", { class: "feed-filters" }, side("a", first), side("b", second)),
    element(
      "div",
      { class: "table-scroll", tabindex: 0, role: "region", "aria-label": text.say("compare.caption") },
      element(
        "table",
        {},
        element("caption", {}, text.say("compare.caption")),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("th", { scope: "col" }, text.say("column.figure")),
            element(
              "th",
              { scope: "col", class: "number", "data-head": "a" },
              data.topic(first)?.label ?? "",
            ),
            element(
              "th",
              { scope: "col", class: "number", "data-head": "b" },
              data.topic(second)?.label ?? "",
            ),
          ),
        ),
        element(
          "tbody",
          {},
          METRICS.map((metric, row) =>
            element(
              "tr",
              {},
              element("th", { scope: "row" }, text.say(`metric.${metric}`)),
              element("td", { class: "number", "data-cell": `a${row}` }, shown(first)[row] ?? "–"),
              element("td", { class: "number", "data-cell": `b${row}` }, shown(second)[row] ?? "–"),
            ),
          ),
        ),
      ),
    ),
    element("p", { class: "chart-note" }, text.say("compare.note")),
  );
}
