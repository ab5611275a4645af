import type { Study } from "../../../src/study/study.ts";

/** An invented export in the shape of a real one, and what it must become. */
export interface FormatCase {
  name: string;
  format: string;
  file: string;
  content: string | Uint8Array;
  ledger: { rows_read: number; mentions: number; duplicates: number; rejected: number; not_posts: number };
  /** In the order of line, id and text. */
  mentions: Record<string, unknown>[];
  study?: Partial<Study>;
}

export const utc = (text: string) => new Date(text);
export const clean = (mentions: number) => ({
  rows_read: mentions,
  mentions,
  duplicates: 0,
  rejected: 0,
  not_posts: 0,
});
export const csv = (...rows: (string | number)[][]) =>
  `${rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(",")).join("\n")}\n`;
export const lines = (...values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");
export const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"));

/** A table of the given columns, comma separated; each row by name, absent values empty. */
export const table = (names: string, ...rows: Record<string, string | number>[]) =>
  csv(names.split(","), ...rows.map((row) => names.split(",").map((name) => row[name] ?? "")));

/** X status id of a moment. */
export const statusId = (time: string) => String((BigInt(Date.parse(time)) - 1288834974657n) << 22n);

export const ID = statusId("2026-05-11T01:50:07Z");
