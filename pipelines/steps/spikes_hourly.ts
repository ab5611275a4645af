import { defineStep } from "earshot/steps";
import { foundSpikes } from "../analysis/found-spikes.ts";
import { FEWEST_PER_HOUR, hourlySeries, seasonOfHours } from "../analysis/hourly-series.ts";
import { describeSpikes, SPIKE_COLUMNS } from "../analysis/spike-facts.ts";

export default defineStep({
  description:
    "Hours of the last twelve weeks with clearly more, or fewer, mentions than hour, weekday, level and spread allow, with their " +
    `likely cause. Topics with fewer than ${FEWEST_PER_HOUR} mentions an hour in the mean are not judged by hour; \`spikes\` judges ` +
    "their days. The rhythm is that of the week where four weeks are known, else that of the day. The false discovery rate " +
    "is 5 % within a series. Hours of gap and partial days are neither tested nor part of what is usual.",
  grain: "spike or drop",
  reads: [
    ...["volume_hourly", "volume_daily", "topics", "topic_mentions", "mentions", "study"],
    ...["term_documents", "text_terms", "term_counts"],
  ],
  columns: {
    hour: {
      type: "TIMESTAMP",
      description: "start of the hour, local time in the study's time zone",
    },
    ...SPIKE_COLUMNS,
  },
  async run({ rows, write, note }) {
    const { series, skipped } = await hourlySeries(rows);
    if (skipped.length > 0) {
      note(`fewer than ${FEWEST_PER_HOUR} mentions an hour, not judged by hour: ${skipped.join(", ")}`);
    }
    const found = series.flatMap((one) => {
      const season = seasonOfHours(one);
      return season === undefined ? [] : foundSpikes(one, season);
    });
    const described = await describeSpikes(rows, found);
    await write(described.map(({ date, ...facts }) => ({ hour: date, ...facts })));
  },
});
