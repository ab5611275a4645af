/** Wall-clock parts of a moment in a zone. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows in `zone` at `at` (ms since 1970, UTC). */
export function wallClock(at: number, zone: string): WallClock {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(zone, formatter);
  }
  const parts = Object.fromEntries(
    formatter.formatToParts(at).map((part) => [part.type, Number(part.value)]),
  );
  return {
    year: parts["year"]!,
    month: parts["month"]!,
    day: parts["day"]!,
    hour: parts["hour"]!,
    minute: parts["minute"]!,
    second: parts["second"]!,
  };
}

/** The moment (ms, UTC) at which a clock in `zone` shows this date and time of day. */
export function momentOf(date: string, secondOfDay: number, zone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`) + secondOfDay * 1000;
  const offset = (at: number) => {
    const wall = wallClock(at, zone);
    return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second) - at;
  };
  const first = wanted - offset(wanted);
  return wanted - offset(first);
}

/** `YYYY-MM-DD` of a moment in a zone. */
export function dateIn(at: number, zone: string): string {
  const wall = wallClock(at, zone);
  return `${wall.year}-${two(wall.month)}-${two(wall.day)}`;
}

/** All dates from `from` to `to`, both included. */
export function datesBetween(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY)
    dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** ISO week of a date, `2026-w31`. */
export function isoWeek(date: string): string {
  const at = Date.parse(date);
  const weekday = (new Date(at).getUTCDay() + 6) % 7;
  const thursday = new Date(at + (3 - weekday) * DAY);
  const start = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return `${thursday.getUTCFullYear()}-w${two(1 + Math.floor((thursday.getTime() - start) / (7 * DAY)))}`;
}

export const two = (n: number) => String(n).padStart(2, "0");

/** UTC `YYYY-MM-DD HH:MM:SS`. */
export const utcText = (at: number) => new Date(at).toISOString().slice(0, 19).replace("T", " ");
