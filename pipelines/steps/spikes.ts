import { defineStep } from "earshot/steps";
import { foundSpikes } from "../analysis/found-spikes.ts";
import { dailySeries } from "../analysis/series.ts";
import { describeSpikes, SPIKE_COLUMNS } from "../analysis/spike-facts.ts";

export default defineStep({
  description:
    "Days with clearly more, or fewer, mentions than weekday, level and spread allow, with their likely cause. The false " +
    "discovery rate is 5 % within a series. Gap and partial days are neither tested nor part of what is usual.",
  grain: "spike or drop",
  reads: [
    "volume_daily",
    "topics",
    "topic_mentions",
    "mentions",
    "term_documents",
    "text_terms",
    "term_counts",
  ],
  columns: { date: { type: "DATE", description: "day" }, ...SPIKE_COLUMNS },
  async run({ warehouse, rows, write }) {
    const found = (await dailySeries(warehouse)).flatMap((series) => foundSpikes(series, 7));
    await write(await describeSpikes(rows, found));
  },
});
