import { benjaminiHochberg, normalTail } from "../statistics/index.ts";
import type { Unit } from "./numbers.ts";
import type { ReportData, TopicRow } from "./report-data.ts";

export const METRICS = ["volume", "sov", "net"] as const;
export type Metric = (typeof METRICS)[number];

export const UNITS: Readonly<Record<Metric, Unit>> = { volume: "count", sov: "share", net: "net" };
/** Messages that name the metrics. */
export const METRIC_NAMES: Readonly<Record<Metric, string>> = {
  volume: "target.metric.mentions",
  sov: "target.metric.share_of_voice",
  net: "target.metric.net_sentiment",
};

interface ChangeRow {
  period: string;
  before_period: string;
  topic: string;
  view: string;
  metric: string;
  basis: string | null;
  counting: string | null;
  value: number | null;
  before: number | null;
  difference: number | null;
  low: number | null;
  high: number | null;
}

/** A change of one metric from one period to the next that stands out of chance. */
export interface Change {
  metric: Metric;
  value: number;
  before: number;
  difference: number;
  low: number;
  high: number;
  /** Difference by its standard error. */
  z: number;
}

/** All that moved of one topic in one period. */
export interface Movement {
  topic: TopicRow;
  period: string;
  /** Mentions, share of voice, net sentiment, in this order, each at most once. */
  changes: Change[];
  /** The largest of their |z|. */
  weight: number;
}

const WIDTH = 1.959964;
/** False discoveries among all movements of a study that are told, on average. */
const FALSE = 0.05;

const isMetric = (name: string): name is Metric => (METRICS as readonly string[]).includes(name);

/** The change behind a row of `changes`, by its usual view, basis and counting; null where it has no interval. */
function changeOf(row: ChangeRow): Change | null {
  const { metric, value, before, difference, low, high } = row;
  if (!isMetric(metric) || row.view !== "all") return null;
  if (metric === "sov" && (row.basis !== "mentions" || row.counting !== "fractional")) return null;
  if (value === null || before === null || difference === null || low === null || high === null) return null;
  if (!(high > low)) return null;
  const z = difference / ((high - low) / (2 * WIDTH));
  return { metric, value, before, difference, low, high, z };
}

/**
 * What moved from one period to the next, over the whole study: changes whose p-value, taken from the interval of the
 * difference as that of a normal deviate, stands among all of the study's changes of these metrics at a false discovery
 * rate of 5 % (Benjamini and Hochberg 1995), together per topic and period, in order of time. An interval that leaves
 * out zero alone would call one in twenty such changes real by chance.
 */
export function movements(data: ReportData): Movement[] {
  const tested = data.table<ChangeRow>("changes").flatMap((row) => {
    const change = changeOf(row);
    const topic = data.topic(row.topic);
    return change && topic ? [{ row, topic, change }] : [];
  });
  const q = benjaminiHochberg(tested.map(({ change }) => 2 * normalTail(Math.abs(change.z))));
  const found = new Map<string, Movement>();
  for (const [index, { row, topic, change }] of tested.entries()) {
    const beyond = change.low > 0 || change.high < 0;
    if (!beyond || (q[index] ?? 1) > FALSE) continue;
    const key = `${row.period}\n${row.topic}`;
    const known = found.get(key) ?? { topic, period: row.period, changes: [], weight: 0 };
    known.changes.push(change);
    known.changes.sort((a, b) => METRICS.indexOf(a.metric) - METRICS.indexOf(b.metric));
    known.weight = Math.max(known.weight, Math.abs(change.z));
    found.set(key, known);
  }
  const place = (movement: Movement) => data.periods.findIndex((each) => each.period === movement.period);
  return [...found.values()].sort(
    (a, b) =>
      place(a) - place(b) ||
      a.topic.position - b.topic.position ||
      a.topic.topic.localeCompare(b.topic.topic),
  );
}

/** So many periods back a movement is looked for that a later one takes back. */
const REACH = 6;

/**
 * The earlier movement that this one takes back: of the same topic and figure, the other way, at most six periods ago,
 * so that less than half of it is left. Of several figures the one that moved most beyond chance is asked first.
 * @param periods all periods of the study in order
 */
export function returnOf(
  movement: Movement,
  all: readonly Movement[],
  periods: readonly string[],
): { period: string; change: Change } | null {
  const place = (period: string) => periods.indexOf(period);
  const earlier = all
    .filter((other) => other.topic.topic === movement.topic.topic)
    .filter((other) => {
      const distance = place(movement.period) - place(other.period);
      return distance > 0 && distance <= REACH;
    })
    .toReversed();
  for (const change of movement.changes.toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z))) {
    for (const { period, changes } of earlier) {
      const found = changes.find((each) => each.metric === change.metric);
      if (!found || Math.sign(found.difference) === Math.sign(change.difference)) continue;
      if (Math.abs(change.value - found.before) < Math.abs(found.difference) / 2)
        return { period, change: found };
    }
  }
  return null;
}
