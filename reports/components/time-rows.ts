import { Drawing } from "./drawing.ts";
import { hatch } from "./hatch.ts";
import { fitsBeside } from "./letters.ts";
import { element, join, type Markup } from "./markup.ts";
import { linear, type Scale } from "./scale.ts";
import type { Text } from "./text.ts";
import { dateTicks } from "./time-axis.ts";
import { timeValues } from "./time-values.ts";

/** One value of a series. `y` null leaves a hole in the line. */
export interface Point {
  /** Day number; see `dayNumber`. */
  day: number;
  y: number | null;
  low?: number | null;
  high?: number | null;
  partial?: boolean;
}

/** A numbered place in a row: a spike, a drop or a change point. */
export interface Mark {
  day: number;
  y: number;
  label: string;
  kind: "spike" | "drop" | "change";
}

/** One row of small multiples. */
export interface TimeRow {
  label: string;
  /** What stands at the right of the label, e.g. the newest value with its interval. */
  latest: string;
  /** Colour number of the topic. */
  colour: number;
  points: readonly Point[];
  marks: readonly Mark[];
  /** Level lines, e.g. the means before and after a change point. */
  levels: readonly { from: number; to: number; y: number }[];
  target?: number | null;
}

export interface TimeRowsModel {
  id: string;
  rows: readonly TimeRow[];
  /** Days without data inside coverage, and days or periods not covered to their end. */
  gaps: readonly { from: number; to: number }[];
  partial: readonly { from: number; to: number }[];
  domain: readonly [number, number];
  from: number;
  to: number;
  /** A filled area under the line (counts) or a line with points (estimates). */
  style: "area" | "points";
  tick(value: number): string;
  /** One line per row for a day, shown on hover and focus. */
  tips: readonly { from: number; to: number; text: string }[];
}

interface Frame {
  left: number;
  right: number;
  top: number;
  height: number;
  /** The newest value stands below the label. */
  stacked: boolean;
}

const HEADER = 24;
/** What a second line over a row takes. */
const LINE = 16;
const AXIS = 22;

function path(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`).join("");
}

function runs(points: readonly Point[]): Point[][] {
  const found: Point[][] = [];
  let open: Point[] = [];
  for (const point of points) {
    if (point.y !== null) open.push(point);
    else if (open.length) {
      found.push(open);
      open = [];
    }
  }
  if (open.length) found.push(open);
  return found;
}

function line(row: TimeRow, x: Scale, y: Scale, style: TimeRowsModel["style"]): Markup[] {
  const base = y(Math.max(0, y.domain[0]));
  return runs(row.points).flatMap((run) => {
    const top = run.map((p) => [x(p.day), y(p.y as number)] as const);
    const bounded = run.filter((p) => typeof p.low === "number" && typeof p.high === "number");
    const first = top[0] as readonly [number, number];
    const last = top.at(-1) as readonly [number, number];
    const band = [
      ...bounded.map((p) => [x(p.day), y(p.high as number)] as const),
      ...bounded.toReversed().map((p) => [x(p.day), y(p.low as number)] as const),
    ];
    return [
      style === "area" &&
        element("path", { class: "area", d: `${path([[first[0], base], ...top, [last[0], base]])}Z` }),
      bounded.length > 1 && element("path", { class: "band", d: `${path(band)}Z` }),
      bounded.length === 1 && element("path", { class: "whisker", d: path(band) }),
      element("path", { class: "line", d: path(top) }),
      (style === "points" || run.length === 1) &&
        run.map((p) =>
          element("circle", {
            class: p.partial ? "dot open" : "dot",
            cx: x(p.day),
            cy: y(p.y as number),
            r: 3.2,
          }),
        ),
    ].map((child) => join(child));
  });
}

function marks(row: TimeRow, x: Scale, y: Scale, frame: Frame): Markup[] {
  return row.marks.map((mark) => {
    const at = x(mark.day);
    if (mark.kind === "change") {
      return element(
        "g",
        { class: "change" },
        element("line", { x1: at, x2: at, y1: frame.top, y2: frame.top + frame.height }),
        element("text", { x: at + 4, y: frame.top + 10 }, mark.label),
      );
    }
    const height = y(mark.y);
    const up = height - frame.top > 22 || mark.kind === "drop";
    const cy = up ? Math.max(frame.top + 2, height - 13) : height + 15;
    return element(
      "g",
      { class: "mark" },
      element("circle", { class: "dot", cx: at, cy: height, r: 3 }),
      element("circle", { class: "badge", cx: at, cy, r: 8.5 }),
      element("text", { class: "badge-text", x: at, y: cy + 3.8, "text-anchor": "middle" }, mark.label),
    );
  });
}

function drawRow(row: TimeRow, model: TimeRowsModel, x: Scale, frame: Frame): Markup {
  const y = linear(model.domain, [frame.top + frame.height, frame.top]);
  const few = frame.height < 110 ? 3 : 4;
  const shown = y.ticks(few).length > 1 ? y.ticks(few) : y.ticks(2 * few);
  const grid = shown.map((value) =>
    element(
      "g",
      { class: value === 0 ? "grid zero" : "grid" },
      element("line", { x1: frame.left, x2: frame.right, y1: y(value), y2: y(value) }),
      element("text", { x: frame.left - 6, y: y(value) + 4, "text-anchor": "end" }, model.tick(value)),
    ),
  );
  const target =
    typeof row.target === "number" &&
    element("line", {
      class: "target",
      x1: frame.left,
      x2: frame.right,
      y1: y(row.target),
      y2: y(row.target),
    });
  return element(
    "g",
    { class: `row c${row.colour}` },
    element(
      "text",
      { class: "label", x: frame.left, y: frame.top - 9 - (frame.stacked ? LINE : 0) },
      row.label,
    ),
    element(
      "text",
      frame.stacked
        ? { class: "latest", x: frame.left, y: frame.top - 9 }
        : { class: "latest", x: frame.right, y: frame.top - 9, "text-anchor": "end" },
      row.latest,
    ),
    grid,
    target,
    row.levels.map((level) =>
      element("line", { class: "level", x1: x(level.from), x2: x(level.to), y1: y(level.y), y2: y(level.y) }),
    ),
    line(row, x, y, model.style),
    marks(row, x, y, frame),
  );
}

function shades(model: TimeRowsModel, x: Scale, top: number, height: number, fill: string): Markup[] {
  const box = (kind: "gap" | "partial") => (span: { from: number; to: number }) => {
    const left = Math.max(x(span.from - 0.5), x(model.from - 0.5));
    const right = Math.min(x(span.to + 0.5), x(model.to + 0.5));
    return element("rect", {
      class: kind,
      x: left,
      y: top,
      width: Math.max(1, right - left),
      height,
      fill: kind === "gap" ? fill : null,
    });
  };
  return [...model.gaps.map(box("gap")), ...model.partial.map(box("partial"))];
}

/** Rows of lines over one shared date axis, as an SVG element of the given width in pixels. */
export function drawTimeRows(model: TimeRowsModel, width: number, text: Text): Drawing {
  const narrow = width < 500;
  const plot = model.rows.length === 1 ? (narrow ? 170 : 220) : narrow ? 72 : 84;
  const left = 44;
  const right = width - 10;
  const stacked = !model.rows.every((row) => fitsBeside(row.label, row.latest, right - left));
  const header = HEADER + (stacked ? LINE : 0);
  const step = plot + header + 10;
  const height = model.rows.length * step - 10 + AXIS;
  const x = linear([model.from - 0.5, model.to + 0.5], [left, right]);
  const frames = model.rows.map(
    (_, i): Frame => ({ left, right, top: i * step + header, height: plot, stacked }),
  );
  const bottom = height - AXIS;
  const pattern = `${model.id}-${width}-hatch`;
  const ticks = dateTicks(model.from, model.to, narrow ? 4 : 9, text).map((tick) =>
    element(
      "g",
      { class: "tick" },
      element("line", { x1: x(tick.day), x2: x(tick.day), y1: bottom, y2: bottom + 5 }),
      element("text", { x: x(tick.day), y: bottom + 18, "text-anchor": "middle" }, tick.label),
    ),
  );
  const tips = model.tips.map((tip) =>
    element(
      "rect",
      {
        class: "tip",
        x: x(tip.from - 0.5),
        y: 0,
        width: Math.max(0.5, x(tip.to + 0.5) - x(tip.from - 0.5)),
        height: bottom,
      },
      element("title", {}, tip.text),
    ),
  );
  const svg = element(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true", class: "time-rows" },
    model.gaps.length > 0 && hatch(pattern),
    frames.map((frame) => shades(model, x, frame.top, frame.height, `url(#${pattern})`)),
    frames.map((frame, i) => drawRow(model.rows[i] as TimeRow, model, x, frame)),
    ticks,
    tips,
  );
  return new Drawing(svg, timeValues(model, text));
}
