import { type BaselinePeriod, ratioInterval, warningLevel } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { labelledShares } from "../analysis/labelled-warnings.ts";
import { keyOf, rounded, type SumsRow, sumsOf } from "../analysis/sums.ts";

type Side = SumsRow & { period: string; topic: string; negative: number };
type Baseline = SumsRow & {
  period: string;
  topic: string;
  negative: number;
  days: number;
  before: (BaselinePeriod & { period: string })[];
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
  async run({ rows, write }) {
    const now = await rows<Side>(
      "select * from sentiment_sums where measure = 'negative' and view = 'all' order by period, topic",
    );
    const usual = new Map(
      (await rows<Baseline>("select * from warning_baseline")).map((row) => [
        keyOf({ period: row.period, topic: row.topic }, ["period", "topic"]),
        row,
      ]),
    );
    const labels = await labelledShares(rows);
    const warnings = [];
    for (const row of now) {
      const { period, topic, negative } = row;
      const baseline = usual.get(keyOf({ period, topic }, ["period", "topic"]));
      if (!baseline) continue;
      const before = baseline.before.map((one) => one.period);
      const labelled = await labels(topic, period, before);
      const share = labelled?.now ?? ratioInterval(sumsOf(row));
      const { level, usual_high, volume_ratio } = warningLevel({
        now: share,
        baseline: labelled?.baseline ?? ratioInterval(sumsOf(baseline)),
        shift: labelled?.shift ?? 0,
        negative: baseline.negative,
        days: baseline.days,
        before: baseline.before,
      });
      if (level === "none") continue;
      warnings.push({
        ...{ period, topic, level, negative, n: row.x },
        negative_share: rounded(share.value),
        baseline: rounded(labelled?.baseline.value ?? baseline.y / baseline.x),
        low: rounded(share.low),
        usual_high: rounded(usual_high),
        volume_ratio: rounded(volume_ratio),
        interval: labelled ? "sampling_and_classifier" : "sampling",
      });
    }
    await write(warnings);
  },
});
