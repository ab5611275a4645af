import {
  type CodedUnit,
  classScores,
  confusion,
  krippendorffAlpha,
  macroF1,
  seededRandom,
  wilsonInterval,
} from "earshot/statistics";
import { defineStep } from "earshot/steps";
import {
  type DataFrame,
  frameApply,
  frameColumn,
  frameMerge,
  frameNumbers,
  framePivot,
  frameRows,
  frameSort,
  frameWhere,
  type Row,
  readFrame,
} from "earshot/warehouse";
import { rounded } from "../analysis/sums.ts";

interface Unit {
  human: string | null;
  machine: string;
  relevant: boolean | null;
  weight: number;
}

const CLASSES = ["negative", "neutral", "positive"];

const UNITS = "select *, 1 / probability as weight from label_majority order by sample, unit";

/** Coders by their place among those of the sample: their names may be any. */
const CODES = `
  select sample, unit, dense_rank() over (partition by sample order by coder) as coder,
    nullif(sentiment, 'unclear') as code
  from human_labels where coder <> 'adjudication' order by sample, coder, unit`;

/** Share of relevant units, weighted by 1 / probability, with Wilson's interval at the effective size. */
function precisionOf(units: DataFrame) {
  const judged = frameRows<Unit>(frameWhere<Unit>(units, ({ relevant }) => relevant !== null));
  if (judged.length === 0) return { precision: null, precision_low: null, precision_high: null };
  const total = judged.reduce((sum, { weight }) => sum + weight, 0);
  const share = judged.reduce((sum, { relevant, weight }) => sum + (relevant ? weight : 0), 0) / total;
  const size = (total * total) / judged.reduce((sum, { weight }) => sum + weight * weight, 0);
  const { low, high } = wilsonInterval(share, size);
  return { precision: rounded(share), precision_low: rounded(low), precision_high: rounded(high) };
}

/** What the coders said of each unit: the frame has a column `<coder>_code` for each of them. */
function codesOf(units: DataFrame): CodedUnit<string>[] {
  const coders = units.columns.filter((name: string) => name.endsWith("_code"));
  const columns = coders.map((name: string) => frameColumn(units, name) as (string | null)[]);
  return Array.from(units.index, (_, at) => columns.map((codes) => codes[at]));
}

/** Coders among themselves, and the machine against their majority, over some units of one sample. */
function qualityOf(units: DataFrame) {
  const codes = codesOf(units);
  const agreement = krippendorffAlpha(codes, { random: seededRandom(1) });
  const scored = frameWhere<Unit>(units, ({ human, machine }) => human !== null && machine !== "not_scored");
  const table = confusion(
    frameColumn(scored, "human") as string[],
    frameColumn(scored, "machine") as string[],
    { classes: CLASSES, weights: frameNumbers(scored, "weight") },
  );
  const scores = classScores(table);
  const recall = (name: string) => rounded(scores.get(name)?.recall);
  const hits = CLASSES.reduce((sum, _, i) => sum + table.matrix[i]![i]!, 0);
  return {
    ...{ units: codes.length, compared: scored.shape[0] },
    coders: Math.max(0, ...codes.map((unit) => unit.filter((code) => code !== null).length)),
    coded_twice: agreement.units,
    alpha: rounded(agreement.alpha),
    alpha_low: rounded(agreement.low),
    alpha_high: rounded(agreement.high),
    reading: agreement.reading,
    accuracy: table.total > 0 ? rounded(hits / table.total) : null,
    macro_f1: rounded(macroF1(table)),
    recall_negative: recall("negative"),
    recall_neutral: recall("neutral"),
    recall_positive: recall("positive"),
    confusion: JSON.stringify(table.matrix.map((row) => row.map((cell) => rounded(cell)))),
    ...precisionOf(units),
  };
}

export default defineStep({
  description:
    "How far coders agree (Krippendorff's alpha with a bootstrap interval), and the machine with their majority, weighted " +
    "by the sampling probabilities; relevance gives the precision of the queries.",
  grain: "sample and language (all for the whole sample)",
  reads: ["human_labels", "label_majority"],
  columns: {
    sample: { type: "VARCHAR", description: "name of the sample" },
    language: { type: "VARCHAR", description: "language, or all" },
    units: { type: "INTEGER", description: "units that somebody coded" },
    coders: { type: "INTEGER", description: "most coders of one unit" },
    coded_twice: { type: "INTEGER", description: "units with at least two codes" },
    alpha: { type: "DOUBLE", description: "Krippendorff's alpha of sentiment, nominal" },
    alpha_low: { type: "DOUBLE", description: "lower 95 % bound" },
    alpha_high: { type: "DOUBLE", description: "upper 95 % bound" },
    reading: { type: "VARCHAR", description: "firm (.80 and above), tentative (.667), poor, or unknown" },
    compared: { type: "INTEGER", description: "units with a majority that the machine scored" },
    accuracy: { type: "DOUBLE", description: "machine = majority, weighted" },
    macro_f1: { type: "DOUBLE", description: "mean F1 of the classes, weighted" },
    recall_negative: { type: "DOUBLE", description: "negative units that the machine calls so" },
    recall_neutral: { type: "DOUBLE", description: "the same for neutral" },
    recall_positive: { type: "DOUBLE", description: "the same for positive" },
    confusion: {
      type: "VARCHAR",
      description: "weights, rows true and columns machine: negative, neutral, positive",
    },
    precision: { type: "DOUBLE", description: "share of units that are about their topic, weighted" },
    precision_low: { type: "DOUBLE", description: "lower 95 % bound" },
    precision_high: { type: "DOUBLE", description: "upper 95 % bound" },
  },
  async run({ warehouse, rows, write }) {
    if ((await rows("from human_labels limit 1")).length === 0) return write([]);
    const codes = await readFrame(warehouse, CODES);
    const units = frameMerge(
      await readFrame(warehouse, UNITS),
      framePivot(codes, { keys: ["sample", "unit"], names: "coder", values: ["code"] }),
      { on: ["sample", "unit"], how: "inner", partners: "one" },
    );
    const quality = frameApply(units, ["sample"], (own) => [
      { language: "all", ...qualityOf(own) },
      ...frameRows<Row>(frameApply(frameSort(own, ["language"]), ["language"], qualityOf)),
    ]);
    await write(frameRows<Row>(quality));
  },
});
