import { seriesDirection } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { dailySeries, withGaps } from "../analysis/series.ts";
import { rounded } from "../analysis/sums.ts";

const FEWEST_DAYS = 14;

export default defineStep({
  description:
    "Direction of the daily volume: Theil–Sen slope and Mann–Kendall test, corrected for autocorrelation (Hamed and " +
    "Rao 1998), the week's rhythm taken out; a step between steady levels is told from growth. Gap days and partial days are " +
    "left out; under 14 days there is nothing to say.",
  grain: "topic and view",
  reads: ["volume_daily", "topics"],
  columns: {
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    slope_per_week: {
      type: "DOUBLE",
      description: "mentions a day, more or fewer per week; NULL where too few",
    },
    low: { type: "DOUBLE", description: "lower 95 % bound" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    p_value: { type: "DOUBLE", description: "two-sided, of no direction" },
    n_days: { type: "INTEGER", description: "days used" },
    direction: {
      type: "VARCHAR",
      description:
        "up, down, none (nothing clear), too_few; or level_change: another level from a day on, steady before and since",
    },
    since: { type: "DATE", description: "first day of the new level, where the direction is level_change" },
    level_before: { type: "DOUBLE", description: "median mentions a day on the level before it" },
    level_after: { type: "DOUBLE", description: "median mentions a day since" },
    mean_per_day: { type: "DOUBLE", description: "mentions a day on average" },
  },
  async run({ warehouse, write }) {
    const series = await dailySeries(warehouse);
    await write(
      series.map((one) => {
        const values = withGaps(one);
        const known = values.filter(Number.isFinite);
        const base = {
          topic: one.topic,
          view: one.view,
          n_days: known.length,
          mean_per_day: known.length ? rounded(known.reduce((a, b) => a + b, 0) / known.length) : null,
        };
        if (known.length < FEWEST_DAYS) return { ...base, direction: "too_few" };
        const { direction, test, slope, change } = seriesDirection(values);
        return {
          ...base,
          slope_per_week: rounded(slope.slope * 7),
          low: rounded(slope.low * 7),
          high: rounded(slope.high * 7),
          p_value: rounded(test.p),
          direction,
          since: change ? one.dates[change.index]! : null,
          level_before: change ? rounded(change.before) : null,
          level_after: change ? rounded(change.after) : null,
        };
      }),
    );
  },
});
