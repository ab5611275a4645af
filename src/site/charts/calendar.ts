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

interface RhythmRow {
  topic: string;
  view: string;
  /** 1 (Monday) to 7. */
  weekday: number;
  /** busiest or quietest, where that is clear. */
  extreme: string | null;
  /** Of no difference between weekdays. */
  p_value: number | null;
}

/** Differences between weekdays are told under this p-value. */
const LEVEL = 0.05;
const MONDAY = Date.parse("2024-01-01T00:00:00Z");

/** What is known of the week's rhythm: the clearly busiest or quietest day, that days differ, or that they do not. */
function rhythmTitle({ data, text }: PageContext, topic: TopicRow): string {
  const rows = data
    .table<RhythmRow>("weekday_rhythm")
    .filter((row) => row.topic === topic.topic && row.view === "all");
  const p = rows[0]?.p_value ?? null;
  if (p === null) return text.say("title.volume");
  const format = new Intl.DateTimeFormat(text.language, { weekday: "long", timeZone: "UTC" });
  for (const extreme of ["busiest", "quietest"]) {
    const found = rows.find((row) => row.extreme === extreme);
    if (found)
      return text.say(`calendar.title.${extreme}`, {
        weekday: format.format(MONDAY + (found.weekday - 1) * 86_400_000),
      });
  }
  return text.say(p < LEVEL ? "calendar.title.differ" : "calendar.title.same");
}

/** Mentions per day as a calendar of the last year, titled by what is known of the week's rhythm. */
export function calendarChart(context: PageContext, topic: TopicRow): Chart | null {
  const { data, text } = context;
  const rows = data
    .table<DayRow>("volume_daily")
    .filter((row) => row.topic === topic.topic && row.view === "all")
    .toSorted((a, b) => a.date.localeCompare(b.date))
    .slice(-YEAR);
  const shown = rows.filter((row) => row.mentions !== null || row.gap);
  if (rows.length < 2 * WEEK || shown.length < rows.length / 2) return null;
  const days = rows.map((row) => ({
    date: row.date,
    value: row.gap ? null : row.mentions,
    gap: row.gap,
    tip: `${text.date(row.date, "day")}\n${row.gap ? text.say("tip.gap") : row.withheld ? text.say("tip.withheld") : text.number(row.mentions ?? 0)}`,
  }));
  const title = rhythmTitle(context, topic);
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
