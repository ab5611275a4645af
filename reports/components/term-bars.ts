import { Drawing } from "./drawing.ts";
import { fitsBeside } from "./letters.ts";
import { element } from "./markup.ts";
import { linear } from "./scale.ts";

export interface TermRow {
  term: string;
  /** Count to compare with; null: none. */
  before: number | null;
  now: number;
  text: string;
}

/** Terms one under the other: a bar for the count now, a tick for the count in the period before. */
export function drawTermBars(rows: readonly TermRow[], colour: number, width: number): Drawing {
  const narrow = width < 500;
  const stacked = narrow && !rows.every((row) => fitsBeside(row.term, row.text, width - 16));
  const step = stacked ? 56 : narrow ? 40 : 26;
  const left = narrow ? 8 : 190;
  const right = narrow ? width - 8 : width - 210;
  const height = rows.length * step + 6;
  const most = Math.max(1, ...rows.flatMap((row) => [row.before ?? 0, row.now]));
  const x = linear([0, most], [left, right]);
  const svg = element(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      class: `term-bars c${colour}`,
      "aria-hidden": "true",
    },
    rows.map((row, index) => {
      const y = index * step + (stacked ? 36 : narrow ? 20 : 4);
      const above = { x: left, y: y - (stacked ? 20 : 4) };
      const term = narrow ? above : { x: left - 10, y: y + 13, "text-anchor": "end" };
      const beside = narrow ? { x: right, y: y - 4, "text-anchor": "end" } : { x: right + 12, y: y + 13 };
      const text = stacked ? { x: left, y: y - 4 } : beside;
      return element(
        "g",
        {},
        element("text", { class: "label", ...term }, row.term),
        element("rect", { class: "bar", x: left, y, width: Math.max(1, x(row.now) - left), height: 16 }),
        row.before !== null &&
          element("line", { class: "before", x1: x(row.before), x2: x(row.before), y1: y - 1, y2: y + 17 }),
        element("text", { class: "detail", ...text }, row.text),
      );
    }),
  );
  return new Drawing(svg, {
    heads: [{ say: "values.name" }, { say: "values.count" }],
    rows: rows.map((row) => [row.term, row.text]),
  });
}
