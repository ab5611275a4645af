import { type ChartValues, Drawing } from "./drawing.ts";
import { element } from "./markup.ts";
import { dayNumber, dayText } from "./scale.ts";
import type { Text } from "./text.ts";

export interface CalendarDay {
  date: string;
  value: number | null;
  gap: boolean;
  tip: string;
}

/** Weeks as columns, Monday to Sunday as rows, darker for more. Null days are drawn as withheld or missing. */
export function drawCalendar(
  days: readonly CalendarDay[],
  colour: number,
  width: number,
  text: Text,
): Drawing {
  const first = dayNumber(days[0]?.date ?? "1970-01-01");
  const week = (day: number) => Math.floor((day - (first - weekday(first))) / 7);
  const last = dayNumber(days.at(-1)?.date ?? "1970-01-01");
  const columns = week(last) + 1;
  const left = 34;
  const cell = Math.min(22, Math.floor((width - left - 4) / columns));
  const most = Math.max(1, ...days.map((day) => day.value ?? 0));
  const height = cell * 7 + 22;
  const names = [0, 2, 4, 6].map((row) =>
    element(
      "text",
      { class: "detail", x: left - 6, y: 20 + row * cell + cell * 0.7, "text-anchor": "end" },
      text.date(new Date((4 + row) * 86_400_000).toISOString(), "day").split(/[\s,]/)[0] ?? "",
    ),
  );
  let month = "";
  let labelled = -9;
  const cells = days.map((day) => {
    const number = dayNumber(day.date);
    const x = left + week(number) * cell;
    const y = 20 + weekday(number) * cell;
    const level = day.value === null ? "none" : `q${Math.min(5, Math.ceil((day.value / most) * 5))}`;
    const newMonth = day.date.slice(0, 7) !== month && weekday(number) === 0;
    if (newMonth) month = day.date.slice(0, 7);
    const named = newMonth && week(number) - labelled >= 3;
    if (named) labelled = week(number);
    return [
      named && element("text", { class: "detail", x, y: 12 }, text.date(day.date, "month")),
      element(
        "rect",
        { class: day.gap ? "day gap" : `day ${level}`, x, y, width: cell - 2, height: cell - 2, rx: 2 },
        element("title", {}, day.tip),
      ),
    ];
  });
  const svg = element(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, class: `calendar c${colour}`, "aria-hidden": "true" },
    names,
    cells,
  );
  return new Drawing(svg, valuesOf(days, text));
}

/** 0 is Monday. */
const weekday = (day: number) => (((day - 4) % 7) + 7) % 7;

/** Weeks as rows, weekdays as columns. */
function valuesOf(days: readonly CalendarDay[], text: Text): ChartValues {
  const weeks = new Map<number, string[]>();
  for (const day of days) {
    const number = dayNumber(day.date);
    const monday = number - weekday(number);
    const row = weeks.get(monday) ?? [text.date(dayText(monday)), ...Array<string>(7).fill("")];
    row[1 + weekday(number)] = day.tip.split("\n")[1] ?? "";
    weeks.set(monday, row);
  }
  const names = Array.from({ length: 7 }, (_, day) => text.date(dayText(4 + day), "weekday"));
  return { heads: [{ say: "values.week" }, ...names], rows: [...weeks.values()] };
}
