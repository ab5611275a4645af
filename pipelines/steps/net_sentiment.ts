import { ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { correctedFigures, correctedOr } from "../analysis/corrected-figures.ts";
import { keyOf, rounded, type SumsRow, sumsOf } from "../analysis/sums.ts";

interface SentimentRow extends SumsRow {
  period: string;
  topic: string;
  view: string;
  measure: string;
  negative: number;
  neutral: number;
  positive: number;
  not_scored: number;
  [column: string]: string | number;
}

export default defineStep({
  description:
    "Net sentiment = (positive − negative) / scored mentions, −1 to +1, with 95 % intervals clustered by author. " +
    "Mentions without a score are counted apart and never as neutral. NULL where there is too little to say.",
  grain: "period, topic and view",
  reads: ["sentiment_sums", "validated_sentiment"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    negative: { type: "BIGINT", description: "mentions scored negative" },
    neutral: { type: "BIGINT", description: "mentions scored neutral" },
    positive: { type: "BIGINT", description: "mentions scored positive" },
    not_scored: { type: "BIGINT", description: "mentions without a score (language, no words, deleted)" },
    net: { type: "DOUBLE", description: "net sentiment, −1 to +1; NULL where too few" },
    low: { type: "DOUBLE", description: "lower 95 % bound" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    interval: {
      type: "VARCHAR",
      description:
        "what the interval holds: sampling (clustered by author), sampling_and_classifier (corrected by human labels), or too_few",
    },
    authors: { type: "BIGINT", description: "authors with a scored mention" },
    method: { type: "VARCHAR", description: "clustered, wilson, prediction_powered or too_few" },
    machine_net: { type: "DOUBLE", description: "net sentiment by the machine alone, before any correction" },
    labelled: {
      type: "INTEGER",
      description: "human labels of these mentions; a correction needs 30 by 10 authors",
    },
    negative_share: { type: "DOUBLE", description: "negative by scored mentions, corrected as net is" },
    negative_low: { type: "DOUBLE", description: "lower 95 % bound of the negative share" },
    negative_high: { type: "DOUBLE", description: "upper 95 % bound of the negative share" },
    positive_share: { type: "DOUBLE", description: "positive by scored mentions, corrected as net is" },
    positive_low: { type: "DOUBLE", description: "lower 95 % bound of the positive share" },
    positive_high: { type: "DOUBLE", description: "upper 95 % bound of the positive share" },
  },
  async run({ rows, write }) {
    const sums = await rows<SentimentRow>("select * from sentiment_sums order by all");
    const grain = ["period", "topic", "view"] as const;
    const measures = new Map(sums.map((row) => [keyOf(row, [...grain, "measure"]), row]));
    const labels = await correctedFigures(rows, { language: "all" });
    const share = (row: SentimentRow, measure: string) => {
      const found = measures.get(keyOf({ ...row, measure }, [...grain, "measure"]));
      const machine = found
        ? ratioInterval(sumsOf(found))
        : ({ value: null, low: null, high: null, method: "too_few" } as const);
      const { value, low, high } = correctedOr(machine, labels({ ...row, measure, language: "all" }));
      return {
        [`${measure}_share`]: rounded(value),
        [`${measure}_low`]: rounded(low),
        [`${measure}_high`]: rounded(high),
      };
    };
    await write(
      sums
        .filter((row) => row.measure === "net")
        .map((row) => {
          const machine = ratioInterval(sumsOf(row), { scale: "net" });
          const { period, topic, view, negative, neutral, positive, not_scored } = row;
          const net = correctedOr(machine, labels({ ...row, language: "all" }));
          return {
            ...{ period, topic, view, negative, neutral, positive, not_scored },
            net: rounded(net.value),
            low: rounded(net.low),
            high: rounded(net.high),
            interval: net.interval,
            authors: row.n,
            method: net.method,
            machine_net: rounded(machine.value),
            labelled: net.labelled,
            ...share(row, "negative"),
            ...share(row, "positive"),
          };
        }),
    );
  },
});
