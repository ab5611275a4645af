import type { ChartValues } from "./drawing.ts";
import { dayText } from "./scale.ts";
import type { Text } from "./text.ts";
import type { TimeRowsModel } from "./time-rows.ts";

type Tip = TimeRowsModel["tips"][number];

/** What follows `Label: ` in the lines of a tip, by label. */
function said(lines: readonly string[], label: string): string {
  const start = `${label}: `;
  return lines.find((line) => line.startsWith(start))?.slice(start.length) ?? "";
}

/** A day with its year and what is said of it in brackets; a period as it is. */
function timeOf({ from, to, text: words }: Tip, text: Text): string {
  const [name = ""] = words.split("\n");
  if (from !== to) return name;
  const [remark = ""] = /\s\([^)]*\)$/.exec(name) ?? [];
  return text.date(dayText(from), "dated") + remark;
}

/** Small multiples as a table, the newest day or period first: a column per series, in the words of the tips. */
export function timeValues({ rows, tips, tick }: TimeRowsModel, text: Text): ChartValues {
  const heads = [{ say: "values.time" }, ...rows.map((row) => row.label)];
  if (tips.length > 0) {
    const lines = tips
      .toReversed()
      .map((tip) => [
        timeOf(tip, text),
        ...rows.map((row) => said(tip.text.split("\n").slice(1), row.label)),
      ]);
    return { heads, rows: lines };
  }
  const days = [...new Set(rows.flatMap((row) => row.points.map((point) => point.day)))].sort(
    (a, b) => b - a,
  );
  const value = (day: number, points: (typeof rows)[number]["points"]) => {
    const y = points.find((point) => point.day === day)?.y ?? null;
    return y === null ? "" : tick(y);
  };
  return {
    heads,
    rows: days.map((day) => [text.date(dayText(day), "dated"), ...rows.map((row) => value(day, row.points))]),
  };
}
