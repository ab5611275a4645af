import { predictionPoweredDifference } from "earshot/statistics";
import type { StepContext } from "earshot/steps";
import { groupRows } from "./groups.ts";
import {
  authorsOf,
  correctionInput,
  MEASURES,
  mostLabelled,
  placesOf,
  readLabels,
} from "./label-correction.ts";
import { keyOf } from "./sums.ts";

/** Change of net sentiment with both periods corrected by labels of their own. */
export interface LabelledChange {
  now: number;
  before: number;
  value: number;
  low: number;
  high: number;
  authors: number;
}

const CELL = ["period", "topic", "view"];
const NET = MEASURES.find((one) => one.measure === "net")!;

/**
 * Changes of net sentiment where this period and the one before both have enough labels, by period, topic and view
 * (`keyOf`). The labels of a period are those of the sample that has most there.
 */
export async function labelledChanges(
  rows: StepContext<unknown>["rows"],
  periods: readonly { period: string; before_period: string | null }[],
): Promise<Map<string, LabelledChange>> {
  const changes = new Map<string, LabelledChange>();
  const cells = groupRows(await readLabels(rows), (label) => keyOf({ ...label }, CELL));
  const periodBefore = new Map(periods.map(({ period, before_period }) => [period, before_period]));
  for (const [key, all] of cells) {
    const { period, topic, view } = all[0]!;
    const before_period = periodBefore.get(period) ?? null;
    const labels = mostLabelled(all);
    const labelsBefore = mostLabelled(cells.get(keyOf({ period: before_period, topic, view }, CELL)) ?? []);
    if (!labels || !labelsBefore || before_period === null) continue;
    const authors = await authorsOf(rows, { periods: [period], topic, view });
    const authorsBefore = await authorsOf(rows, { periods: [before_period], topic, view });
    const places = placesOf(authors, authorsBefore);
    const { value, low, high, now, before } = predictionPoweredDifference(
      correctionInput(places, authors, labels, NET),
      correctionInput(places, authorsBefore, labelsBefore, NET),
      { scale: NET.scale },
    );
    if (value === null) continue;
    changes.set(key, {
      ...{ value, low: low!, high: high!, authors: places.size },
      ...{ now: now.value!, before: before.value! },
    });
  }
  return changes;
}
