import { element, join, type Markup } from "../../reports/components/markup.ts";
import { drawSparkline } from "../../reports/components/sparkline.ts";
import { changeClause, figureInterval, figureMarkup } from "./narrative.ts";
import { direction } from "./numbers.ts";
import { type PageContext, pageLink } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";

const METRICS = ["volume", "sov", "net"] as const;
const PAGES = { volume: "trends", sov: "share-of-voice", net: "sentiment" } as const;

/** The headline numbers of a topic: value, interval, change on the period before, and the course so far. */
export function headlineCards(context: PageContext, topic: TopicRow): Markup {
  const cards = METRICS.map((metric) => card(context, topic, metric)).filter((each) => each !== null);
  return cards.length > 0 ? element("div", { class: "cards" }, cards) : join();
}

function card(context: PageContext, topic: TopicRow, metric: (typeof METRICS)[number]): Markup | null {
  const { data, text } = context;
  const period = data.current?.period;
  const figure = data.figure(metric, topic.topic, period);
  if (!figure) return null;
  const change = data.figure(`${metric}_change`, topic.topic, period);
  const interval = figureInterval(context, figure);
  const complete = data.periods.slice(0, data.current ? data.periods.indexOf(data.current) + 1 : undefined);
  const series = complete.map((each) => data.figure(metric, topic.topic, each.period)?.value ?? null);
  const page = pageLink(context, PAGES[metric]);
  const name = text.say(`metric.${metric}`);
  const denominator =
    figure.denominator !== null && metric !== "volume"
      ? text.say(metric === "net" ? "card.scored" : "card.of", { n: Math.round(figure.denominator) })
      : null;
  return element(
    "div",
    { class: "card" },
    element("p", { class: "card-name" }, page ? element("a", { href: page }, name) : name),
    element("p", { class: "card-value" }, figureMarkup(context, figure)),
    element(
      "p",
      { class: "card-interval" },
      [interval && text.say("card.interval", { interval }), denominator].filter(Boolean).join(" · "),
    ),
    element(
      "p",
      { class: `card-change ${direction(change)}` },
      changeClause(context, change, "card.change") ?? text.say("change.none"),
    ),
    series.filter((value) => value !== null).length > 2 && drawSparkline(series, topic.colour),
  );
}

/** All topics of the panel in one table: the current period's numbers with intervals and changes. */
export function panelTable(context: PageContext): Markup | null {
  const { data, text } = context;
  const period = data.current?.period;
  const topics = data.panel.filter((topic) => data.figure("volume", topic.topic, period));
  if (topics.length === 0) return null;
  const metrics = METRICS.filter((metric) =>
    topics.some((topic) => data.figure(metric, topic.topic, period)),
  );
  const cell = (metric: string, topic: TopicRow) => {
    const figure = data.figure(metric, topic.topic, period);
    if (!figure) return element("td", {});
    const interval = figureInterval(context, figure);
    return element(
      "td",
      { class: "number" },
      figureMarkup(context, figure),
      interval && element("span", { class: "interval" }, interval),
    );
  };
  const changeCell = (metric: string, topic: TopicRow) => {
    const change = data.figure(`${metric}_change`, topic.topic, period);
    if (!change || change.value === null) return element("td", { class: "number muted" }, "–");
    const found = direction(change);
    const interval = figureInterval(context, change);
    return element(
      "td",
      { class: `number ${found}` },
      figureMarkup(context, change),
      found === "unclear" && element("span", { class: "interval" }, text.say("change.not-clear")),
      element("span", { class: "interval" }, interval),
    );
  };
  const heads = ["topic", ...metrics.flatMap((metric) => [metric, "change"])].map((key, index) =>
    element("th", { scope: "col", class: index > 0 ? "number" : "" }, text.say(`column.${key}`)),
  );
  const rows = topics.map((topic) => {
    const link = pageLink(context, `topics/${topic.topic}`);
    return element(
      "tr",
      {},
      element(
        "th",
        { scope: "row", class: `topic c${topic.colour}` },
        link ? element("a", { href: link }, topic.label) : topic.label,
      ),
      ...metrics.flatMap((metric) => [cell(metric, topic), changeCell(metric, topic)]),
    );
  });
  return element(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": text.say("table.panel") },
    element(
      "table",
      { class: "panel" },
      element("caption", {}, text.say("table.panel.caption", { period: text.period(period ?? "") })),
      element("thead", {}, element("tr", {}, heads)),
      element("tbody", {}, rows),
    ),
  );
}
