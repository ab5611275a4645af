import { dayNumber, dayText } from "./scale.ts";
import type { Text } from "./text.ts";

export interface DateTick {
  day: number;
  label: string;
}

const parts = (day: number) => {
  const [year = "1970", month = "01"] = dayText(day).split("-");
  return { year: Number(year), month: Number(month) };
};

/** Longest span that gets ticks, in days: beyond it one end is no date. */
const LONGEST = 366 * 1000;
/** Months from one tick to the next. */
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];
const LONG_STEP = 1200;

function months(from: number, to: number, step: number): number[] {
  const start = parts(from);
  const days: number[] = [];
  for (let index = start.year * 12 + start.month - 1; ; index++) {
    const day = dayNumber(`${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}-01`);
    if (!(day <= to)) return days;
    if (day >= from && index % step === 0) days.push(day);
  }
}

/**
 * Ticks of a date axis from day `from` to day `to`, at most about `count`: days, Mondays, months or years; none where
 * an end is no date or lies a thousand years from the other.
 */
export function dateTicks(from: number, to: number, count: number, text: Text): DateTick[] {
  const span = to - from + 1;
  if (!(span <= LONGEST) || !(count > 0)) return [];
  if (span <= count * 14) {
    const step = span <= count ? 1 : span <= count * 2 ? 2 : span <= count * 7 ? 7 : 14;
    const monday = from + ((4 - (from % 7) + 7) % 7);
    const first = step >= 7 ? monday : from;
    const days: number[] = [];
    for (let day = first; day <= to; day += step) days.push(day);
    return days.map((day) => ({ day, label: text.date(dayText(day), "short") }));
  }
  const step = STEPS.find((each) => span / (30.4 * each) <= count) ?? LONG_STEP;
  return months(from, to, step).map((day, index) => {
    const { month, year } = parts(day);
    const name = step >= 12 ? String(year) : text.date(dayText(day), "month");
    return { day, label: step < 12 && (index === 0 || month === 1) ? `${name} ${year}` : name };
  });
}
