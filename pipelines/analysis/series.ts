import {
  type Cell,
  frameColumns,
  frameGroups,
  frameOfArrow,
  queryArrow,
  type Warehouse,
} from "earshot/warehouse";

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
  const table = await queryArrow(
    warehouse,
    `select volume_daily.topic, view, date, period, mentions, partial or gap as masked
     from volume_daily inner join topics using (topic) order by topics.position, view, date`,
  );
  if (table.numRows === 0) return [];
  return frameGroups(await frameOfArrow(table), ["topic", "view"]).map(({ key, group }) => {
    const columns = frameColumns(group);
    const column = (name: string): Cell[] => columns.get(name) ?? [];
    return {
      topic: String(key[0]),
      view: String(key[1]),
      dates: column("date").map(String),
      periods: column("period").map(String),
      mentions: Float64Array.from(column("mentions"), Number),
      mask: Uint8Array.from(column("masked"), Number),
    };
  });
}

/** The counts with NaN where the mask is set, for methods that know gaps as NaN. */
export function withGaps({ mentions, mask }: DailySeries): Float64Array {
  return mentions.map((value, at) => (mask[at] ? Number.NaN : value));
}
