import { Drawing, withoutEmptyColumns } from "./drawing.ts";
import { element } from "./markup.ts";
import { linear, niceCeiling } from "./scale.ts";

/** Sentiment of one topic as shares of the scored mentions (fractions of 1). */
export interface DivergingRow {
  label: string;
  negative: number;
  positive: number;
  negativeText: string;
  positiveText: string;
  /** Net sentiment with its interval. */
  text: string;
  /** Neutral share, number scored and not scored. */
  detail: string;
  known: boolean;
}

/** Negative to the left, positive to the right of one zero line; neutral is named, not drawn. */
export function drawDiverging(
  rows: readonly DivergingRow[],
  width: number,
  tick: (v: number) => string,
): Drawing {
  const narrow = width < 500;
  const left = narrow ? 8 : 150;
  const right = narrow ? width - 8 : width - 150;
  const step = narrow ? 72 : 54;
  const height = rows.length * step + 26;
  const bottom = height - 26;
  const most = niceCeiling(Math.max(0.05, ...rows.flatMap((row) => [row.negative, row.positive])), 3);
  const x = linear([-most, most], [left + 38, right - 38]);
  const grid = x
    .ticks(narrow ? 4 : 6)
    .map((value) =>
      element(
        "g",
        { class: value === 0 ? "grid zero" : "grid" },
        element("line", { x1: x(value), x2: x(value), y1: 4, y2: bottom }),
        element("text", { x: x(value), y: bottom + 17, "text-anchor": "middle" }, tick(Math.abs(value))),
      ),
    );
  const bar = (kind: string, from: number, to: number, y: number) =>
    element("rect", { class: kind, x: x(from), y, width: Math.max(0, x(to) - x(from)), height: 20 });
  const value = (text: string, at: number, y: number, anchor: string) =>
    element("text", { class: "bar-value", x: at, y: y + 14.5, "text-anchor": anchor }, text);
  const drawn = rows.map((row, index) => {
    const top = index * step;
    const y = narrow ? top + 38 : top + 12;
    const label = narrow ? { x: left, y: top + 16 } : { x: left - 12, y: y + 8, "text-anchor": "end" };
    const detail = narrow ? { x: left, y: top + 31 } : { x: left - 12, y: y + 23, "text-anchor": "end" };
    const text = narrow
      ? { x: right, y: top + 16, "text-anchor": "end" }
      : { x: right + 14, y: y + 15, "text-anchor": "start" };
    return element(
      "g",
      { class: row.known ? "row" : "row unknown" },
      element("text", { class: "label", ...label }, row.label),
      element("text", { class: "detail", ...detail }, row.detail),
      element("text", { class: row.known ? "latest" : "latest muted", ...text }, row.text),
      bar("negative", -row.negative, 0, y),
      bar("positive", 0, row.positive, y),
      value(row.negativeText, x(-row.negative) - 5, y, "end"),
      value(row.positiveText, x(row.positive) + 5, y, "start"),
    );
  });
  const svg = element(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true", class: "diverging" },
    grid,
    drawn,
  );
  const heads = ["values.name", "label.negative", "label.positive", "metric.net", "values.detail"];
  return new Drawing(
    svg,
    withoutEmptyColumns({
      heads: heads.map((say) => ({ say })),
      rows: rows.map((row) => [row.label, row.negativeText, row.positiveText, row.text, row.detail]),
    }),
  );
}
