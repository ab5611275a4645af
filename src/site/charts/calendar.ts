import { drawCalendar } from "../../../reports/components/calendar.ts";
import type { Chart } from "../chart-frame.ts";
import type { PageContext } from "../page-context.ts";
import type { TopicRow } from "../report-data.ts";

interface DayRow {
  date: string;
  topic: string;
  view: string;
  mentions: number | null;
  gap: boolean;
  withheld?: boolean;
}

const WEEK = 7;
/** Days drawn at most: the newest of them. */
const YEAR = 53 * WEEK;

/** Mentions per day as a calendar of the last year; days with a spike do not count for the busiest weekday. */
export function calendarChart(context: PageContext, topic: TopicRow): Chart | null {
  const { data, text } = context;
  const rows = data
    .table<DayRow>("volume_daily")
    .filter((row) => row.topic === topic.topic && row.view === "all")
    .toSorted((a, b) => a.date.localeCompare(b.date))
    .slice(-YEAR);
  const shown = rows.filter((row) => row.mentions !== null || row.gap);
  if (rows.length < 2 * WEEK || shown.length < rows.length / 2) return null;
  const burst = new Set(
    data
      .table<{ date: string; topic: string }>("spikes")
      .filter((row) => row.topic === topic.topic)
      .map((row) => row.date),
  );
  const totals = Array.from({ length: WEEK }, () => ({ sum: 0, n: 0 }));
  for (const row of rows) {
    const total = totals[(new Date(`${row.date}T00:00:00Z`).getUTCDay() + 6) % WEEK];
    if (!total || row.gap || row.mentions === null || burst.has(row.date)) continue;
    total.sum += row.mentions;
    total.n++;
  }
  const means = totals.map((total) => (total.n > 0 ? total.sum / total.n : 0));
  const busiest = means.indexOf(Math.max(...means));
  const monday = Date.parse("2024-01-01T00:00:00Z");
  const name = new Intl.DateTimeFormat(text.language, { weekday: "long", timeZone: "UTC" }).format(
    monday + busiest * 86_400_000,
  );
  const days = rows.map((row) => ({
    date: row.date,
    value: row.gap ? null : row.mentions,
    gap: row.gap,
    tip: `${text.date(row.date, "day")}\n${row.gap ? text.say("tip.gap") : row.withheld ? text.say("tip.withheld") : text.number(row.mentions ?? 0)}`,
  }));
  const title = text.say("calendar.title", { weekday: name, n: text.number(means[busiest] ?? 0) });
  return {
    id: `calendar-${topic.topic}`,
    title,
    subtitle: text.say("calendar.subtitle"),
    note: text.say("calendar.note"),
    alternative: title,
    drawings: [{ view: null, draw: (width) => drawCalendar(days, topic.colour, width, text) }],
    table: "volume_daily",
    definition: "mentions",
  };
}
