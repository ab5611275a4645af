import { dayNumber, niceCeiling } from "../../../reports/components/scale.ts";
import type { Mark, TimeRow } from "../../../reports/components/time-rows.ts";
import type { View } from "../chart-frame.ts";
import type { PageContext } from "../page-context.ts";
import type { PeriodRow, TopicRow } from "../report-data.ts";
import { middle, partialSpans } from "./share.ts";
import { daySpans, topSpikes, type VolumeRow } from "./volume-series.ts";

/** The same by period, from the figures: for long studies, and where most days have too few authors to be shown. */
export function periodModel(
  context: PageContext,
  rows: VolumeRow[],
  topics: readonly TopicRow[],
  view: View,
) {
  const { data, text } = context;
  const metric = view === "all" ? "volume" : "volume_originals";
  const value = (topic: TopicRow, period: PeriodRow) =>
    data.figure(metric, topic.topic, period.period)?.value ?? null;
  const most = topics.flatMap((topic) => data.periods.map((period) => value(topic, period) ?? 0));
  const drawn = topics.map((topic): TimeRow => {
    const values = data.periods.map((period) => value(topic, period));
    const total = values.reduce((sum: number, each) => sum + (each ?? 0), 0);
    const marks = topSpikes(data, topic.topic, view, topics.length === 1 ? 9 : 3).map(
      (spike, index): Mark => {
        const place = data.periods.findIndex(
          (each) => each.starts_on <= spike.date && spike.date <= each.ends_on,
        );
        return {
          day: place < 0 ? dayNumber(spike.date) : middle(data.periods[place] as PeriodRow),
          y: values[place] ?? 0,
          label: String(index + 1),
          kind: spike.direction === "drop" ? "drop" : "spike",
        };
      },
    );
    return {
      label: topic.label,
      latest: text.say(values.includes(null) ? "chart.total-shown" : "chart.total", { n: total }),
      colour: topic.colour,
      points: data.periods.map((period, index) => ({
        day: middle(period),
        y: values[index] ?? null,
        partial: period.partial,
      })),
      marks,
      levels: [],
    };
  });
  const tips = data.periods.map((period) => ({
    from: dayNumber(period.starts_on),
    to: dayNumber(period.ends_on),
    text: [
      `${text.period(period.period)}${period.partial ? ` (${text.say("tip.partial")})` : ""}`,
      ...topics.map((topic) => {
        const n = value(topic, period);
        return `${topic.label}: ${n === null ? text.say("tip.withheld") : text.number(n)}`;
      }),
    ].join("\n"),
  }));
  return {
    id: "volume",
    rows: drawn,
    gaps: daySpans(rows, (row) => row.gap),
    partial: partialSpans(data),
    domain: [0, niceCeiling(Math.max(...most, 0) * 1.12)] as const,
    from: dayNumber(data.periods[0]?.starts_on ?? ""),
    to: dayNumber(data.periods.at(-1)?.ends_on ?? ""),
    style: "area" as const,
    tick: (value: number) => text.number(value),
    tips,
  };
}
