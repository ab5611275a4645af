import { isKnown, moveOf, type PeriodMove, type PeriodSeries } from "./charts/period-shares.ts";
import type { PageContext } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";

interface ThemePeriodRow {
  period: string;
  topic: string;
  theme: string | null;
  share: number | null;
  low: number | null;
  high: number | null;
  /** Whether it clearly moved from the period before, by the exact figures: those published are rounded. */
  clear: boolean | null;
}

/** Shares of a topic's texts that hold each of its themes, by period; a series per theme, labelled by its name. */
export function themeSeries({ data }: PageContext, topic: TopicRow): PeriodSeries[] {
  const rows = data
    .table<ThemePeriodRow>("theme_periods")
    .filter((row) => row.topic === topic.topic && row.theme !== null);
  return [...new Set(rows.map((row) => row.theme as string))].map((theme) => ({
    label: theme,
    colour: topic.colour,
    values: new Map(
      rows
        .filter((row) => row.theme === theme)
        .map(({ period, share, low, high }) => [period, { value: share, low, high, detail: "" }] as const),
    ),
  }));
}

/** Clear moves of a topic's themes from period to period, in order of time; those that rounding leaves nothing of are left out. */
export function themeMoves(context: PageContext, topic: TopicRow): PeriodMove[] {
  const { periods } = context.data;
  const clear = new Set(
    context.data
      .table<ThemePeriodRow>("theme_periods")
      .filter((row) => row.topic === topic.topic && row.clear === true)
      .map((row) => `${row.period}\n${row.theme}`),
  );
  const series = themeSeries(context, topic);
  return periods.flatMap((period, at) =>
    series.flatMap((each) => {
      const [before, now] = [each.values.get(periods[at - 1]?.period ?? ""), each.values.get(period.period)];
      if (!clear.has(`${period.period}\n${each.label}`) || !isKnown(before) || !isKnown(now)) return [];
      const move = moveOf(each, period, before, now);
      return move.difference === 0 ? [] : [move];
    }),
  );
}

/** Those of them into the current period, by the theme's name. */
export function currentMoves({ data }: PageContext, moves: readonly PeriodMove[]): Map<string, PeriodMove> {
  return new Map(
    moves.filter((move) => move.period === data.current).map((move) => [move.series.label, move]),
  );
}
