import { DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";
import { identifier } from "./sql-text.ts";
import type { Cell } from "./values.ts";
import type { Warehouse } from "./warehouse.ts";

/** Column name → DuckDB type, in table order, e.g. `{ date: "DATE", mentions: "BIGINT" }`. */
export type ColumnTypes = Readonly<Record<string, string>>;

function cellText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" && !Number.isFinite(value)) return null;
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : value.toISOString().replace("Z", "");
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

const CHUNK = 2048;
let staging = 0;

/**
 * Create or replace `table` with these rows. Values travel as text and DuckDB casts them, so a wrong value
 * fails with DuckDB's own message. `undefined`, NaN and ±Infinity become NULL; lists and objects are JSON.
 * Meant for the small tables of analysis steps (up to some 100,000 rows).
 * @returns number of rows written
 */
export async function writeRows(
  warehouse: Warehouse,
  table: string,
  columns: ColumnTypes,
  rows: Iterable<Readonly<Record<string, Cell | undefined>>>,
): Promise<number> {
  const names = Object.keys(columns);
  const stage = `writing_${++staging}`;
  await warehouse.run(
    `create or replace temp table ${stage} (${names.map((n) => `${identifier(n)} varchar`).join(", ")})`,
  );
  const appender = await warehouse.connection.createAppender(stage, null, "temp");
  let written = 0;
  let batch: (string | null)[][] = [];
  const flush = () => {
    if (batch.length === 0) return;
    const chunk = DuckDBDataChunk.create(names.map(() => VARCHAR));
    chunk.setRows(batch);
    appender.appendDataChunk(chunk);
    written += batch.length;
    batch = [];
  };
  try {
    for (const row of rows) {
      batch.push(names.map((name) => cellText(row[name])));
      if (batch.length === CHUNK) flush();
    }
    flush();
  } finally {
    appender.closeSync();
  }
  const casts = names.map((n) => {
    const type = columns[n] as string;
    const value = /\[\]$|^struct|^map|^json/i.test(type)
      ? `${identifier(n)}::json::${type}`
      : `${identifier(n)}::${type}`;
    return `${value} as ${identifier(n)}`;
  });
  await warehouse.run(
    `create or replace table ${identifier(table)} as select ${casts.join(", ")} from temp.${stage}`,
  );
  await warehouse.run(`drop table temp.${stage}`);
  return written;
}
