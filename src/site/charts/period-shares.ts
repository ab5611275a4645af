import { dayNumber, niceCeiling } from "../../../reports/components/scale.ts";
import { drawTimeRows, type TimeRow } from "../../../reports/components/time-rows.ts";
import { benjaminiHochberg, normalTail } from "../../statistics/index.ts";
import type { Chart } from "../chart-frame.ts";
import { latestValue } from "../latest.ts";
import { showInterval } from "../numbers.ts";
import type { PageContext } from "../page-context.ts";
import type { PeriodRow } from "../report-data.ts";
import { middle, partialSpans } from "./share.ts";

/** A share of one period with its interval; null where too few stand behind it. */
export interface PeriodValue {
  value: number | null;
  low: number | null;
  high: number | null;
  /** Few people stand behind it: it is not told. */
  withheld?: boolean;
  /** What stands beside it in words, e.g. `26 of 334`. */
  detail: string;
}

/** One row of small multiples: values by period. */
export interface PeriodSeries {
  label: string;
  colour: number;
  values: ReadonlyMap<string, PeriodValue>;
}

/** A move from one period to the next that stands out of chance. */
export interface PeriodMove {
  series: PeriodSeries;
  period: PeriodRow;
  before: number;
  value: number;
  difference: number;
  low: number;
  high: number;
  z: number;
}

const WIDTH = 1.959964;
/** False discoveries among the moves of a chart that are told, on average. */
const FALSE = 0.05;

type Known = PeriodValue & { value: number; low: number; high: number };

export const isKnown = (found: PeriodValue | undefined): found is Known =>
  found !== undefined && found.value !== null && found.low !== null && found.high !== null;

/** The move between two figures, its interval from their own (Zou and Donner 2008), as if they were independent. */
export function moveOf(series: PeriodSeries, period: PeriodRow, before: Known, now: Known): PeriodMove {
  const difference = now.value - before.value;
  const low = difference - Math.hypot(now.value - now.low, before.high - before.value);
  const high = difference + Math.hypot(now.high - now.value, before.value - before.low);
  const half = difference > 0 ? difference - low : high - difference;
  const z = half > 0 ? difference / (half / WIDTH) : 0;
  return { series, period, before: before.value, value: now.value, difference, low, high, z };
}

/**
 * Moves from one complete period to the next whose interval leaves out zero and that stand at a false discovery rate of
 * 5 % among all moves of the chart (Benjamini and Hochberg 1995), in order of time.
 */
export function periodMoves(periods: readonly PeriodRow[], all: readonly PeriodSeries[]): PeriodMove[] {
  const tested = all.flatMap((series) =>
    periods.flatMap((period, index) => {
      const earlier = periods[index - 1];
      if (!earlier || earlier.partial || period.partial) return [];
      const [before, now] = [series.values.get(earlier.period), series.values.get(period.period)];
      return isKnown(before) && isKnown(now) ? [moveOf(series, period, before, now)] : [];
    }),
  );
  const q = benjaminiHochberg(tested.map(({ z }) => 2 * normalTail(Math.abs(z))));
  const place = ({ period }: PeriodMove) => periods.indexOf(period);
  return tested
    .filter(({ low, high }, index) => (low > 0 || high < 0) && (q[index] ?? 1) <= FALSE)
    .sort((a, b) => place(a) - place(b));
}

export function shareText({ text }: PageContext, found: PeriodValue | undefined): string {
  if (!found || found.value === null) return text.say(found?.withheld ? "withheld" : "too-few");
  const interval = showInterval(text, found.low, found.high, (value) => text.percent(value, 0));
  const share = interval ? `${text.percent(found.value)} (${interval})` : text.percent(found.value);
  return found.detail ? `${share}, ${found.detail}` : share;
}

interface ChartWords {
  id: string;
  title: string;
  subtitle: string;
  note: string;
  table: string;
  below?: Chart["below"];
}

/** Periods that make a course. */
const FEWEST_PERIODS = 3;

/** Shares per period with 95 % intervals, a row per series; null where too few periods have one to make a course. */
export function periodSharesChart(
  context: PageContext,
  series: readonly PeriodSeries[],
  words: ChartWords,
): Chart | null {
  const { data, text } = context;
  const values = series.flatMap((each) => [...each.values.values()].filter(isKnown));
  if (data.periods.length < FEWEST_PERIODS || values.length < 2) return null;
  const rows = series.map((each): TimeRow => {
    const now = each.values.get(data.current?.period ?? "");
    return {
      label: each.label,
      latest: latestValue(context, shareText(context, now && { ...now, detail: "" })),
      colour: each.colour,
      points: data.periods.map((period) => {
        const found = each.values.get(period.period);
        return {
          ...{ day: middle(period), y: found?.value ?? null, low: found?.low ?? null },
          ...{ high: found?.high ?? null, partial: period.partial },
        };
      }),
      ...{ marks: [], levels: [] },
    };
  });
  const model = {
    id: words.id,
    rows,
    gaps: [],
    partial: partialSpans(data),
    domain: [0, niceCeiling(Math.max(...values.map((each) => each.high)))] as const,
    from: dayNumber(data.periods[0]?.starts_on ?? ""),
    to: dayNumber(data.periods.at(-1)?.ends_on ?? ""),
    style: "points" as const,
    tick: (value: number) => text.percent(value, 0),
    tips: data.periods.map((period) => ({
      from: dayNumber(period.starts_on),
      to: dayNumber(period.ends_on),
      text: [
        `${text.period(period.period)}${period.partial ? ` (${text.say("tip.partial")})` : ""}`,
        ...series.map((each) => `${each.label}: ${shareText(context, each.values.get(period.period))}`),
      ].join("\n"),
    })),
  };
  return {
    ...words,
    alternative: text.say("care.time.alternative", {
      title: words.title,
      list: rows.map((row) => `${row.label} ${row.latest}`).join("; "),
    }),
    drawings: [{ view: null, draw: (width) => drawTimeRows(model, width, text) }],
    definition: "interval",
  };
}
