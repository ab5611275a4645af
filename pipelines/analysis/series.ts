import { frameColumn, frameGroups, frameNumbers, readFrame, type Warehouse } from "earshot/warehouse";

/** One daily series of a topic in one view, on a regular spine of days. */
export interface DailySeries {
  topic: string;
  view: string;
  /** `YYYY-MM-DD`, without holes. */
  dates: string[];
  periods: string[];
  mentions: Float64Array;
  /** 1 on gap days and partial days: left out of baselines and tests. */
  mask: Uint8Array;
}

/** The daily series of `volume_daily`, one per topic and view, in the order of study.yaml. */
export async function dailySeries(warehouse: Warehouse): Promise<DailySeries[]> {
  const days = await readFrame(
    warehouse,
    `select volume_daily.topic, view, date, period, mentions, partial or gap as masked
     from volume_daily inner join topics using (topic) order by topics.position, view, date`,
  );
  return frameGroups(days, ["topic", "view"]).map(({ key, group }) => ({
    topic: String(key[0]),
    view: String(key[1]),
    dates: frameColumn(group, "date").map(String),
    periods: frameColumn(group, "period").map(String),
    mentions: frameNumbers(group, "mentions"),
    mask: Uint8Array.from(frameNumbers(group, "masked")),
  }));
}

/** The counts with NaN where the mask is set, for methods that know gaps as NaN. */
export function withGaps({ mentions, mask }: DailySeries): Float64Array {
  return mentions.map((value, at) => (mask[at] ? Number.NaN : value));
}
