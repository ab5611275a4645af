import { decodeHead, type Encoding } from "./decode.ts";
import type { Format } from "./format.ts";
import { normalName, recognise } from "./recognise.ts";
import { type Dialect, splitRecords, type TextRecord } from "./records.ts";

/** A delimited text as its head shows it. */
export interface TableLayout {
  dialect: Dialect;
  header: string[];
  /** Physical line of the header, from 1; 0 where there is none and the columns are called `column 1`, `column 2` … */
  headerLine: number;
  /** Records before the first row of data: preamble, blank lines and header. */
  skip: number;
  /** Physical line of the first row of data. */
  firstLine: number;
  /** Preamble lines as `key → value`. */
  preamble: Record<string, string>;
  /** Records of the head after the header, for guesses. */
  sample: string[][];
}

export const MAX_COLUMNS = 20_000;
const PREAMBLE_LINES = 12;
/** A header names at least this share of the columns that the fullest of the first rows fills. */
const NAMED_SHARE = 0.75;

function commonWidth(records: readonly TextRecord[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  const filled = records.filter((record) => record.raw !== "");
  for (const { fields } of filled) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const [width, count] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  return { width, share: filled.length === 0 ? 0 : count / filled.length };
}

function headerIndex(records: readonly TextRecord[], formats?: readonly Format[]): number {
  const first = records.slice(0, PREAMBLE_LINES);
  const known = first.findIndex(
    ({ fields }) => fields.length > 1 && recognise(fields, "table", formats as Format[]).fitting.length > 0,
  );
  if (known >= 0) return known;
  const { width } = commonWidth(records);
  const filled = ({ fields }: TextRecord) => fields.filter((each) => each.trim() !== "").length;
  const most = Math.max(0, ...first.map(filled));
  const full = first.findIndex(
    (record) => record.fields.length === width && filled(record) >= Math.max(1, NAMED_SHARE * most),
  );
  const wide = first.findIndex((record) => record.fields.length === width && filled(record) > 0);
  return full >= 0 ? full : Math.max(wide, 0);
}

/** Values that no column is named by: long numbers, moments, addresses. */
const VALUE = /^-?\d{6,}$|^\d{4}-\d\d?-\d\d?([T ]|$)|\d\d:\d\d:\d\d|^https?:\/\//;

/** Is the first row a row of data? Then the columns have no names but their numbers. */
function isHeadless(fields: readonly string[]): boolean {
  return fields.some((each) => VALUE.test(each.trim())) && recognise(fields, "table").fitting.length === 0;
}

/** Lines below the header that repeat it in other words, as Qualtrics writes them: the questions, then `{"ImportId":…}`. */
function secondHeaders(records: readonly TextRecord[]): number {
  return 1 + records.findIndex(({ fields }) => fields.some((each) => each.startsWith('{"ImportId":')));
}

/** A name without the characters that no column name holds, which no SQL identifier may hold. */
const printable = (name: string) =>
  name.replace(/[\p{Cc}\uFEFF]+/gu, (run) => (/[\n\t]/.test(run) ? " " : ""));

/** How much the first line of as many fields as most have counts, in points of a hundred for rows alike: many rows may be damaged. */
const HEADED = 30;

interface Candidate {
  dialect: Dialect;
  records: TextRecord[];
  score: number;
}

function tryDialect(text: string, dialect: Dialect, cut: boolean): Candidate {
  const records = splitRecords(text, dialect, cut);
  const { width, share } = commonWidth(records);
  const faults = records.filter((record) => record.fault !== null).length;
  const known = records
    .slice(0, PREAMBLE_LINES)
    .some(({ fields }) => fields.length > 1 && recognise(fields, "table").fitting.length > 0);
  const even = width > 1 ? share * 100 + Math.min(width, 50) / 10 : 0;
  const headed = width > 1 && records.find(({ raw }) => raw !== "")?.fields.length === width;
  return { dialect, records, score: (known ? 1000 : 0) + even + (headed ? HEADED : 0) - faults };
}

/**
 * Delimiter, quoting and header line of a delimited text from its first bytes: the delimiter under which a known
 * signature stands in the first 12 lines, else the one that gives the most even table.
 */
export function sniffTable(head: Buffer, encoding: Encoding, cut: boolean): TableLayout | null {
  const text = decodeHead(head, encoding)
    .replace(/^\uFEFF/, "")
    .slice(0, 256 * 1024);
  const torn = cut || text.length >= 256 * 1024;
  const candidates = [",", "\t", ";", "|"].map((delimiter) =>
    tryDialect(text, { delimiter, backslash: false }, torn),
  );
  let best = candidates.sort((a, b) => b.score - a.score)[0] as Candidate;
  if (text.includes('\\"')) {
    const escaped = tryDialect(text, { ...best.dialect, backslash: true }, torn);
    if (escaped.score > best.score) best = escaped;
  }
  const records = best.records.length > 0 ? best.records : splitRecords(text, best.dialect);
  const index = headerIndex(records);
  const header = records[index];
  if (!header || header.fields.every((each) => each.trim() === "")) return null;
  const headless = isHeadless(header.fields);
  const skip = headless ? index : index + 1 + secondHeaders(records.slice(index + 1, index + 3));
  const next = records[skip];
  const preamble: Record<string, string> = {};
  for (const { fields } of records.slice(0, index)) {
    if (fields[0]?.trim()) preamble[fields[0].replace(/:$/, "").trim()] = (fields[1] ?? "").trim();
  }
  return {
    dialect: best.dialect,
    header: headless
      ? header.fields.map((_, column) => `column ${column + 1}`)
      : header.fields.map(printable),
    headerLine: headless ? 0 : header.line,
    skip,
    firstLine: next ? next.line : header.line + 1,
    preamble,
    sample: records
      .slice(skip)
      .filter((record) => record.fields.length === header.fields.length)
      .map((record) => record.fields),
  };
}

/** Header names → column number, first of each name; names compared as signatures are. */
export function columnNumbers(header: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  header.forEach((name, index) => {
    const key = normalName(name);
    if (key !== "" && !numbers.has(key)) numbers.set(key, index);
  });
  return numbers;
}
