import { ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { correctedFigures, correctedOr } from "../analysis/corrected-figures.ts";
import { rounded, type SumsRow, sumsOf } from "../analysis/sums.ts";

type LanguageRow = SumsRow & {
  period: string;
  topic: string;
  view: string;
  language: string;
  negative: number;
  neutral: number;
  positive: number;
};

export default defineStep({
  description:
    "Net sentiment of a topic in each language, with 95 % intervals clustered by author. Languages may differ because " +
    "people do or because the model does: labels tell which, and correct the languages that have 30 of them. NULL where there " +
    "is too little to say.",
  grain: "period, topic, view and language",
  reads: ["language_sums", "validated_sentiment"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    language: { type: "VARCHAR", description: "ISO 639-1, or `und`" },
    negative: { type: "BIGINT", description: "mentions scored negative" },
    neutral: { type: "BIGINT", description: "mentions scored neutral" },
    positive: { type: "BIGINT", description: "mentions scored positive" },
    net: { type: "DOUBLE", description: "net sentiment, −1 to +1; NULL where too few" },
    low: { type: "DOUBLE", description: "lower 95 % bound" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    authors: { type: "BIGINT", description: "authors with a scored mention" },
    method: { type: "VARCHAR", description: "clustered, wilson, prediction_powered or too_few" },
    interval: {
      type: "VARCHAR",
      description:
        "what the interval holds: sampling (clustered by author), sampling_and_classifier (corrected by human labels), or too_few",
    },
    machine_net: { type: "DOUBLE", description: "net sentiment by the machine alone" },
    labelled: {
      type: "INTEGER",
      description: "human labels of these mentions; a correction needs 30 by 10 authors",
    },
  },
  async run({ rows, write }) {
    const sums = await rows<LanguageRow>(
      "select * from language_sums order by period, topic, view, language",
    );
    const labels = await correctedFigures(rows, { language: "each" });
    await write(
      sums.map((row) => {
        const machine = ratioInterval(sumsOf(row), { scale: "net" });
        const net = correctedOr(machine, labels({ ...row, measure: "net" }));
        const { period, topic, view, language, negative, neutral, positive } = row;
        return {
          ...{ period, topic, view, language, negative, neutral, positive },
          net: rounded(net.value),
          low: rounded(net.low),
          high: rounded(net.high),
          authors: row.n,
          method: net.method,
          interval: net.interval,
          machine_net: rounded(machine.value),
          labelled: net.labelled,
        };
      }),
    );
  },
});
