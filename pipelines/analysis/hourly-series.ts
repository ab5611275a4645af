import type { StepContext } from "earshot/steps";
import type { DailySeries } from "./series.ts";

/** Fewest mentions an hour, in the mean of the known hours, for single hours to say anything. */
export const FEWEST_PER_HOUR = 2;
const [DAY, WEEK] = [24, 168];
const FEWEST_DAYS = 7;

interface HourlySeries {
  series: DailySeries[];
  /** Topics with their view that have too few mentions an hour. */
  skipped: string[];
}

interface SeriesRow {
  topic: string;
  view: string;
  enough: boolean;
  dates: string[];
  periods: string[];
  mentions: number[];
  masked: boolean[];
}

const HOURLY_SQL = `
  with spine as (
    select volume_daily.topic, volume_daily.view, volume_daily.period, topics.position,
      volume_daily.partial or volume_daily.gap as masked, volume_daily.date + to_hours(hours.hour) as hour
    from volume_daily inner join topics using (topic)
    cross join range(24) as hours (hour)
    where volume_daily.date >= (select max(date) - 83 from volume_daily)
  ),
  counted as (
    select spine.*, coalesce(if(spine.view = 'all', volume_hourly.mentions, volume_hourly.originals), 0) as mentions
    from spine left join volume_hourly on volume_hourly.topic = spine.topic and volume_hourly.hour = spine.hour
  )
  select topic, view, coalesce(avg(mentions) filter (where not masked), 0) >= ${FEWEST_PER_HOUR} as enough,
    list(strftime(hour, '%Y-%m-%d %H:00:00') order by hour) as dates, list(period order by hour) as periods,
    list(mentions::double order by hour) as mentions, list(masked order by hour) as masked
  from counted group by topic, view, position order by position, view`;

/**
 * Series by hour of the last twelve weeks, hours without mentions being 0 and the hours of gap and partial days masked;
 * `dates` are the hours, `YYYY-MM-DD HH:00:00`. Topics in the order of study.yaml.
 */
export async function hourlySeries(rows: StepContext<unknown>["rows"]): Promise<HourlySeries> {
  const found = await rows<SeriesRow>(HOURLY_SQL);
  return {
    skipped: found.filter(({ enough }) => !enough).map(({ topic, view }) => `${topic} (${view})`),
    series: found
      .filter(({ enough }) => enough)
      .map(({ topic, view, dates, periods, mentions, masked }) => ({
        ...{ topic, view, dates, periods },
        mentions: Float64Array.from(mentions),
        mask: Uint8Array.from(masked, Number),
      })),
  };
}

/** Hours in the season to judge by: a week where four are known, else a day; undefined under a week of known hours. */
export function seasonOfHours({ mask }: DailySeries): number | undefined {
  const known = mask.reduce((sum, masked) => sum + (masked ? 0 : 1), 0);
  if (known < FEWEST_DAYS * DAY) return undefined;
  return known >= 4 * WEEK ? WEEK : DAY;
}
