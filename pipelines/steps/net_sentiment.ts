import { ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
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

interface Validated {
  period: string;
  topic: string;
  view: string;
  net: number;
  low: number;
  high: number;
  labelled: number;
}

/** The correction with most labels, where several samples reach a period. */
const MOST_LABELLED = `
  select period, topic, view, net, low, high, labelled from validated_sentiment
  where method = 'prediction_powered'
  qualify row_number() over (partition by period, topic, view order by labelled desc, sample) = 1`;

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
    labelled: { type: "INTEGER", description: "human labels that the correction rests on; 0 for none" },
    negative_share: { type: "DOUBLE", description: "negative by scored mentions" },
    negative_low: { type: "DOUBLE", description: "lower 95 % bound of the negative share" },
    negative_high: { type: "DOUBLE", description: "upper 95 % bound of the negative share" },
    positive_share: { type: "DOUBLE", description: "positive by scored mentions" },
    positive_low: { type: "DOUBLE", description: "lower 95 % bound of the positive share" },
    positive_high: { type: "DOUBLE", description: "upper 95 % bound of the positive share" },
  },
  async run({ rows, write }) {
    const sums = await rows<SentimentRow>("select * from sentiment_sums order by all");
    const grain = ["period", "topic", "view"] as const;
    const shares = new Map(sums.map((row) => [`${row.measure} ${keyOf(row, grain)}`, row]));
    const share = (row: SentimentRow, measure: string) => {
      const found = shares.get(`${measure} ${keyOf(row, grain)}`);
      const { value, low, high } = found
        ? ratioInterval(sumsOf(found))
        : { value: null, low: null, high: null };
      return {
        [`${measure}_share`]: rounded(value),
        [`${measure}_low`]: rounded(low),
        [`${measure}_high`]: rounded(high),
      };
    };
    const validated = new Map(
      (await rows<Validated>(MOST_LABELLED)).map((row) => [keyOf({ ...row }, grain), row]),
    );
    await write(
      sums
        .filter((row) => row.measure === "net")
        .map((row) => {
          const machine = ratioInterval(sumsOf(row), { scale: "net" });
          const { period, topic, view, negative, neutral, positive, not_scored } = row;
          const corrected = machine.value === null ? undefined : validated.get(keyOf(row, grain));
          const net = corrected
            ? { value: corrected.net, low: corrected.low, high: corrected.high, method: "prediction_powered" }
            : machine;
          return {
            ...{ period, topic, view, negative, neutral, positive, not_scored },
            net: rounded(net.value),
            low: rounded(net.low),
            high: rounded(net.high),
            interval: corrected ? "sampling_and_classifier" : machine.value === null ? "too_few" : "sampling",
            authors: row.n,
            method: net.method,
            machine_net: rounded(machine.value),
            labelled: corrected?.labelled ?? 0,
            ...share(row, "negative"),
            ...share(row, "positive"),
          };
        }),
    );
  },
});
