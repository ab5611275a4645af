import { dayNumber } from "../../../reports/components/scale.ts";
import type { Cause } from "../cause.ts";
import type { View } from "../chart-frame.ts";
import type { ReportData } from "../report-data.ts";

export interface VolumeRow {
  date: string;
  topic: string;
  view: View;
  mentions: number | null;
  partial: boolean;
  gap: boolean;
  withheld?: boolean;
}

export interface SpikeRow extends Cause {
  date: string;
  topic: string;
  view: View;
  direction: string;
  observed: number;
  expected: number;
  low: number | null;
  high: number | null;
  q_value: number | null;
}

export interface ChangePointRow {
  date: string;
  topic: string;
  view: View;
  before: number;
  after: number;
  confidence: number | null;
}

/** Spikes and drops of a topic, the largest first, at most `most` of them, then in order of time. */
export function topSpikes(data: ReportData, topic: string, view: View, most: number): SpikeRow[] {
  const size = (spike: SpikeRow) => Math.abs(spike.observed - spike.expected);
  return data
    .table<SpikeRow>("spikes")
    .filter((spike) => spike.topic === topic && spike.view === view)
    .toSorted((a, b) => size(b) - size(a) || a.date.localeCompare(b.date))
    .slice(0, most)
    .toSorted((a, b) => a.date.localeCompare(b.date));
}

/** Runs of consecutive days for which `test` holds, as day numbers. */
export function daySpans(rows: readonly VolumeRow[], test: (row: VolumeRow) => boolean) {
  const spans: { from: number; to: number }[] = [];
  for (const day of [...new Set(rows.filter(test).map((row) => dayNumber(row.date)))].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && day === last.to + 1) last.to = day;
    else spans.push({ from: day, to: day });
  }
  return spans;
}
