import { type ChartValues, Drawing } from "./drawing.ts";
import { hatch } from "./hatch.ts";
import { element, type Markup, round } from "./markup.ts";
import { dayNumber, linear, type Scale } from "./scale.ts";
import type { Text } from "./text.ts";
import { dateTicks } from "./time-axis.ts";

export interface StripDay {
  date: string;
  mentions: number | null;
  gap: boolean;
  partial: boolean;
}

export interface StripRow {
  label: string;
  detail: string;
  days: readonly StripDay[];
}

const BAR = 30;
/** Wider than this in days, and weeks are drawn instead of days. */
const LONGEST = 420;

/** Days as the chart draws them: one each, or by seven where there are too many for the width. */
function bins(days: readonly StripDay[], size: number) {
  const found = new Map<
    number,
    { from: number; mentions: number; gaps: number; partial: boolean; n: number }
  >();
  for (const day of days) {
    const number = dayNumber(day.date);
    const from = size === 1 ? number : number - ((number + 3) % size);
    const bin = found.get(from) ?? { from, mentions: 0, gaps: 0, partial: false, n: 0 };
    bin.mentions += day.mentions ?? 0;
    bin.gaps += day.gap ? 1 : 0;
    bin.partial ||= day.partial;
    bin.n++;
    found.set(from, bin);
  }
  return [...found.values()];
}

const bar = (left: number, width: number, base: number, height: number) =>
  `M${round(left)},${round(base)}v${round(-height)}h${round(width)}v${round(height)}z`;

/** Bars of one source as three shapes: whole, partial, gap. */
function bars(row: StripRow, size: number, x: Scale, base: number, pattern: string): Markup[] {
  const drawn = bins(row.days, size);
  const most = Math.max(1, ...drawn.map((bin) => bin.mentions));
  const paths = { day: "", "day partial": "", gap: "" };
  for (const bin of drawn) {
    const left = x(bin.from - 0.5);
    const width = Math.max(0.6, x(bin.from + size - 0.5) - left - 0.4);
    const gap = bin.gaps === bin.n || (size === 1 && bin.gaps > 0);
    const kind = gap ? "gap" : bin.partial ? "day partial" : "day";
    const height = gap ? BAR : Math.max(bin.mentions ? 1.5 : 0, (bin.mentions / most) * BAR);
    if (height > 0) paths[kind] += bar(left, width, base, height);
  }
  return Object.entries(paths)
    .filter(([, d]) => d !== "")
    .map(([kind, d]) =>
      element("path", { class: kind, d, fill: kind === "gap" ? `url(#${pattern})` : null }),
    );
}

/** Sources one under the other, days from left to right: how much there is, where there is nothing. */
export function drawCoverageStrip(rows: readonly StripRow[], width: number, text: Text): Drawing {
  const numbers = rows.flatMap((row) =>
    [row.days[0], row.days.at(-1)].map((day) => dayNumber(day?.date ?? "1970-01-01")),
  );
  const from = Math.min(...numbers);
  const to = Math.max(...numbers);
  const size = to - from > LONGEST ? 7 : 1;
  const x = linear([from - 0.5, to + 0.5], [8, width - 8]);
  const step = 58;
  const bottom = rows.length * step;
  const ticks = dateTicks(from, to, width < 500 ? 4 : 9, text).map((tick) =>
    element(
      "g",
      { class: "tick" },
      element("line", { x1: x(tick.day), x2: x(tick.day), y1: bottom, y2: bottom + 5 }),
      element("text", { x: x(tick.day), y: bottom + 18, "text-anchor": "middle" }, tick.label),
    ),
  );
  const pattern = `coverage-${width}-hatch`;
  const drawn = rows.map((row, index) => {
    const base = index * step + step - 6;
    const place = { class: "detail", x: width - 8, y: index * step + 14, "text-anchor": "end" };
    return element(
      "g",
      { class: "row" },
      element("text", { class: "label", x: 8, y: index * step + 14 }, row.label),
      element("text", place, row.detail),
      element("line", { class: "base", x1: 8, x2: width - 8, y1: base, y2: base }),
      bars(row, size, x, base, pattern),
    );
  });
  const svg = element(
    "svg",
    {
      viewBox: `0 0 ${width} ${bottom + 24}`,
      width,
      height: bottom + 24,
      class: "coverage-strip",
      "aria-hidden": "true",
    },
    hatch(pattern),
    drawn,
    ticks,
  );
  return new Drawing(svg, valuesOf(rows, text));
}

/** Days without a single row, runs of them as one. */
function gapsOf(days: readonly StripDay[], text: Text): string {
  const runs: { from: string; to: string }[] = [];
  for (const { date } of days.filter((day) => day.gap)) {
    const last = runs.at(-1);
    if (last && dayNumber(date) === dayNumber(last.to) + 1) last.to = date;
    else runs.push({ from: date, to: date });
  }
  return runs.map(({ from, to }) => (from === to ? text.date(from) : text.range(from, to))).join("; ");
}

const valuesOf = (rows: readonly StripRow[], text: Text): ChartValues => ({
  heads: [{ say: "values.name" }, { say: "values.detail" }, { say: "values.gaps" }],
  rows: rows.map((row) => [row.label, row.detail, gapsOf(row.days, text)]),
});
