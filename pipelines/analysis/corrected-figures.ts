import { literal } from "earshot/warehouse";

/** A figure corrected by labels, or the number of labels that are too few for it. */
export interface Corrected {
  value: number | null;
  low: number | null;
  high: number | null;
  labelled: number;
}

/**
 * A select of what labels say of figures: one row per period, topic, view, language (or all) and measure (net, negative,
 * positive) that labels reach, where several samples do by the one with most. Columns `corrected` (NULL where labels are
 * too few), `corrected_low`, `corrected_high`, `labelled`.
 */
export function correctedSql({ language }: { language: "all" | "each" }): string {
  return `
    select period, topic, view, language, measure, value as corrected, low as corrected_low, high as corrected_high, labelled
    from validated_sentiment where (language = 'all') = ${literal(language === "all")}
    qualify row_number() over (
      partition by period, topic, view, language, measure
      order by method = 'prediction_powered' desc, labelled desc, sample) = 1`;
}

/** Columns of a row of a figure merged with `correctedSql`. */
export interface CorrectedColumns {
  corrected: number | null;
  corrected_low: number | null;
  corrected_high: number | null;
  labelled: number | null;
}

/** The same as `correctedOr` takes it; no labels at all where the merge found none. */
export const correctedOf = (row: CorrectedColumns): Corrected => ({
  ...{ value: row.corrected, low: row.corrected_low, high: row.corrected_high },
  labelled: row.labelled ?? 0,
});

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
