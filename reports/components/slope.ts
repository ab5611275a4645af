import { Drawing } from "./drawing.ts";
import { element } from "./markup.ts";
import { linear, spread } from "./scale.ts";

export interface SlopeRow {
  label: string;
  colour: number;
  before: number;
  after: number;
  beforeText: string;
  afterText: string;
  /** False where the interval of the difference includes zero: drawn thin. */
  clear: boolean;
}

/** Two periods side by side, a line per topic; movements that the interval does not support are thin and dashed. */
export function drawSlope(rows: readonly SlopeRow[], from: string, to: string, width: number): Drawing {
  const height = Math.max(200, rows.length * 34 + 80);
  const side = width < 500 ? 120 : 230;
  const values = rows.flatMap((row) => [row.before, row.after]);
  const y = linear([Math.min(...values), Math.max(...values)], [height - 24, 44]);
  const left = spread(
    rows.map((row) => y(row.before)),
    17,
    40,
    height - 10,
  );
  const right = spread(
    rows.map((row) => y(row.after)),
    17,
    40,
    height - 10,
  );
  const svg = element(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, class: "slope", "aria-hidden": "true" },
    element("text", { class: "label", x: side, y: 18, "text-anchor": "end" }, from),
    element("text", { class: "label", x: width - side, y: 18 }, to),
    rows.map((row, i) =>
      element(
        "g",
        { class: `row c${row.colour}` },
        element("line", {
          class: row.clear ? "line" : "line unclear",
          x1: side,
          x2: width - side,
          y1: y(row.before),
          y2: y(row.after),
        }),
        element("circle", { class: "dot", cx: side, cy: y(row.before), r: 4 }),
        element("circle", { class: "dot", cx: width - side, cy: y(row.after), r: 4 }),
        element(
          "text",
          { x: side - 10, y: (left[i] as number) + 4, "text-anchor": "end" },
          `${width < 500 ? "" : `${row.label} `}${row.beforeText}`,
        ),
        element(
          "text",
          { class: "latest", x: width - side + 10, y: (right[i] as number) + 4 },
          `${row.afterText} ${row.label}`,
        ),
      ),
    ),
  );
  return new Drawing(svg, {
    heads: [{ say: "values.name" }, from, to],
    rows: rows.map((row) => [row.label, row.beforeText, row.afterText]),
  });
}
