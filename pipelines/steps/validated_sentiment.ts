import { FEWEST_LABELLED, predictionPowered } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { frameAssign, frameConcat, frameGroups, frameRows, readFrame } from "earshot/warehouse";
import {
  authorsOf,
  correctionInput,
  LABELS_SQL,
  type Label,
  MEASURES,
  placesOf,
} from "../analysis/label-correction.ts";
import { rounded } from "../analysis/sums.ts";

const CELL = ["sample", "period", "topic", "view", "language"];

export default defineStep({
  description:
    "Net sentiment and the shares of its classes corrected by human labels: prediction-powered inference (Angelopoulos et al. " +
    "2023) with author-level variance, for every topic, period and language with at least 30 labelled mentions by 10 " +
    "authors. The interval holds the classifier's error. Fewer labels are counted here, and correct nothing.",
  grain: "sample, period, topic, view, language and measure",
  reads: ["label_majority", "topic_mentions", "author_topic"],
  columns: {
    sample: { type: "VARCHAR", description: "name of the sample" },
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    language: { type: "VARCHAR", description: "language of the mentions, or all" },
    measure: { type: "VARCHAR", description: "net, negative or positive (shares)" },
    value: { type: "DOUBLE", description: "corrected value; NULL where too few labels" },
    low: { type: "DOUBLE", description: "lower 95 % bound" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    machine: { type: "DOUBLE", description: "value by the machine alone; NULL where too few labels" },
    lambda: { type: "DOUBLE", description: "weight given to the machine, 0 to 1" },
    labelled: { type: "INTEGER", description: "labelled mentions" },
    labelled_authors: { type: "INTEGER", description: "their authors" },
    method: { type: "VARCHAR", description: "prediction_powered or too_few" },
  },
  async run({ warehouse, rows, write }) {
    const labels = await readFrame(warehouse, LABELS_SQL);
    const everywhere = frameAssign(labels, () => ({ language: "all" }));
    const results = [];
    for (const { group } of frameGroups(frameConcat([everywhere, labels]), CELL)) {
      const own = frameRows<Label>(group);
      const { sample, period, topic, view, language } = own[0]!;
      const cell = { sample, period, topic, view, language };
      const enough = own.length >= FEWEST_LABELLED;
      const authors = enough ? await authorsOf(rows, { ...cell, periods: [period] }) : [];
      for (const one of MEASURES) {
        const input = correctionInput(placesOf(enough ? authors : own), authors, own, one);
        const found = predictionPowered(input, { scale: one.scale });
        results.push({
          ...{ ...cell, measure: one.measure, method: found.method },
          value: rounded(found.value),
          low: rounded(found.low),
          high: rounded(found.high),
          machine: enough ? rounded(found.model_mean) : null,
          lambda: enough ? rounded(found.lambda) : null,
          labelled: found.n_labelled,
          labelled_authors: found.n_labelled_authors,
        });
      }
    }
    await write(results);
  },
});
