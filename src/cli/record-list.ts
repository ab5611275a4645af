import { printable } from "./terminal.ts";
import { displayWidth } from "./text-table.ts";

/** Rows one below the other, a line per column: for tables too wide for the terminal. Nothing is cut. */
export function asRecords(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = Math.max(0, ...names.map(displayWidth));
  const record = (row: readonly string[], index: number) =>
    [
      `── row ${index + 1} ${"─".repeat(Math.max(3, width - 4))}`,
      ...names.map((name, i) => {
        const room = " ".repeat(width - displayWidth(name));
        return `${name}${room}  ${printable((row[i] ?? "").replace(/\s+/g, " "))}`.trimEnd();
      }),
    ].join("\n");
  return `${rows.map(record).join("\n")}\n`;
}
