import { type DivergingRow, drawDiverging } from "../../../reports/components/diverging.ts";
import { dayNumber } from "../../../reports/components/scale.ts";
import { drawTimeRows, type TimeRow } from "../../../reports/components/time-rows.ts";
import type { Chart, View } from "../chart-frame.ts";
import { latestValue } from "../latest.ts";
import { showInterval } from "../numbers.ts";
import type { PageContext } from "../page-context.ts";
import { redefinitionNote } from "../redefinition-notes.ts";
import type { ReportData, TopicRow } from "../report-data.ts";
import { middle, partialSpans } from "./share.ts";

export interface NetRow {
  period: string;
  topic: string;
  view: View;
  negative: number | null;
  neutral: number | null;
  positive: number | null;
  not_scored: number | null;
  net: number | null;
  low: number | null;
  high: number | null;
  interval: string | null;
  withheld?: boolean;
}

/** Fewer scored mentions than this and no figure is shown (METHODS: too few to say). */
const FEWEST_SCORED = 30;
const views = ["all", "originals"] as const;

/** Net sentiment in words, −100 to +100 with its interval, or why there is none. */
export function netText(context: PageContext, row: NetRow | undefined): string {
  const { text } = context;
  if (row?.withheld) return text.say("withheld");
  if (!row || row.net === null) return text.say("too-few");
  const show = (value: number) => text.signed(value * 100);
  const interval = showInterval(text, row.low, row.high, show);
  return interval ? `${show(row.net)} (${interval})` : show(row.net);
}

/** Negative and positive shares of the scored mentions in the current period, diverging from zero. */
export function sentimentChart(
  context: PageContext,
  topics: readonly TopicRow[],
  title: string,
): Chart | null {
  const { data, text } = context;
  const period = data.current;
  const rows = data.table<NetRow>("net_sentiment").filter((row) => row.period === period?.period);
  const known = new Set(topics.map((topic) => topic.topic));
  if (!period || !rows.some((row) => known.has(row.topic) && row.net !== null)) return null;
  const present = views.filter((view) => rows.some((row) => row.view === view));
  const draw = (view: View) => {
    const drawn = topics.flatMap((topic): DivergingRow[] => {
      const row = rows.find((each) => each.topic === topic.topic && each.view === view);
      return row ? [divergingRow(context, topic, row)] : [];
    });
    return (width: number) => drawDiverging(drawn, width, (value) => text.percent(value, 0));
  };
  return {
    id: "sentiment",
    title,
    subtitle: text.say("chart.sentiment.subtitle", { period: text.period(period.period) }),
    note: text.say("chart.sentiment.note"),
    alternative: topics
      .map((topic) => {
        const row = rows.find((each) => each.topic === topic.topic && each.view === "all");
        return `${topic.label}: ${text.say("net")} ${netText(context, row)}`;
      })
      .join("; "),
    drawings: present.map((view) => ({ view, draw: draw(view) })),
    table: "net_sentiment",
    definition: "net-sentiment",
  };
}

function divergingRow(context: PageContext, topic: TopicRow, row: NetRow): DivergingRow {
  const { text } = context;
  const negative = row.negative ?? 0;
  const neutral = row.neutral ?? 0;
  const positive = row.positive ?? 0;
  const scored = negative + neutral + positive;
  const known = row.net !== null && scored >= FEWEST_SCORED;
  const share = (part: number) => (known ? part / scored : 0);
  return {
    label: topic.label,
    negative: share(negative),
    positive: share(positive),
    negativeText: known ? text.percent(share(negative), 0) : "",
    positiveText: known ? text.percent(share(positive), 0) : "",
    text: netText(context, known ? row : row.withheld ? row : undefined),
    detail: known
      ? text.say("chart.sentiment.detail", {
          neutral: text.percent(share(neutral), 0),
          scored: text.number(scored),
        })
      : "",
    known,
  };
}

/** Net sentiment per period, a row per topic, with 95 % intervals as bands. */
export function netOverTime(context: PageContext, topics: readonly TopicRow[], title: string): Chart | null {
  const { data, text } = context;
  const wanted = new Set(topics.map((topic) => topic.topic));
  const rows = data.table<NetRow>("net_sentiment").filter((row) => wanted.has(row.topic));
  if (data.periods.length < 2 || !rows.some((row) => row.net !== null)) return null;
  const targets = topics.map((topic) => netTarget(data, topic.topic) ?? 0);
  const lowest = Math.min(0, ...targets, ...rows.map((row) => row.low ?? row.net ?? 0));
  const highest = Math.max(0, ...targets, ...rows.map((row) => row.high ?? row.net ?? 0));
  const fifths = (value: number) => Math.max(-5, Math.min(5, value * 5));
  const domain = [Math.floor(fifths(lowest)) / 5, Math.max(Math.ceil(fifths(highest)) / 5, 0.2)] as const;
  const present = views.filter((view) => rows.some((row) => row.view === view));
  return {
    id: topics.length === 1 ? `net-over-time-${topics[0]?.topic}` : "net-over-time",
    title,
    subtitle: text.say("chart.net-time.subtitle"),
    note: [text.say("chart.sentiment.note"), redefinitionNote(context, topics, "sentiment")].join(" ").trim(),
    alternative: text.say("chart.net-time.alternative", {
      topics: text.list(topics.map((topic) => topic.label)),
      title,
    }),
    drawings: present.map((view) => {
      const shown = rows.filter((row) => row.view === view);
      const model = {
        id: `net-over-time-${topics[0]?.topic}-${view}`,
        rows: topics.map((topic) => netRow(context, topic, shown)),
        gaps: [],
        partial: partialSpans(data),
        domain,
        from: dayNumber(data.periods[0]?.starts_on ?? ""),
        to: dayNumber(data.periods.at(-1)?.ends_on ?? ""),
        style: "points" as const,
        tick: (value: number) => text.signed(value * 100),
        tips: netTips(context, topics, shown),
      };
      return { view, draw: (width: number) => drawTimeRows(model, width, text) };
    }),
    table: "net_sentiment",
    definition: "net-sentiment",
  };
}

function netRow({ data, ...context }: PageContext, topic: TopicRow, rows: readonly NetRow[]): TimeRow {
  const own = new Map(rows.filter((row) => row.topic === topic.topic).map((row) => [row.period, row]));
  return {
    label: topic.label,
    latest: latestValue(
      { data, ...context },
      netText({ data, ...context }, own.get(data.current?.period ?? "")),
    ),
    colour: topic.colour,
    points: data.periods.map((period) => {
      const row = own.get(period.period);
      return {
        day: middle(period),
        y: row?.net ?? null,
        low: row?.low ?? null,
        high: row?.high ?? null,
        partial: period.partial,
      };
    }),
    marks: [],
    levels: [],
    target: netTarget(data, topic.topic),
  };
}

function netTarget(data: ReportData, topic: string): number | null {
  const target = data.run.study.targets.find(
    (each) => each.metric === "net_sentiment" && each.topic === topic,
  );
  return target?.atLeast ?? null;
}

function netTips(context: PageContext, topics: readonly TopicRow[], rows: readonly NetRow[]) {
  const { data, text } = context;
  return data.periods.map((period) => ({
    from: dayNumber(period.starts_on),
    to: dayNumber(period.ends_on),
    text: [
      `${text.period(period.period)}${period.partial ? ` (${text.say("tip.partial")})` : ""}`,
      ...topics.map((topic) => {
        const row = rows.find((each) => each.topic === topic.topic && each.period === period.period);
        return `${topic.label}: ${netText(context, row)}`;
      }),
    ].join("\n"),
  }));
}
