import { seasonRhythm } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { type DailySeries, dailySeries, withGaps } from "../analysis/series.ts";
import { rounded } from "../analysis/sums.ts";

/** Days that are looked at: a rhythm of years ago is not today's. */
const NEWEST = 53 * 7;

/** 0 for Monday. */
const weekdayOf = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

function weekdayRows(series: DailySeries) {
  const dates = series.dates.slice(-NEWEST);
  const counts = withGaps(series).slice(-NEWEST);
  const rhythm = dates.length > 0 ? seasonRhythm(counts, { first: weekdayOf(dates[0]!) }) : undefined;
  if (!rhythm) return [];
  return rhythm.phases.map((phase, weekday) => ({
    topic: series.topic,
    view: series.view,
    weekday: weekday + 1,
    mean_per_day: rounded(phase.mean),
    factor: rounded(phase.factor),
    low: rounded(phase.low),
    high: rounded(phase.high),
    extreme: rhythm.highest === weekday ? "busiest" : rhythm.lowest === weekday ? "quietest" : null,
    p_value: rounded(rhythm.p),
    weeks: rhythm.seasons,
  }));
}

export default defineStep({
  description:
    "Mentions by day of the week, in the whole weeks (Monday to Sunday, without gaps) of the newest 53: whether weekdays differ, and " +
    "whether one is clearly the busiest or the quietest. No rows under four weeks.",
  grain: "topic, view and weekday",
  reads: ["volume_daily", "topics"],
  columns: {
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    weekday: { type: "INTEGER", description: "1 (Monday) to 7 (Sunday)" },
    mean_per_day: { type: "DOUBLE", description: "mentions on such a day on average" },
    factor: { type: "DOUBLE", description: "by those on any day" },
    low: { type: "DOUBLE", description: "lower 95 % bound of the factor, weeks being the units" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    extreme: {
      type: "VARCHAR",
      description: "busiest or quietest, where it is clearly so against each of the others (5 %); else NULL",
    },
    p_value: { type: "DOUBLE", description: "of no difference between weekdays (Friedman 1937)" },
    weeks: { type: "INTEGER", description: "whole weeks" },
  },
  async run({ warehouse, write }) {
    await write((await dailySeries(warehouse)).flatMap(weekdayRows));
  },
});
