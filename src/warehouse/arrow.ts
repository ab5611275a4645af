import { createRequire } from "node:module";
import { type DuckDBType, DuckDBTypeId } from "@duckdb/node-api";
import type * as arrow from "apache-arrow";
import { plainValue } from "./values.ts";
import type { Warehouse } from "./warehouse.ts";

type ArrowLibrary = typeof import("apache-arrow");

/** Apache Arrow's own build in one file, which loads in a tenth of the time that its hundred modules take. */
function arrowAsOneFile(): ArrowLibrary {
  return createRequire(import.meta.url)("apache-arrow/Arrow.es2015.min") as ArrowLibrary;
}

function arrowType(arrow: ArrowLibrary, type: DuckDBType): arrow.DataType {
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return new arrow.Bool();
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
      return new arrow.Int32();
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.DECIMAL:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
      return new arrow.Float64();
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_TZ:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_S:
      return new arrow.TimestampMillisecond();
    default:
      return new arrow.Utf8();
  }
}

function arrowValue(arrow: ArrowLibrary, type: arrow.DataType, value: unknown): unknown {
  if (value === null) return null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (arrow.DataType.isUtf8(type)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  if (arrow.DataType.isTimestamp(type)) return (value as Date).getTime();
  if (arrow.DataType.isFloat(type)) return Number(value);
  return value;
}

async function arrowTable(arrow: ArrowLibrary, warehouse: Warehouse, sql: string): Promise<arrow.Table> {
  const reader = await warehouse.connection.runAndReadAll(sql);
  const columns = reader.convertColumns(plainValue) as unknown[][];
  const vectors = reader.deduplicatedColumnNames().map((name, index): [string, arrow.Vector] => {
    const cells = columns[index] ?? [];
    const declared = arrowType(arrow, reader.columnType(index));
    // Integers beyond 2^53 are read as text.
    const inexact = arrow.DataType.isFloat(declared) && cells.some((value) => typeof value === "string");
    const type = inexact ? new arrow.Utf8() : declared;
    const values = cells.map((value) => arrowValue(arrow, type, value));
    return [name, arrow.vectorFromArray(values, type)];
  });
  return new arrow.Table(Object.fromEntries(vectors));
}

/**
 * Result of a query as an Arrow table. Counts come as Float64 so that pages need no bigint; a column with integers beyond 2^53
 * (hashes) comes as text, all of it. Dates as `YYYY-MM-DD` text; timestamps as milliseconds UTC; times and intervals as DuckDB
 * writes them; bytes in hexadecimal; lists and structs as JSON text.
 */
export async function queryArrow(warehouse: Warehouse, sql: string): Promise<arrow.Table> {
  return arrowTable(await import("apache-arrow"), warehouse, sql);
}

/** The same with the library that made it, for use inside Earshot: other copies of Arrow cannot write such a table. */
export async function readArrow(
  warehouse: Warehouse,
  sql: string,
): Promise<{ arrow: ArrowLibrary; table: arrow.Table }> {
  const arrow = arrowAsOneFile();
  return { arrow, table: await arrowTable(arrow, warehouse, sql) };
}
