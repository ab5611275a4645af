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
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const offsets = new Map<string, number>();

/** What a clock on the wall shows in `zone` at `at` (ms since 1970, UTC). */
export function wallClock(at: number, zone: string): WallClock {
  const date = new Date(at + offsetOf(at, zone));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** How far a zone is ahead of UTC, ms; the same for a whole UTC hour, so it is looked up once an hour. */
function offsetOf(at: number, zone: string): number {
  const hour = Math.floor(at / HOUR) * HOUR;
  const key = `${zone} ${hour}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const parts = Object.fromEntries(
      formatter(zone)
        .formatToParts(hour)
        .map((part) => [part.type, Number(part.value)]),
    ) as unknown as WallClock;
    offset = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - hour;
    offsets.set(key, offset);
  }
  return offset;
}

function formatter(zone: string): Intl.DateTimeFormat {
  const digits = "numeric";
  return new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: zone, hourCycle: "h23", year: digits, month: digits, day: digits },
    ...{ hour: digits, minute: digits, second: digits },
  });
}

/** The moment (ms, UTC) at which a clock in `zone` shows this date and time of day. */
export function momentOf(date: string, secondOfDay: number, zone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`) + secondOfDay * 1000;
  return wanted - offsetOf(wanted - offsetOf(wanted, zone), zone);
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
