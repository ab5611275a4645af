import { writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { EarshotError } from "../errors.ts";
import { literal } from "../warehouse/sql-text.ts";
import { type Cell, plainValue, type Row } from "../warehouse/values.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { asRecords } from "./record-list.ts";
import { asTable, fitsTable } from "./text-table.ts";
import type { Terminal } from "./verb.ts";

export const OUTPUT_FORMATS = ["table", "csv", "json", "jsonl", "parquet", "arrow"] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

export interface QueryOutput {
  format: string | undefined;
  output: string | undefined;
  limit: number | null;
  terminal: Terminal;
}

export interface ShownRows {
  shown: number;
  /** There are more rows than shown. */
  more: boolean;
  total: number | null;
}

const TERMINAL_ROWS = 50;
/** So many rows of a table that is too wide for the terminal are shown one below the other. */
const RECORDS = 12;

function formatOf({ format, output, terminal }: QueryOutput): OutputFormat {
  const byEnding = output ? extname(output).slice(1).toLowerCase().replace("ndjson", "jsonl") : undefined;
  const wanted = format ?? (byEnding || (terminal.json ? "json" : "table"));
  const found = OUTPUT_FORMATS.find((name) => name === wanted);
  if (found) return found;
  throw new EarshotError(`unknown format: ${wanted}`, {
    remedy: `Formats are ${OUTPUT_FORMATS.join(", ")}.`,
  });
}

function cellText(value: Cell): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function csvLine(values: readonly Cell[]): string {
  return values
    .map((value) => {
      const text = cellText(value);
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(",");
}

/** Rows in batches as they come from DuckDB, so that a large table needs no large memory. */
async function* batches(
  warehouse: Warehouse,
  sql: string,
): AsyncGenerator<{ columns: string[]; rows: Row[] }> {
  const result = await warehouse.connection.stream(sql);
  const columns = result.deduplicatedColumnNames();
  let any = false;
  for await (const rows of result.yieldConvertedRows(plainValue)) {
    any = true;
    yield {
      columns,
      rows: rows.map((values) => Object.fromEntries(columns.map((name, i) => [name, values[i] as Cell]))),
    };
  }
  if (!any) yield { columns, rows: [] };
}

type Write = (text: string) => void;

async function writeText(
  warehouse: Warehouse,
  sql: string,
  format: OutputFormat,
  write: Write,
): Promise<number> {
  let count = 0;
  for await (const { columns, rows } of batches(warehouse, sql)) {
    if (count === 0 && format === "csv") write(`${csvLine(columns)}\n`);
    if (count === 0 && format === "json") write("[");
    const lines = rows.map((row, index) => {
      if (format === "csv") return `${csvLine(columns.map((name) => row[name] ?? null))}\n`;
      const text = JSON.stringify(row);
      return format === "jsonl" ? `${text}\n` : `${count + index === 0 ? "\n" : ",\n"}  ${text}`;
    });
    if (lines.length > 0) write(lines.join(""));
    count += rows.length;
  }
  if (format === "json") write(count === 0 ? "]\n" : "\n]\n");
  return count;
}

async function writeBinary(
  warehouse: Warehouse,
  sql: string,
  format: OutputFormat,
  output: string,
): Promise<void> {
  if (format === "parquet") {
    await warehouse.run(`copy (${sql}\n) to ${literal(resolve(output))} (format parquet, compression zstd)`);
    return;
  }
  const { queryArrow } = await import("../warehouse/arrow.ts");
  const { tableToIPC } = await import("apache-arrow");
  writeFileSync(output, tableToIPC(await queryArrow(warehouse, sql), "file"));
}

/** Print or write the result of one select. Returns how many rows were shown. */
export async function writeQuery(
  warehouse: Warehouse,
  query: string,
  request: QueryOutput,
): Promise<ShownRows> {
  const format = formatOf(request);
  const { output, terminal } = request;
  const limit = request.limit ?? (format === "table" ? TERMINAL_ROWS : null);
  const sql = limit === null ? query : `select * from (${query}\n) limit ${limit}`;
  const counted = await warehouse.row<{ n: number }>(`select count(*) as n from (${query}\n)`);
  const total = counted?.n ?? 0;
  const shown = limit === null ? total : Math.min(limit, total);
  if (format === "parquet" || format === "arrow") {
    if (output === undefined)
      throw new EarshotError(`${format} is not for the terminal`, { remedy: "Add --output FILE." });
    await writeBinary(warehouse, sql, format, output);
  } else if (format === "table") {
    const reader = await warehouse.connection.runAndReadAll(sql);
    const columns = reader.deduplicatedColumnNames();
    const rows = reader.convertRows(plainValue) as Cell[][];
    const texts = rows.map((row) => row.map(cellText));
    const numeric = rows[0]?.map((cell) => typeof cell === "number") ?? [];
    const records = rows.length <= RECORDS && !fitsTable(columns, texts, terminal.columns);
    const text = records ? asRecords(columns, texts) : asTable(columns, texts, numeric, terminal.columns);
    if (output) writeFileSync(output, text);
    else terminal.data(text);
  } else {
    const parts: string[] = [];
    await writeText(
      warehouse,
      sql,
      format,
      output ? (text) => parts.push(text) : (text) => terminal.write(text),
    );
    if (output) writeFileSync(output, parts.join(""));
  }
  return { shown, more: shown < total, total };
}
