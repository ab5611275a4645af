import { drawIntervalRows, type IntervalRow } from "./interval-rows.ts";
import { element, type Markup } from "./markup.ts";
import { niceCeiling } from "./scale.ts";
import type { Text } from "./text.ts";

export const COMPARED = ["volume", "sov", "net"] as const;
export type Compared = (typeof COMPARED)[number];

/** Value, lower and upper bound; bounds null where there is no interval. */
export type Estimate = readonly [number, number | null, number | null];

/** All that can be compared; lists by place of topic, then of period. */
export interface ComparisonData {
  /** `inPanel`: whether shares of voice compare it. */
  topics: readonly { id: string; label: string; colour: number; category: string; inPanel?: boolean }[];
  periods: readonly { id: string; label: string }[];
  values: Readonly<Record<Compared, readonly (readonly (Estimate | null)[])[]>>;
  /** Difference from the period before, its interval computed author by author. */
  changes: Readonly<Record<Compared, readonly (readonly (Estimate | null)[])[]>>;
  /** Addresses of the data behind it and of its definitions, relative to the page. */
  links: { data: string; definitions: string | null };
}

const DEFINED = { sov: "share-of-voice", net: "net-sentiment" } as const;

/** Places of a topic and a period. */
export interface Side {
  topic: number;
  period: number;
}

const estimateOf = (data: ComparisonData, metric: Compared, { topic, period }: Side) =>
  data.values[metric][topic]?.[period] ?? null;

const negated = ([value, low, high]: Estimate): Estimate => [
  0 - value,
  high === null ? null : 0 - high,
  low === null ? null : 0 - low,
];

/**
 * First less second. From one period to the next of one topic: the change as it was computed, author by author. Else
 * the half-widths of the two intervals are added, which holds at least 95 % however the two hang together. Null where
 * either is unknown, or shares are of different panels.
 */
export function differenceOf(data: ComparisonData, metric: Compared, a: Side, b: Side): Estimate | null {
  const [first, second] = [estimateOf(data, metric, a), estimateOf(data, metric, b)];
  if (!first || !second) return null;
  if (a.topic === b.topic && a.period === b.period) return null;
  if (metric === "sov" && data.topics[a.topic]?.category !== data.topics[b.topic]?.category) return null;
  if (a.topic === b.topic && Math.abs(a.period - b.period) === 1) {
    const change = data.changes[metric][a.topic]?.[Math.max(a.period, b.period)] ?? null;
    if (change) return a.period > b.period ? change : negated(change);
  }
  const value = first[0] - second[0];
  if (first[1] === null || first[2] === null || second[1] === null || second[2] === null)
    return [value, null, null];
  const down = first[0] - first[1] + (second[2] - second[0]);
  const up = first[2] - first[0] + (second[0] - second[1]);
  return [value, value - down, value + up];
}

function show(text: Text, metric: Compared, value: number): string {
  if (metric === "volume") return text.number(value);
  return metric === "sov" ? text.percent(value) : text.signed(value * 100);
}

function showEstimate(text: Text, metric: Compared, estimate: Estimate | null): string {
  if (!estimate) return text.say("too-few");
  const [value, low, high] = estimate;
  if (low === null || high === null) return show(text, metric, value);
  const bounds = { low: show(text, metric, low), high: show(text, metric, high) };
  return `${show(text, metric, value)} (${text.say("interval.from-to", bounds)})`;
}

/** A difference in words: signed, its interval, and whether it is clear. */
export function showDifference(text: Text, metric: Compared, estimate: Estimate | null): string {
  if (!estimate) return "–";
  const points = (value: number) =>
    metric === "volume" ? text.signed(value) : text.signed(value * 100, metric === "sov" ? 1 : 0);
  const [value, low, high] = estimate;
  const shown =
    metric === "volume"
      ? points(value)
      : text.say(metric === "sov" ? "unit.percentage-points" : "unit.points", {
          n: points(value),
          count: Math.abs(Number((value * 100).toFixed(metric === "sov" ? 1 : 0))),
        });
  if (low === null || high === null) return `${shown} (${text.say("compare.no-interval")})`;
  const verdict = low > 0 || high < 0 ? "compare.clear" : "compare.unclear";
  const interval = text.say("interval.from-to", { low: points(low), high: points(high) });
  return `${shown} (${interval}): ${text.say(verdict)}`;
}

/** A side's value; of a share of voice that nobody measures, so. */
function showSide(text: Text, data: ComparisonData, metric: Compared, side: Side): string {
  const estimate = estimateOf(data, metric, side);
  const isMeasured = metric !== "sov" || data.topics[side.topic]?.inPanel !== false;
  return estimate || isMeasured ? showEstimate(text, metric, estimate) : text.say("compare.no-panel");
}

const nameOf = (data: ComparisonData, side: Side) =>
  `${data.topics[side.topic]?.label ?? ""}, ${data.periods[side.period]?.label ?? ""}`;

function chart(
  data: ComparisonData,
  metric: "sov" | "net",
  sides: readonly Side[],
  text: Text,
): Markup | null {
  const id = `compare-${metric}`;
  const rows = sides.map((side): IntervalRow => {
    const estimate = estimateOf(data, metric, side);
    return {
      label: data.topics[side.topic]?.label ?? "",
      detail: data.periods[side.period]?.label ?? "",
      colour: data.topics[side.topic]?.colour ?? 7,
      value: estimate?.[0] ?? null,
      low: estimate?.[1] ?? null,
      high: estimate?.[2] ?? null,
      previous: null,
      text: showSide(text, data, metric, side),
    };
  });
  if (rows.every((row) => row.value === null)) return null;
  const bounds = rows.flatMap((row) => [row.value ?? 0, row.low ?? 0, row.high ?? 0]);
  const low = metric === "sov" ? 0 : -niceCeiling(-Math.min(-0.1, ...bounds));
  const domain = [low, niceCeiling(Math.max(0.1, ...bounds))] as const;
  const tick = (value: number) => (metric === "sov" ? text.percent(value, 0) : text.signed(value * 100));
  const alternative = rows.map((row) => `${row.label}, ${row.detail}: ${row.text}`).join("; ");
  const draw = (width: number) => drawIntervalRows({ rows, domain, tick }, width);
  return element(
    "figure",
    { class: "chart", id, "aria-labelledby": `${id}-title` },
    element(
      "figcaption",
      {},
      element("h3", { id: `${id}-title`, class: "chart-title" }, text.say(`metric.${metric}`)),
    ),
    element(
      "div",
      { class: "plot", role: "img", "aria-label": alternative },
      element("div", { class: "wide" }, draw(760)),
      element("div", { class: "narrow" }, draw(340)),
    ),
    links(data, metric, id, sides, text),
  );
}

/** To the data, the definition, and to just this comparison. */
function links(
  { links: to, topics, periods }: ComparisonData,
  metric: "sov" | "net",
  id: string,
  sides: readonly Side[],
  text: Text,
): Markup {
  const chosen = sides.flatMap((side, place) => [
    [`topic-${"ab"[place]}`, topics[side.topic]?.id ?? ""],
    [`period-${"ab"[place]}`, periods[side.period]?.id ?? ""],
  ]);
  const definition = to.definitions && `${to.definitions}#${DEFINED[metric]}`;
  return element(
    "p",
    { class: "chart-links" },
    element("a", { href: to.data, download: "figures.csv" }, text.say("chart.data")),
    definition && element("a", { href: definition }, text.say("chart.definition")),
    element(
      "a",
      { href: `?${new URLSearchParams(chosen)}#${id}`, class: "permalink" },
      text.say("chart.link"),
    ),
  );
}

/** Two topics or periods side by side: a table with their difference, and their intervals drawn. */
export function drawComparison(data: ComparisonData, a: Side, b: Side, text: Text): Markup {
  const head = (label: string) => element("th", { scope: "col", class: "number" }, label);
  const cell = (shown: string) => element("td", { class: "number" }, shown);
  const table = element(
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
        head(nameOf(data, a)),
        head(nameOf(data, b)),
        head(text.say("compare.difference")),
      ),
    ),
    element(
      "tbody",
      {},
      COMPARED.map((metric) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, text.say(`metric.${metric}`)),
          cell(showSide(text, data, metric, a)),
          cell(showSide(text, data, metric, b)),
          cell(showDifference(text, metric, differenceOf(data, metric, a, b))),
        ),
      ),
    ),
  );
  const region = {
    class: "table-scroll",
    tabindex: 0,
    role: "region",
    "aria-label": text.say("compare.caption"),
  };
  return element(
    "div",
    { class: "comparison" },
    element("div", region, table),
    chart(data, "sov", [a, b], text),
    chart(data, "net", [a, b], text),
  );
}
