import { ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { frameAssign, frameMerge, frameRows, readFrame } from "earshot/warehouse";
import {
  type CorrectedColumns,
  correctedOf,
  correctedOr,
  correctedSql,
} from "../analysis/corrected-figures.ts";
import { rounded, type SumsRow, sumsOf } from "../analysis/sums.ts";

const CELL = ["period", "topic", "view", "language"];

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
  async run({ warehouse, write }) {
    const sums = await readFrame(
      warehouse,
      "select * from language_sums order by period, topic, view, language",
    );
    const labels = await readFrame(
      warehouse,
      `from (${correctedSql({ language: "each" })}) where measure = 'net'`,
    );
    const figures = frameAssign<SumsRow & CorrectedColumns>(
      frameMerge(sums, labels, { on: CELL, partners: "one" }),
      (row) => {
        const machine = ratioInterval(sumsOf(row), { scale: "net" });
        const { value, low, high, interval, method, labelled } = correctedOr(machine, correctedOf(row));
        return {
          ...{ net: rounded(value), low: rounded(low), high: rounded(high), interval, method, labelled },
          ...{ authors: row.n, machine_net: rounded(machine.value) },
        };
      },
    );
    await write(frameRows(figures));
  },
});
