import { element, type Markup } from "../../../reports/components/markup.ts";
import type { Chart } from "../chart-frame.ts";
import { periodReasons } from "../events.ts";
import { counted, showInterval } from "../numbers.ts";
import type { PageContext } from "../page-context.ts";
import type { TopicRow } from "../report-data.ts";
import {
  type PeriodMove,
  type PeriodSeries,
  type PeriodValue,
  periodMoves,
  periodSharesChart,
} from "./period-shares.ts";

export const SIGNALS = ["complaint", "question", "lead"] as const;
export type Signal = (typeof SIGNALS)[number];

/** Kinds of mentions whose answers are told apart. */
const NEEDS = ["any", "complaint", "question", "lead"] as const;
/** Moves that are explained under a chart at most. */
const MOST = 5;

/** Fewer mentions than this and there is no share. */
export const FEWEST = 30;

type Measure = "answered_share" | "within_hour";

type Cells = Readonly<Record<string, unknown>>;

const number = (row: Cells, name: string) => (typeof row[name] === "number" ? row[name] : null);

function periodValue(
  { text }: PageContext,
  row: Cells,
  share: string,
  bounds: string,
  parts: [string, string],
) {
  const [part, of] = parts.map((name) => number(row, name));
  const known = typeof part === "number" && typeof of === "number";
  return {
    value: number(row, share),
    low: number(row, `${bounds}_low`),
    high: number(row, `${bounds}_high`),
    // Of so many mentions there is a share: where none is told, few people are the smaller side of it.
    withheld: typeof of === "number" && of >= FEWEST,
    detail: known ? text.say("care.detail", { part: text.number(part), of: text.number(of) }) : "",
  } satisfies PeriodValue;
}

const OF: Readonly<Record<Signal, string>> = {
  complaint: "judged",
  lead: "lead_judged",
  question: "mentions",
};

/** Shares of complaints, questions or leads by period, a row per topic that has any. */
export function signalSeries(
  context: PageContext,
  topics: readonly TopicRow[],
  signal: Signal,
): PeriodSeries[] {
  const rows = context.data.table<Cells>("care").filter((row) => row["view"] === "all");
  const parts: [string, string] = [`${signal}s`, OF[signal]];
  return topics.flatMap((topic) => {
    const own = rows.filter((row) => row["topic"] === topic.topic);
    const values = own.map(
      (row) => [String(row["period"]), periodValue(context, row, `${signal}_share`, signal, parts)] as const,
    );
    return values.some(([, found]) => found.value !== null)
      ? [{ label: topic.label, colour: topic.colour, values: new Map(values) }]
      : [];
  });
}

/** Shares of a topic's mentions that were answered, or answered within an hour, by what they needed. */
export function answerSeries(context: PageContext, topic: TopicRow, measure: Measure): PeriodSeries[] {
  const rows = context.data.table<Cells>("response_times").filter((row) => row["topic"] === topic.topic);
  return NEEDS.flatMap((need) => {
    const own = rows.filter((row) => (row["need"] ?? "any") === need && number(row, "threads") !== null);
    const parts: [string, string] = measure === "answered_share" ? ["answered", "threads"] : ["", "threads"];
    const values = own.map(
      (row) => [String(row["period"]), periodValue(context, row, measure, measure, parts)] as const,
    );
    const label = context.text.say(`care.need.${need}`);
    return values.some(([, found]) => found.value !== null)
      ? [{ label, colour: topic.colour, values: new Map(values) }]
      : [];
  });
}

/** Where a move takes an earlier one back, that one: the way there is the news. */
function originOf(move: PeriodMove, moves: readonly PeriodMove[]): PeriodMove {
  const earlier = moves.slice(0, moves.indexOf(move)).findLast(({ series }) => series === move.series);
  const back =
    earlier &&
    Math.sign(earlier.difference) !== Math.sign(move.difference) &&
    Math.abs(move.value - earlier.before) < Math.abs(earlier.difference) / 2;
  return back ? earlier : move;
}

/** Whose figure a chart tells, and how a title tells of a move of it. */
interface Told {
  /** As it stands inside a sentence. */
  figure: string;
  /** Whom all series of the chart are about; null where each is about another topic. */
  about: string | null;
  said(move: PeriodMove): { key: string; label: string; figure: string };
}

const capital = (text: string, language: string) =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1);

/** The chart's finding: a clear move into the current period, else the largest clear one, else that there is none. */
function titleOf({ data, text }: PageContext, moves: readonly PeriodMove[], told: Told): string {
  const current = moves.filter((move) => move.period === data.current);
  const [largest] = (current.length > 0 ? current : moves).toSorted(
    (a, b) => Math.abs(b.difference) - Math.abs(a.difference),
  );
  const first = largest && (current.length > 0 ? largest : originOf(largest, moves));
  const compared = data.periods.some(
    (period, at) => !period.partial && data.periods[at - 1]?.partial === false,
  );
  if (!first) {
    const { figure, about } = told;
    const said = compared ? text.say("care.time.no-move", { figure }) : figure;
    return about === null ? capital(said, text.language) : `${about}: ${said}`;
  }
  const { key, label, figure } = told.said(first);
  return text.say(`${key}.${first.difference > 0 ? "up" : "down"}`, {
    label,
    figure,
    value: text.percent(first.value, 0),
    before: text.percent(first.before, 0),
    period: text.period(first.period.period),
  });
}

/** Each clear move with its size, its interval and what explains it; the newest last. */
function moveList(
  context: PageContext,
  moves: readonly PeriodMove[],
  kind: Signal | Measure,
  topicOf: (move: PeriodMove) => TopicRow | undefined,
): Markup | undefined {
  const { text } = context;
  const [figure, share] = [text.say(`care.figure.${kind}`), text.say(`care.share.${kind}`)];
  const told = new Set(moves.toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z)).slice(0, MOST));
  const points = (value: number) => text.signed(value * 100, 1);
  const items = moves
    .filter((move) => told.has(move))
    .map((move) => {
      const topic = topicOf(move);
      const why = topic ? periodReasons(context, topic, move.period) : [];
      const origin = originOf(move, moves);
      const back = text.say("events.return", {
        period: text.period(origin.period.period),
        metric: share,
        before: text.percent(origin.before, 0),
      });
      const causes = origin === move ? why : [...why, back];
      const n = text.number(Math.abs(move.difference) * 100, 1);
      const size = text.say("unit.percentage-points", { n, count: counted(move.difference, 1) });
      const said = text.markup(move.difference > 0 ? "care.move.up" : "care.move.down", {
        label: move.series.label,
        figure,
        change: element("b", {}, size),
        value: element("b", {}, text.percent(move.value)),
        interval: showInterval(text, move.low, move.high, points) ?? "",
      });
      return element(
        "li",
        {},
        element("strong", {}, text.period(move.period.period)),
        " ",
        said,
        ". ",
        element(
          "span",
          { class: "cause" },
          causes.length > 0 ? causes.join(" ") : text.say("events.no-cause"),
        ),
      );
    });
  return items.length > 0 ? element("div", { class: "explained" }, element("ul", {}, items)) : undefined;
}

/** Complaints, questions or leads by period, with clear moves told and explained. */
export function signalChart(
  context: PageContext,
  topics: readonly TopicRow[],
  signal: Signal,
  parent?: TopicRow,
): Chart | null {
  const { data, text } = context;
  const series = signalSeries(context, topics, signal);
  const moves = periodMoves(data.periods, series);
  const figure = text.say(`care.figure.${signal}`);
  const about = parent?.label ?? null;
  const said = ({ series }: PeriodMove) => ({
    ...{ key: "care.time", figure },
    label: about === null ? series.label : `${about}, ${series.label}`,
  });
  const topicOf = (move: PeriodMove) => topics.find((topic) => topic.label === move.series.label);
  return periodSharesChart(context, series, {
    id: `${signal}s-over-time${parent ? `-${parent.topic}` : ""}`,
    title: titleOf(context, moves, { figure, about, said }),
    subtitle: text.say(`care.time.subtitle.${signal}`),
    note: [text.say("care.time.note"), signal === "complaint" && text.say("care.note")]
      .filter(Boolean)
      .join(" "),
    table: "care",
    below: moveList(context, moves, signal, topicOf),
  });
}

/** How many mentions a topic's accounts answered, or answered within an hour, by period and need. */
export function answersChart(context: PageContext, topic: TopicRow, measure: Measure): Chart | null {
  const { data, text } = context;
  const series = answerSeries(context, topic, measure);
  const figure = text.say(`care.figure.${measure}`);
  const about = topic.label;
  const said = (move: PeriodMove) => {
    const need = NEEDS.find((each) => text.say(`care.need.${each}`) === move.series.label) ?? "any";
    return { key: "care.answer", label: about, figure: text.say(`care.answer.${measure}.${need}`) };
  };
  const moves = periodMoves(data.periods, series);
  return periodSharesChart(context, series, {
    id: `${measure.replace("_", "-")}-${topic.topic}`,
    title: titleOf(context, moves, { figure, about, said }),
    subtitle: text.say(`care.time.subtitle.${measure}`),
    note: text.say("care.time.note"),
    table: "response_times",
    below: moveList(context, moves, measure, () => topic),
  });
}
