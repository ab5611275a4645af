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
import { rounded } from "../analysis/sums.ts";

interface Unit {
  sample: string;
  unit: string;
  language: string;
  probability: number;
  human: string | null;
  machine: string;
  relevant: boolean | null;
  codes: (string | null)[];
}

const CLASSES = ["negative", "neutral", "positive"];

/** Share of relevant units, weighted by 1 / probability, with Wilson's interval at the effective size. */
function precisionOf(units: readonly Unit[]) {
  const judged = units.filter((unit) => unit.relevant !== null);
  const weights = judged.map((unit) => 1 / unit.probability);
  const total = weights.reduce((a, b) => a + b, 0);
  if (judged.length === 0) return { precision: null, precision_low: null, precision_high: null };
  const share = judged.reduce((sum, unit, i) => sum + (unit.relevant ? weights[i]! : 0), 0) / total;
  const size = (total * total) / weights.reduce((sum, weight) => sum + weight * weight, 0);
  const { low, high } = wilsonInterval(share, size);
  return { precision: rounded(share), precision_low: rounded(low), precision_high: rounded(high) };
}

/** Coders among themselves, and the machine against their majority, over some units of one sample. */
function qualityOf(sample: string, language: string, units: readonly Unit[]) {
  const codes: CodedUnit<string>[] = units.map((unit) => unit.codes);
  const agreement = krippendorffAlpha(codes, { random: seededRandom(1) });
  const scored = units.filter((unit) => unit.human !== null && unit.machine !== "not_scored");
  const table = confusion(
    scored.map((unit) => unit.human!),
    scored.map((unit) => unit.machine),
    { classes: CLASSES, weights: scored.map((unit) => 1 / unit.probability) },
  );
  const scores = classScores(table);
  const recall = (name: string) => rounded(scores.get(name)?.recall);
  const hits = CLASSES.reduce((sum, _, i) => sum + table.matrix[i]![i]!, 0);
  return {
    ...{ sample, language, units: units.length, compared: scored.length },
    coders: Math.max(0, ...units.map((unit) => unit.codes.filter((code) => code !== null).length)),
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
  async run({ rows, write }) {
    const units = await rows<Unit>(`
      select label_majority.*, codes.codes
      from label_majority
      inner join (
        select sample, unit, list(if(sentiment = 'unclear', null, sentiment) order by coder) as codes
        from human_labels group by sample, unit
      ) as codes using (sample, unit)
      order by sample, unit`);
    const samples = [...new Set(units.map((unit) => unit.sample))];
    await write(
      samples.flatMap((sample) => {
        const own = units.filter((unit) => unit.sample === sample);
        const languages = [...new Set(own.map((unit) => unit.language))].sort();
        return [
          qualityOf(sample, "all", own),
          ...languages.map((language) =>
            qualityOf(
              sample,
              language,
              own.filter((unit) => unit.language === language),
            ),
          ),
        ];
      }),
    );
  },
});
