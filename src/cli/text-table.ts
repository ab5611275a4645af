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

/** How wide each column may be so that a row fits into `columns`; the widest give way first. */
function widths(natural: readonly number[], columns: number): number[] {
  const result = natural.map((width) => Math.min(width, WIDEST));
  const sum = () => result.reduce((a, b) => a + b, 0) + 2 * (result.length - 1);
  while (sum() > columns) {
    const widest = Math.max(...result);
    if (widest <= 8) break;
    result[result.indexOf(widest)] = widest - 1;
  }
  return result;
}

/** Rows as aligned plain text with a header and a rule. Long values are cut with an ellipsis. */
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
  const wide = widths(natural, Math.max(columns, 40));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => fitted(cell, wide[i] ?? 8, numeric[i] === true))
      .join("  ")
      .trimEnd();
  return `${[line(names), wide.map((width) => "─".repeat(width)).join("  "), ...clean.map(line)].join("\n")}\n`;
}
