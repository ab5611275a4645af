import { detectSpikes, type SpikePoint } from "earshot/statistics";
import type { DailySeries } from "./series.ts";

const LEVEL = 0.05;

/** A spike or drop with the place in its series: `date` is the day, or the hour. */
export interface FoundSpike {
  date: string;
  topic: string;
  view: string;
  point: SpikePoint;
  mode: "causal" | "retrospective";
  period: string;
}

/**
 * Spikes and drops of a series at a false discovery rate of 5 %. Retrospective for the past; the newest period is judged
 * by what could be known at the time, or in retrospect where the series is too short for anything to have been known.
 *
 * @param season places in one season: 7 days, 24 or 168 hours
 */
export function foundSpikes(series: DailySeries, season: number): FoundSpike[] {
  const newest = series.periods.at(-1);
  const isNewest = (point: SpikePoint) => series.periods[point.index] === newest;
  const tested = (mode: FoundSpike["mode"]) =>
    detectSpikes(series.mentions, { mode, period: season, mask: series.mask }).map((point) => ({
      point,
      mode,
    }));
  const atTheTime = tested("causal").filter(({ point }) => isNewest(point));
  const inRetrospect = tested("retrospective").filter(
    ({ point }) => atTheTime.length === 0 || !isNewest(point),
  );
  return [...inRetrospect, ...atTheTime]
    .filter(({ point }) => point.q <= LEVEL)
    .map(({ point, mode }) => ({
      ...{ point, mode, topic: series.topic, view: series.view },
      date: series.dates[point.index]!,
      period: series.periods[point.index]!,
    }));
}
