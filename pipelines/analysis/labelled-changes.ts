import { predictionPoweredDifference } from "earshot/statistics";
import type { StepContext } from "earshot/steps";
import {
  type DataFrame,
  frameGroup,
  frameMerge,
  frameOfRows,
  frameRows,
  frameWhere,
  readFrame,
} from "earshot/warehouse";
import {
  authorsOf,
  correctionInput,
  LABELS_SQL,
  type Label,
  MEASURES,
  mostLabelled,
  placesOf,
} from "./label-correction.ts";

/** Change of net sentiment with both periods corrected by labels of their own; null where there is none. */
export interface LabelledChange {
  labelled_now: number | null;
  labelled_before: number | null;
  labelled_change: number | null;
  labelled_low: number | null;
  labelled_high: number | null;
  labelled_authors: number | null;
}

interface Place {
  period: string;
  before_period: string;
  topic: string;
  view: string;
}

const CELL = ["period", "topic", "view"];
const COLUMNS = ["now", "before", "change", "low", "high", "authors"].map((name) => `labelled_${name}`);
const NET = MEASURES.find((one) => one.measure === "net")!;

/**
 * Changes of net sentiment where this period and the one before both have enough labels: a frame with the columns of
 * `LabelledChange` by period, topic and view. The labels of a period are those of the sample that has most there.
 *
 * @param periods frame of `period` and `before_period`
 */
export async function labelledChanges(
  { warehouse, rows }: Pick<StepContext<unknown>, "warehouse" | "rows">,
  periods: DataFrame,
): Promise<DataFrame> {
  const labels = await readFrame(warehouse, LABELS_SQL);
  const cells = frameMerge(frameGroup(labels, CELL, {}), periods, { on: ["period"] });
  const both = frameMerge(cells, cells, {
    ...{ leftOn: ["before_period", "topic", "view"], rightOn: CELL },
    ...{ how: "inner", suffixes: ["", "_of_before"] },
  });
  const sideOf = async (period: string, { topic, view }: Place) => {
    const own = frameWhere<Label>(
      labels,
      (label) => label.period === period && label.topic === topic && label.view === view,
    );
    const most = mostLabelled(frameRows<Label>(own));
    return most && { labels: most, authors: await authorsOf(rows, { periods: [period], topic, view }) };
  };
  const changes = [];
  for (const place of frameRows<Place>(both)) {
    const side = await sideOf(place.period, place);
    const sideBefore = side && (await sideOf(place.before_period, place));
    if (!sideBefore) continue;
    const places = placesOf(side.authors, sideBefore.authors);
    const { value, low, high, now, before } = predictionPoweredDifference(
      correctionInput(places, side.authors, side.labels, NET),
      correctionInput(places, sideBefore.authors, sideBefore.labels, NET),
      { scale: NET.scale },
    );
    if (value === null) continue;
    const { period, topic, view } = place;
    changes.push({
      ...{ period, topic, view, labelled_now: now.value, labelled_before: before.value },
      ...{ labelled_change: value, labelled_low: low, labelled_high: high, labelled_authors: places.size },
    });
  }
  return frameOfRows(changes, [...CELL, ...COLUMNS]);
}
