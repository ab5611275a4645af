import { ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { frameAssign, frameMerge, framePivot, frameRows, readFrame } from "earshot/warehouse";
import {
  type CorrectedColumns,
  correctedOf,
  correctedOr,
  correctedSql,
} from "../analysis/corrected-figures.ts";
import { rounded, type SumsRow, sumsOf } from "../analysis/sums.ts";

type MeasureRow = SumsRow & CorrectedColumns & { measure: "net" | "negative" | "positive" };

const CELL = ["period", "topic", "view"];
const COUNTS = ["negative", "neutral", "positive", "not_scored"];
const FIGURE = ["share", "low", "high", "interval", "authors", "method", "machine", "labelled"];

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
  async run({ warehouse, write }) {
    const sums = await readFrame(warehouse, "select * from sentiment_sums order by all");
    const labels = await readFrame(warehouse, correctedSql({ language: "all" }));
    const merged = frameMerge(sums, labels, { on: [...CELL, "measure"], partners: "one" });
    const figures = frameAssign<MeasureRow>(merged, (row) => {
      const machine = ratioInterval(sumsOf(row), { scale: row.measure === "net" ? "net" : "share" });
      const { value, low, high, interval, method, labelled } = correctedOr(machine, correctedOf(row));
      return {
        ...{ share: rounded(value), low: rounded(low), high: rounded(high), interval, method, labelled },
        ...{ authors: row.n, machine: rounded(machine.value) },
      };
    });
    const wide = framePivot(figures, {
      keys: [...CELL, ...COUNTS],
      names: "measure",
      values: FIGURE,
      expected: ["net", "negative", "positive"],
    });
    const net = Object.fromEntries(FIGURE.map((name) => [`net_${name}`, name]));
    const named = wide.rename({ ...net, net_share: "net", net_machine: "machine_net" });
    await write(frameRows(named));
  },
});
