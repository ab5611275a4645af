import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as arrow from "apache-arrow";
import type { Cell, Row } from "../warehouse/index.ts";

/** Write a file so that a reader sees the old one or the new one, never half of it. */
export function writeAtomic(file: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.writing`;
  writeFileSync(beside, contents);
  renameSync(beside, file);
}

function columnType(values: readonly Cell[]): arrow.DataType {
  const known = values.filter((value) => value !== null);
  if (known.length > 0 && known.every((value) => typeof value === "number")) return new arrow.Float64();
  if (known.length > 0 && known.every((value) => typeof value === "boolean")) return new arrow.Bool();
  return new arrow.Utf8();
}

function cellText(value: Cell): string | null {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Rows as an Arrow file in IPC form: numbers as Float64, flags as Bool, all else as text (times as ISO 8601, UTC). */
export function arrowFile(columns: readonly string[], rows: readonly Row[]): Uint8Array {
  const vectors: Record<string, arrow.Vector> = Object.create(null);
  for (const name of columns) {
    const values = rows.map((row) => row[name] ?? null);
    const type = columnType(values);
    const plain = arrow.DataType.isUtf8(type) ? values.map(cellText) : values;
    vectors[name] = arrow.vectorFromArray(plain, type);
  }
  return arrow.tableToIPC(new arrow.Table(vectors), "file");
}

/**
 * Rows as CSV (RFC 4180, UTF-8 with byte order mark). Text that a spreadsheet would run as a formula, that is
 * beginning with `=`, `+`, `-`, `@`, tab or line end, gets an apostrophe in front; numbers stay numbers.
 */
export function csvFile(columns: readonly string[], rows: readonly Row[]): string {
  const field = (value: Cell): string => {
    if (value === null) return "";
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    const text = cellText(value) as string;
    const safe = /^[\s\u200b\ufeff]*[=+\-@|%\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
    return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = rows.map((row) => columns.map((name) => field(row[name] ?? null)).join(","));
  return `\ufeff${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}
