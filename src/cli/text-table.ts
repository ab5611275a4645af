import { printable } from "./terminal.ts";

const WIDEST = 60;

/** Columns a text takes in a terminal: wide East Asian characters and emoji take two, marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) {
    if (/\p{Mn}|\p{Me}|\u200d|\ufe0f/u.test(char)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        char,
      )
        ? 2
        : 1;
  }
  return width;
}

function fitted(text: string, width: number, right: boolean): string {
  let shown = text;
  if (displayWidth(shown) > width) {
    const chars = [...shown];
    while (chars.length > 0 && displayWidth(chars.join("")) > width - 1) chars.pop();
    shown = `${chars.join("")}…`;
  }
  const room = " ".repeat(Math.max(0, width - displayWidth(shown)));
  return right ? room + shown : shown + room;
}

/** A text is cut no shorter than this. */
const NARROWEST = 8;
const MOMENT = /^\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:\d{2})?)?)?)?$/;

/** Width of the widest value where values must be whole: numbers and dates say something else when cut. */
function wholeWidth(values: readonly string[], numeric: boolean): number {
  const given = values.filter((value) => value !== "");
  const whole = numeric || (given.length > 0 && given.every((value) => MOMENT.test(value)));
  return whole ? Math.max(0, ...given.map(displayWidth)) : 0;
}

/**
 * How wide each column may be so that a row fits into `columns`; the widest text gives way first, then the heads over
 * numbers and dates. Numbers and dates themselves never do, even if the row gets longer than that.
 * @param least width of the values that must be whole; 0 for text
 */
function widths(natural: readonly number[], least: readonly number[], columns: number): number[] {
  const result = natural.map((width, i) => (least[i] ? width : Math.min(width, WIDEST)));
  const sum = () => result.reduce((a, b) => a + b, 0) + 2 * (result.length - 1);
  const narrow = (floor: (i: number) => number) => {
    while (sum() > columns) {
      const room = result.map((width, i) => (width > floor(i) ? width : 0));
      const widest = Math.max(...room);
      if (widest === 0) return;
      result[room.indexOf(widest)] = widest - 1;
    }
  };
  narrow((i) => (least[i] ? Number.POSITIVE_INFINITY : NARROWEST));
  narrow((i) => Math.max(least[i] ?? 0, NARROWEST));
  return result;
}

/** False where a row would not fit into `columns` even with every text cut as short as it may be. */
export function fitsTable(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): boolean {
  const least = names.map((_, i) =>
    Math.min(NARROWEST, Math.max(0, ...rows.map((row) => displayWidth(row[i] ?? "")))),
  );
  return least.reduce((a, b) => a + b, 0) + 2 * (least.length - 1) <= Math.max(columns, 40);
}

/** Rows as aligned plain text with a header and a rule. Long texts are cut with an ellipsis, numbers and dates never. */
export function asTable(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly boolean[],
  columns: number,
): string {
  const clean = rows.map((row) => row.map((text) => printable(text.replace(/\s+/g, " "))));
  const natural = names.map((name, i) =>
    Math.max(displayWidth(name), ...clean.map((row) => displayWidth(row[i] ?? ""))),
  );
  const least = names.map((_, i) =>
    wholeWidth(
      clean.map((row) => row[i] ?? ""),
      numeric[i] === true,
    ),
  );
  const wide = widths(natural, least, Math.max(columns, 40));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => fitted(cell, wide[i] ?? 8, numeric[i] === true))
      .join("  ")
      .trimEnd();
  return `${[line(names), wide.map((width) => "─".repeat(width)).join("  "), ...clean.map(line)].join("\n")}\n`;
}
