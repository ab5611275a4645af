import { findChangePoints } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { dailySeries } from "../analysis/series.ts";
import { rounded } from "../analysis/sums.ts";

export default defineStep({
  description:
    "Days from which the level of a topic's daily volume is another one for good (PELT, Killick et al. 2012, on a " +
    "variance-stabilised scale, penalty from the series' own autocorrelation). Gap and partial days take no part.",
  grain: "change point",
  reads: ["volume_daily", "topics"],
  columns: {
    date: { type: "DATE", description: "first day of the new level" },
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    before: { type: "DOUBLE", description: "mentions a day before it" },
    after: { type: "DOUBLE", description: "mentions a day from then on" },
    confidence: { type: "DOUBLE", description: "0 to 1" },
    period: { type: "VARCHAR", description: "reporting period of the day" },
  },
  async run({ warehouse, write }) {
    const series = await dailySeries(warehouse);
    await write(
      series.flatMap((one) =>
        findChangePoints(one.mentions, { kind: "counts", period: 7, mask: one.mask }).map((point) => ({
          date: one.dates[point.index] ?? null,
          topic: one.topic,
          view: one.view,
          before: rounded(point.before),
          after: rounded(point.after),
          confidence: rounded(point.confidence),
          period: one.periods[point.index] ?? null,
        })),
      ),
    );
  },
});
