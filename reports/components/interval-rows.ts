import { Drawing, withoutEmptyColumns } from "./drawing.ts";
import { element, join, type Markup } from "./markup.ts";
import { linear } from "./scale.ts";

/** One estimate with its interval and, where known, the value of the period before. */
export interface IntervalRow {
  label: string;
  colour: number;
  value: number | null;
  low: number | null;
  high: number | null;
  previous: number | null;
  /** What stands at the right: the value and its interval in words, or why there is none. */
  text: string;
  /** Further small text under the label: denominator. */
  detail: string;
}

export interface IntervalRowsModel {
  rows: readonly IntervalRow[];
  domain: readonly [number, number];
  tick(value: number): string;
  target?: number | null;
}

const STEP = 46;
const AXIS = 26;

/** Estimates one under the other on one axis: dot, 95 % interval, hollow dot for the period before. */
export function drawIntervalRows(model: IntervalRowsModel, width: number): Drawing {
  const narrow = width < 500;
  const left = narrow ? 8 : 150;
  const right = narrow ? width - 8 : width - 170;
  const step = narrow ? 62 : STEP;
  const height = model.rows.length * step + AXIS;
  const bottom = height - AXIS;
  const x = linear(model.domain, [left, right]);
  const grid = x
    .ticks(narrow ? 4 : 6)
    .map((value) =>
      element(
        "g",
        { class: value === 0 ? "grid zero" : "grid" },
        element("line", { x1: x(value), x2: x(value), y1: 4, y2: bottom }),
        element("text", { x: x(value), y: bottom + 17, "text-anchor": "middle" }, model.tick(value)),
      ),
    );
  const rows = model.rows.map((row, index) => {
    const top = index * step;
    const y = narrow ? top + 44 : top + step / 2;
    const label = narrow ? { x: left, y: top + 16 } : { x: left - 12, y: y - 1, "text-anchor": "end" };
    const detail = narrow ? { x: left, y: top + 31 } : { x: left - 12, y: y + 14, "text-anchor": "end" };
    const text = narrow
      ? { x: right, y: top + 16, "text-anchor": "end" }
      : { x: right + 14, y: y + 5, "text-anchor": "start" };
    const known = row.value !== null;
    return element(
      "g",
      { class: `row c${row.colour}` },
      element("text", { class: "label", ...label }, row.label),
      element("text", { class: "detail", ...detail }, row.detail),
      element("text", { class: known ? "latest" : "latest muted", ...text }, row.text),
      row.previous !== null && element("circle", { class: "before", cx: x(row.previous), cy: y, r: 4.5 }),
      row.low !== null &&
        row.high !== null &&
        element("line", { class: "interval", x1: x(row.low), x2: x(row.high), y1: y, y2: y }),
      row.value !== null && element("circle", { class: "dot", cx: x(row.value), cy: y, r: 5.5 }),
    );
  });
  const svg = element(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true", class: "interval-rows" },
    grid,
    typeof model.target === "number" && targetLine(x(model.target), model.rows.length, narrow ? step : null),
    rows,
  );
  return new Drawing(svg, valuesOf(model));
}

/** One line through all rows; where values stand above their dots, a piece in each row, clear of them. */
function targetLine(at: number, rows: number, step: number | null): Markup {
  const piece = (y1: number, y2: number) => element("line", { class: "target", x1: at, x2: at, y1, y2 });
  if (step === null) return piece(0, rows * STEP);
  return join(...Array.from({ length: rows }, (_, row) => piece(row * step + 35, row * step + 54)));
}

const valuesOf = ({ rows, tick }: IntervalRowsModel) =>
  withoutEmptyColumns({
    heads: [
      { say: "values.name" },
      { say: "values.value" },
      { say: "values.before" },
      { say: "values.detail" },
    ],
    rows: rows.map((row) => [
      row.label,
      row.text,
      row.previous === null ? "" : tick(row.previous),
      row.detail,
    ]),
  });
