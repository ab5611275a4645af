import { element, join, type Markup } from "../../reports/components/markup.ts";
import { dayNumber, dayText } from "../../reports/components/scale.ts";
import { explainCause } from "./cause.ts";
import type { SpikeRow } from "./charts/volume-series.ts";
import { eventDate } from "./event-date.ts";
import { type Change, METRIC_NAMES, type Movement, movements, returnOf, UNITS } from "./movements.ts";
import { showChangeNumber } from "./narrative.ts";
import { showChange, showInterval, showValue } from "./numbers.ts";
import { type PageContext, pageLink } from "./page-context.ts";
import type { PeriodRow, TopicRow } from "./report-data.ts";
import { quotedTerm } from "./term-text.ts";

/** So many are told on a page; so many on the page of trends, which tells them all. */
const MOST = 6;
const ALL = 60;

/** One change in words: which figure, up or down by how much, to what, with the interval of the difference. */
function changeText(context: PageContext, change: Change): Markup {
  const { text } = context;
  const unit = UNITS[change.metric];
  const show = (value: number) => showChangeNumber(context, value, unit);
  return text.markup(change.difference > 0 ? "events.up" : "events.down", {
    metric: text.say(METRIC_NAMES[change.metric]),
    change: element("b", {}, showChange(text, Math.abs(change.difference), unit).replace(/^\+/, "")),
    value: element("b", {}, showValue(text, change.value, unit)),
    interval: showInterval(text, change.low, change.high, show) ?? "",
  });
}

/** New words of the topic in the period. */
function newWords({ data, text }: PageContext, movement: Movement): string | null {
  const terms = data
    .table<{ period: string; topic: string; term: string; z: number }>("emerging_terms")
    .filter((row) => row.period === movement.period && row.topic === movement.topic.topic)
    .toSorted((a, b) => b.z - a.z)
    .slice(0, 4)
    .map((row) => quotedTerm(text, row.term));
  return terms.length > 0 ? text.say("events.words", { terms: terms.join(", ") }) : null;
}

/** That the movement takes an earlier one back, where it does. */
function takenBack({ data, text }: PageContext, movement: Movement, all: readonly Movement[]): string | null {
  const found = returnOf(
    movement,
    all,
    data.periods.map((period) => period.period),
  );
  if (!found) return null;
  const { metric, before } = found.change;
  return text.say("events.return", {
    period: text.period(found.period),
    metric: text.say(METRIC_NAMES[metric]),
    before: showValue(text, before, UNITS[metric]),
  });
}

interface WarnedRow {
  period: string;
  topic: string;
  level: string;
  negative_share: number | null;
  baseline: number | null;
}

/** The early warning of the topic in the period, where there was one. */
function warned({ data, text }: PageContext, movement: Movement): string[] {
  return data
    .table<WarnedRow>("warnings")
    .filter((row) => row.period === movement.period && row.topic === movement.topic.topic)
    .filter((row) => ["act", "warn", "watch"].includes(row.level))
    .map((row) =>
      text.say("events.warning", {
        level: text.say(`warning.level.${row.level}`),
        share: text.percent(row.negative_share ?? 0, 0),
        usual: text.percent(row.baseline ?? 0, 0),
      }),
    );
}

/** Topics inside the topic that grew clearly in the same period. */
function inside({ text }: PageContext, movement: Movement, all: readonly Movement[]): string | null {
  const grown = all.flatMap((other) => {
    const volume = other.changes.find((change) => change.metric === "volume");
    const own = other.topic.parent === movement.topic.topic && other.period === movement.period;
    return own && volume && volume.difference > 0 ? [{ label: other.topic.label, volume }] : [];
  });
  if (grown.length === 0) return null;
  const named = grown
    .sort((a, b) => b.volume.difference - a.volume.difference)
    .map(({ label, volume }) => `${label} (${text.number(volume.before)} → ${text.number(volume.value)})`);
  return text.say("events.inside", { topics: named.join(", ") });
}

interface LevelRow {
  date: string;
  topic: string;
  view: string;
  before: number;
  after: number;
}

const MEASURED: Readonly<Record<string, Change["metric"]>> = {
  volume: "volume",
  share_of_voice: "sov",
  negative_share: "net",
};

interface ShareLevelRow extends LevelRow {
  measure: string;
}

/** A level that changed so many days before the period moves the period's figures, not those of the one before. */
const NEAR = 3;

const daysBefore = (date: string, days: number) => dayText(dayNumber(date) - days);

/** Does a lasting change go the way of what moved? More negative mentions are a lower net sentiment. */
function agrees(movement: Movement, point: ShareLevelRow): boolean {
  const metric = MEASURED[point.measure];
  const sign = metric === "net" ? -1 : 1;
  const change = movement.changes.find((each) => each.metric === metric);
  return (
    change !== undefined && Math.sign(change.difference) === sign * Math.sign(point.after - point.before)
  );
}

/** Why: spikes, lasting changes of levels and shares, campaigns in the period, topics inside that grew, new words. */
function reasons(
  context: PageContext,
  movement: Movement,
  period: PeriodRow,
  all: readonly Movement[],
): string[] {
  const { data, text } = context;
  const { topic } = movement.topic;
  const own = <T extends { topic: string; view: string; date: string }>(table: string, days = 0) =>
    data
      .table<T>(table)
      .filter((row) => row.topic === topic && row.view === "all")
      .filter((row) => daysBefore(period.starts_on, days) <= row.date && row.date <= period.ends_on);
  const spikes = own<SpikeRow>("spikes").map((spike) =>
    text.say(`sentence.${spike.direction === "drop" ? "drop" : "spike"}`, {
      date: eventDate(context, spike.date),
      observed: text.number(spike.observed),
      expected: text.number(Math.round(spike.expected)),
      cause: explainCause(text, spike),
    }),
  );
  const levels = own<LevelRow>("change_points", NEAR)
    .filter((point) => agrees(movement, { ...point, measure: "volume" }))
    .map((point) =>
      text.say("events.level", {
        date: eventDate(context, point.date),
        before: text.number(point.before),
        after: text.number(point.after),
      }),
    );
  const shares = own<ShareLevelRow>("share_change_points", NEAR)
    .filter((point) => agrees(movement, point))
    .map((point) =>
      text.say("events.share-level", {
        metric: text.say(`metric.${point.measure}`),
        date: eventDate(context, point.date),
        before: text.percent(point.before, 0),
        after: text.percent(point.after, 0),
      }),
    );
  const campaigns = data.run.study.campaigns
    .filter((each) => each.topic === topic && each.from <= period.ends_on)
    .filter((each) => each.to === null || period.starts_on <= each.to)
    .map((each) => {
      const range = each.to === null ? `${text.date(each.from)} –` : text.range(each.from, each.to);
      return text.say("events.campaign", { label: each.label, range });
    });
  const told = [
    ...warned(context, movement),
    ...campaigns,
    ...spikes,
    ...levels,
    ...shares,
    takenBack(context, movement, all),
    inside(context, movement, all),
    newWords(context, movement),
  ];
  return told.filter((each) => each !== null);
}

/**
 * What else explains a period of a topic: early warning, campaigns, spikes, topics inside that grew, new words; for
 * figures that `movements` does not follow.
 */
export function periodReasons(context: PageContext, topic: TopicRow, period: PeriodRow): string[] {
  const movement = { topic, period: period.period, changes: [], weight: 0 };
  return reasons(context, movement, period, movements(context.data));
}

function eventItem(context: PageContext, movement: Movement, all: readonly Movement[]): Markup | null {
  const { data, text } = context;
  const period = data.periods.find((each) => each.period === movement.period);
  if (!period) return null;
  const link = pageLink(context, `topics/${movement.topic.topic}`);
  const name = element("span", { class: `topic c${movement.topic.colour}` }, movement.topic.label);
  const why = reasons(context, movement, period, all);
  return element(
    "li",
    {},
    element(
      "p",
      { class: "event-when" },
      element("strong", {}, text.period(period.period)),
      ` (${text.range(period.starts_on, period.ends_on)}) `,
      context.topic === null && (link ? element("a", { href: link }, name) : name),
    ),
    element(
      "p",
      {},
      movement.changes.map((change, index) => [index > 0 && "; ", changeText(context, change)]),
      ".",
    ),
    element("p", { class: "cause" }, why.length > 0 ? why.join(" ") : text.say("events.no-cause")),
  );
}

/**
 * The largest movements of the whole study, with what explains them: on a topic's page its own, else those of the
 * topics that are compared. Says so where nothing moved beyond chance; null where there is nothing to compare.
 */
export function eventList(context: PageContext): Markup | null {
  const { data, text } = context;
  if (!data.has("changes") || data.periods.length < 3) return null;
  const all = movements(data);
  const wanted = new Set(context.topic === null ? data.panel.map((topic) => topic.topic) : [context.topic]);
  const own = all.filter((movement) => wanted.has(movement.topic.topic));
  if (own.length === 0) return element("p", {}, text.say("events.none"));
  const onTrends = context.path === `${context.prefix}trends`;
  const link = context.topic === null && !onTrends ? pageLink(context, "trends") : null;
  const largest = new Set(own.toSorted((a, b) => b.weight - a.weight).slice(0, onTrends ? ALL : MOST));
  const newest = own.filter((movement) => largest.has(movement)).toReversed();
  const items = newest.map((each) => eventItem(context, each, all));
  return join(
    element("ol", { class: "events" }, items),
    element(
      "p",
      { class: "chart-note" },
      text.say("events.note", { shown: largest.size, n: own.length }),
      largest.size < own.length &&
        link && [" ", element("a", { href: link }, text.say("events.all", { n: own.length }))],
    ),
  );
}
