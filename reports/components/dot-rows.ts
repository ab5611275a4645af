import { Drawing } from "./drawing.ts";
import { cutLabel } from "./letters.ts";
import { element, type Markup } from "./markup.ts";
import { linear, niceCeiling } from "./scale.ts";

export interface DotRowsSeries {
  label: string;
  colour: number;
}

/** One thing measured for several series: a channel, a language, an emotion. */
export interface DotRow {
  label: string;
  /** In the order of the series; null: not known. */
  values: readonly (number | null)[];
  /** 95 % intervals of the values; each series then has a line of its own in the row. */
  intervals?: readonly (readonly [low: number, high: number] | null)[];
}

export interface DotRowsModel {
  series: readonly DotRowsSeries[];
  rows: readonly DotRow[];
  /** A value as the axis and the columns write it. */
  show(value: number): string;
}

const HEAD = 26;
const AXIS = 26;
const COLUMN = 74;
const NARROW_COLUMN = 70;
const LEGEND_LINE = 20;
/** Height of one series' line where values have intervals. */
const LANE = 13;
/** More series than these and their values are read from the axis only; on a phone one less. */
const MOST_COLUMNS = 4;
/** Letters of a label that fit over a column of numbers; longer ones stand one above the other. */
const FIT = 8;

interface Places {
  left: number;
  right: number;
  step: number;
  /** Place of the (first) dots inside a row. */
  line: number;
  narrow: boolean;
  /** Whether values stand as numbers beside the dots. */
  numbers: boolean;
  /** Right end of a series' column of numbers. */
  column(series: number): number;
}

function places(width: number, count: number, lanes: boolean): Places {
  const narrow = width < 500;
  const columns = count > MOST_COLUMNS - (narrow ? 1 : 0) ? 0 : count;
  const room = narrow ? NARROW_COLUMN : COLUMN;
  return {
    narrow,
    numbers: columns > 0,
    left: narrow ? 8 : 150,
    right: narrow ? width - 8 : width - 16 - columns * COLUMN,
    step: (narrow ? 44 : 30) + (lanes ? (count - 1) * LANE : 0),
    line: narrow ? 31 : 16,
    column: (series) => width - 8 - (columns - 1 - series) * room,
  };
}

/** Several series compared on the same things: a row each, a dot for every series, and its value as a number. */
export function drawDotRows({ series, rows, show }: DotRowsModel, width: number): Drawing {
  const lanes = rows.some((row) => row.intervals);
  const at = places(width, series.length, lanes);
  const { numbers } = at;
  const ends = rows.flatMap((row) => [...row.values, ...(row.intervals ?? []).map((each) => each?.[1] ?? 0)]);
  const most = niceCeiling(Math.max(0, ...ends.map((value) => value ?? 0)), 4);
  const x = linear([0, most], [at.left, at.right]);
  const headed = numbers && series.every((each) => each.label.length <= FIT);
  const head = headed ? HEAD : series.length * LEGEND_LINE + 6;
  const bottom = head + rows.length * at.step;
  const grid = x
    .ticks(at.narrow ? 4 : 6)
    .map((value) =>
      element(
        "g",
        { class: value === 0 ? "grid zero" : "grid" },
        element("line", { x1: x(value), x2: x(value), y1: head, y2: bottom }),
        element("text", { x: x(value), y: bottom + 17, "text-anchor": "middle" }, show(value)),
      ),
    );
  const svg = element(
    "svg",
    {
      viewBox: `0 0 ${width} ${bottom + AXIS}`,
      width,
      height: bottom + AXIS,
      "aria-hidden": "true",
      class: "dot-rows",
    },
    grid,
    series.map((each, index) => {
      if (headed) return heading(each, at.column(index));
      if (!numbers) return legend(each, index, at.left);
      return stair(each, at.column(index), (series.length - 1 - index) * LEGEND_LINE + 10, head);
    }),
    rows.map((row, index) => drawRow(row, series, head + index * at.step, { at, x, show, numbers })),
  );
  return new Drawing(svg, {
    heads: [{ say: "values.name" }, ...series.map((each) => each.label)],
    rows: rows.map((row) => [row.label, ...series.map((_, index) => valueText(row, index, show))]),
  });
}

function valueText(row: DotRow, index: number, show: DotRowsModel["show"]): string {
  const value = row.values[index] ?? null;
  const interval = row.intervals?.[index];
  if (value === null) return "–";
  return interval ? `${show(value)} (${show(interval[0])} – ${show(interval[1])})` : show(value);
}

function heading(series: DotRowsSeries, end: number): Markup {
  return element(
    "g",
    { class: `row c${series.colour}` },
    element("text", { class: "label", x: end, y: 15, "text-anchor": "end" }, series.label),
  );
}

/**
 * A name too long to stand over its column of numbers: above it on a line of its own, from which a thread hangs down to
 * the column. The last column's name is the highest, so that no thread crosses a name.
 */
function stair(series: DotRowsSeries, end: number, y: number, foot: number): Markup {
  const x = end - 5;
  return element(
    "g",
    { class: `row c${series.colour}` },
    y + 10 < foot - 6 && element("line", { class: "thread", x1: x, x2: x, y1: y + 8, y2: foot }),
    element("circle", { class: "dot", cx: x, cy: y, r: 5 }),
    element(
      "text",
      { class: "label", x: end - 16, y: y + 4.5, "text-anchor": "end" },
      cutLabel(series.label, end - 20),
    ),
  );
}

function legend(series: DotRowsSeries, index: number, left: number): Markup {
  const y = index * LEGEND_LINE + 10;
  return element(
    "g",
    { class: `row c${series.colour}` },
    element("circle", { class: "dot", cx: left + 5, cy: y, r: 5 }),
    element("text", { class: "label", x: left + 16, y: y + 4.5 }, series.label),
  );
}

function drawRow(
  row: DotRow,
  series: readonly DotRowsSeries[],
  top: number,
  {
    at,
    x,
    show,
    numbers,
  }: { at: Places; x(value: number): number; show(value: number): string; numbers: boolean },
): Markup {
  const y = top + at.line;
  const label = at.narrow
    ? { x: at.left, y: top + 16 }
    : { x: at.left - 12, y: y + 4.5, "text-anchor": "end" };
  const known = row.values.filter((value) => value !== null);
  const lane = row.intervals ? LANE : 0;
  return element(
    "g",
    {},
    element("text", { class: "label", ...label }, row.label),
    !row.intervals &&
      known.length > 1 &&
      element("line", { class: "span", x1: x(Math.min(...known)), x2: x(Math.max(...known)), y1: y, y2: y }),
    series.map((each, index) => {
      const value = row.values[index] ?? null;
      const interval = row.intervals?.[index];
      const own = y + index * lane;
      const text = { x: at.column(index), y: at.narrow ? top + 16 : y + 4.5, "text-anchor": "end" };
      return element(
        "g",
        { class: `row c${each.colour}` },
        interval &&
          element("line", { class: "interval", x1: x(interval[0]), x2: x(interval[1]), y1: own, y2: own }),
        value !== null && element("circle", { class: "dot", cx: x(value), cy: own, r: 5 }),
        numbers && element("text", { class: "latest", ...text }, value === null ? "–" : show(value)),
      );
    }),
  );
}
