import { hatch } from "./hatch.ts";
import { element, type Markup } from "./markup.ts";
import { dayNumber, linear } from "./scale.ts";
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

/** Sources one under the other, days from left to right: how much there is, where there is nothing. */
export function drawCoverageStrip(rows: readonly StripRow[], width: number, text: Text): Markup {
  const numbers = rows.flatMap((row) => row.days.map((day) => dayNumber(day.date)));
  const from = Math.min(...numbers);
  const to = Math.max(...numbers);
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
    const most = Math.max(1, ...row.days.map((day) => day.mentions ?? 0));
    return element(
      "g",
      { class: "row" },
      element("text", { class: "label", x: 8, y: index * step + 14 }, row.label),
      element(
        "text",
        { class: "detail", x: width - 8, y: index * step + 14, "text-anchor": "end" },
        row.detail,
      ),
      element("line", { class: "base", x1: 8, x2: width - 8, y1: base, y2: base }),
      row.days.map((day) => {
        const left = x(dayNumber(day.date) - 0.5);
        const size = Math.max(0.6, x(dayNumber(day.date) + 0.5) - left - 0.4);
        const height = day.gap ? 30 : Math.max(day.mentions ? 1.5 : 0, ((day.mentions ?? 0) / most) * 30);
        const kind = day.gap ? "gap" : day.partial ? "day partial" : "day";
        const fill = day.gap ? `url(#${pattern})` : null;
        return element("rect", { class: kind, x: left, y: base - height, width: size, height, fill });
      }),
    );
  });
  return element(
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
}
