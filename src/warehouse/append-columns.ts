import {
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBVector,
  FLOAT,
  INTEGER,
  UBIGINT,
  UINTEGER,
  USMALLINT,
} from "@duckdb/node-api";
import type { Warehouse } from "./warehouse.ts";

/** A column of numbers without NULLs. */
export type NumberColumn =
  | Float32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>;

const ROWS = 2048;

function typeOf(column: NumberColumn): DuckDBType {
  if (column instanceof Float32Array) return FLOAT;
  if (column instanceof Int32Array) return INTEGER;
  if (column instanceof Uint32Array) return UINTEGER;
  return column instanceof Uint16Array ? USMALLINT : UBIGINT;
}

/** The inside of a vector of numbers that is leaned on here; node-api 1.5. */
interface NumberVector {
  items: { set(values: NumberColumn): void };
}

function fill(vector: DuckDBVector, values: NumberColumn): void {
  const { items } = vector as unknown as NumberVector;
  items.set(values);
  vector.flush();
}

/** Append columns of equal length, whole vectors at a time. */
export function appendColumns(
  appender: { appendDataChunk(chunk: DuckDBDataChunk): void },
  columns: readonly NumberColumn[],
): void {
  const rows = columns[0]?.length ?? 0;
  const types = columns.map(typeOf);
  for (let from = 0; from < rows; from += ROWS) {
    const to = Math.min(rows, from + ROWS);
    const chunk = DuckDBDataChunk.create(types, to - from);
    columns.forEach((column, i) => {
      fill(chunk.getColumnVector(i), column.subarray(from, to) as NumberColumn);
    });
    appender.appendDataChunk(chunk);
  }
}

/**
 * A table being filled with columns of numbers; `flush` it before it is read, `discard` what waits where the work is
 * given up: DuckDB would write it later, when the appender is collected, outside of the transaction rolled back.
 */
export class NumberTable {
  private appender: Awaited<ReturnType<Warehouse["connection"]["createAppender"]>> | null = null;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly name: string,
    private readonly schema: string | null = null,
  ) {}

  async append(columns: readonly NumberColumn[]): Promise<void> {
    const catalog = this.schema === null ? "temp" : null;
    this.appender ??= await this.warehouse.connection.createAppender(this.name, this.schema, catalog);
    appendColumns(this.appender, columns);
  }

  /** Everything appended is in the table afterwards. */
  flush(): void {
    this.appender?.closeSync();
    this.appender = null;
  }

  /** Nothing that was not flushed comes into the table. */
  discard(): void {
    this.appender?.clear();
    this.flush();
  }
}
