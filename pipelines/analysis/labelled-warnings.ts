import { predictionPowered } from "earshot/statistics";
import type { StepContext } from "earshot/steps";
import { frameRows, frameWhere, readFrame } from "earshot/warehouse";
import {
  authorsOf,
  correctionInput,
  LABELS_SQL,
  type Label,
  MEASURES,
  mostLabelled,
  placesOf,
} from "./label-correction.ts";

/** Negative shares now and before, both corrected by labels. */
export interface LabelledShares {
  now: { value: number; low: number; high: number };
  baseline: { value: number; low: number; high: number };
  /** What labels add to the machine's share of a usual period. */
  shift: number;
}

const NEGATIVE = MEASURES.find((one) => one.measure === "negative")!;
/** A sample speaks for periods whose mentions its weights (1/probability) add up to, but for chance. */
const SPEAKS_FOR = { least: 0.5, most: 2 };

async function correctedShare(
  rows: StepContext<unknown>["rows"],
  topic: string,
  periods: readonly string[],
  labels: readonly Label[],
) {
  const own = mostLabelled(labels);
  if (!own) return undefined;
  const authors = await authorsOf(rows, { periods, topic, view: "all" });
  const mentions = authors.reduce((sum, one) => sum + one.negative + one.neutral + one.positive, 0);
  const spokenFor = own.reduce((sum, label) => sum + 1 / label.probability, 0) / mentions;
  if (spokenFor < SPEAKS_FOR.least || spokenFor > SPEAKS_FOR.most) return undefined;
  const found = predictionPowered(correctionInput(placesOf(authors), authors, own, NEGATIVE));
  const { value, low, high, model_mean } = found;
  return value === null ? undefined : { value, low: low!, high: high!, model_mean };
}

/**
 * Finds the negative shares of a topic's period and of the periods before it as labels correct them; undefined where
 * either has too few, or labels of some of the periods before only.
 */
export async function labelledShares({
  warehouse,
  rows,
}: Pick<StepContext<unknown>, "warehouse" | "rows">): Promise<
  (topic: string, period: string, before: readonly string[]) => Promise<LabelledShares | undefined>
> {
  const labels = frameWhere<Label>(await readFrame(warehouse, LABELS_SQL), ({ view }) => view === "all");
  const labelsOf = (topic: string, periods: readonly string[]) =>
    frameRows<Label>(
      frameWhere<Label>(labels, (label) => label.topic === topic && periods.includes(label.period)),
    );
  return async (topic, period, before) => {
    const now = await correctedShare(rows, topic, [period], labelsOf(topic, [period]));
    const baseline = now && (await correctedShare(rows, topic, before, labelsOf(topic, before)));
    return baseline && { now, baseline, shift: baseline.value - baseline.model_mean };
  };
}
