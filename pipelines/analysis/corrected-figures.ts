import type { StepContext } from "earshot/steps";
import { type Cell, literal } from "earshot/warehouse";
import { keyOf } from "./sums.ts";

/** A figure corrected by labels, or the number of labels that are too few for it. */
export interface Corrected {
  value: number | null;
  low: number | null;
  high: number | null;
  labelled: number;
}

const GRAIN = ["period", "topic", "view", "language", "measure"];

/**
 * Finds what labels say of a figure, where several samples reach it by the one with most labels; undefined where none does.
 * What is asked for has the columns period, topic, view, language (or all) and measure (net, negative, positive).
 */
export async function correctedFigures(
  rows: StepContext<unknown>["rows"],
  which: { language: "all" | "each" },
): Promise<(figure: Readonly<Record<string, Cell>>) => Corrected | undefined> {
  const found = await rows<Corrected & Record<string, Cell>>(`
    select * from validated_sentiment where (language = 'all') = ${literal(which.language === "all")}
    qualify row_number() over (
      partition by period, topic, view, language, measure
      order by method = 'prediction_powered' desc, labelled desc, sample) = 1`);
  const byFigure = new Map(found.map((row) => [keyOf(row, GRAIN), row]));
  return (figure) => byFigure.get(keyOf(figure, GRAIN));
}

/** The columns that say what an interval holds, beside the machine's own interval. */
export function correctedOr(
  machine: { value: number | null; low: number | null; high: number | null; method: string },
  corrected: Corrected | undefined,
) {
  const labelled = corrected?.labelled ?? 0;
  if (machine.value === null) return { ...machine, interval: "too_few", labelled };
  if (corrected?.value == null) return { ...machine, interval: "sampling", labelled };
  const { value, low, high } = corrected;
  return { value, low, high, method: "prediction_powered", interval: "sampling_and_classifier", labelled };
}
