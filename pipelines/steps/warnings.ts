import { type BaselinePeriod, ratioInterval, warningLevel } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { frameMerge, frameRows, readFrame } from "earshot/warehouse";
import { labelledShares } from "../analysis/labelled-warnings.ts";
import { rounded, type SumsRow, sumsOf } from "../analysis/sums.ts";

/** Sums of a period, and of the periods before it under names that end in `_usual`. */
type Judged = SumsRow &
  Record<`${keyof SumsRow}_usual`, number> & {
    period: string;
    topic: string;
    negative: number;
    negative_usual: number;
    days: number;
    /** A list of `BaselinePeriod`s with their `period`. */
    before: string;
  };

export default defineStep({
  description:
    "Early warnings: periods in which the lower bound of a topic's negative share lies above what the 4 to 8 complete " +
    "periods before allow. watch: beyond the usual; warn: and half again as many negative mentions as usual; act: far " +
    "beyond on both. Periods without a warning are not rows. Shares are corrected by human labels where the period and the " +
    "periods before have enough of them, else the machine's in both.",
  grain: "early warning",
  reads: ["sentiment_sums", "warning_baseline", "label_majority", "topic_mentions", "author_topic"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    level: { type: "VARCHAR", description: "watch, warn or act" },
    negative_share: { type: "DOUBLE", description: "negative by scored mentions" },
    baseline: { type: "DOUBLE", description: "negative share over the periods before" },
    low: { type: "DOUBLE", description: "lower 95 % bound of the negative share now" },
    n: { type: "BIGINT", description: "scored mentions" },
    usual_high: { type: "DOUBLE", description: "upper bound of what is usual" },
    volume_ratio: { type: "DOUBLE", description: "negative mentions a day by those of a usual day" },
    negative: { type: "BIGINT", description: "negative mentions, as the machine scored them" },
    interval: {
      type: "VARCHAR",
      description:
        "what the bounds hold: sampling, or sampling_and_classifier (both sides corrected by human labels)",
    },
  },
  async run({ warehouse, rows, write }) {
    const now = await readFrame(
      warehouse,
      "select * from sentiment_sums where measure = 'negative' and view = 'all' order by period, topic",
    );
    const judged = frameMerge(now, await readFrame(warehouse, "select * from warning_baseline"), {
      ...{ on: ["period", "topic"], how: "inner", partners: "one", suffixes: ["", "_usual"] },
    });
    const labels = await labelledShares({ warehouse, rows });
    const warnings = [];
    for (const row of frameRows<Judged>(judged)) {
      const { period, topic, negative, negative_usual, days } = row;
      const before = JSON.parse(row.before) as (BaselinePeriod & { period: string })[];
      const usual = sumsOf((name) => row[`${name}_usual`]);
      const labelled = await labels(
        topic,
        period,
        before.map((one) => one.period),
      );
      const share = labelled?.now ?? ratioInterval(sumsOf(row));
      const { level, usual_high, volume_ratio } = warningLevel({
        ...{ now: share, baseline: labelled?.baseline ?? ratioInterval(usual) },
        ...{ shift: labelled?.shift ?? 0, negative: negative_usual, days, before },
      });
      if (level === "none") continue;
      warnings.push({
        ...{ period, topic, level, negative, n: row.x },
        negative_share: rounded(share.value),
        baseline: rounded(labelled?.baseline.value ?? usual.y / usual.x),
        low: rounded(share.low),
        usual_high: rounded(usual_high),
        volume_ratio: rounded(volume_ratio),
        interval: labelled ? "sampling_and_classifier" : "sampling",
      });
    }
    await write(warnings);
  },
});
