import {
  BIGINT,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBVector,
  FLOAT,
  INTEGER,
  LIST,
  UBIGINT,
  UINTEGER,
  USMALLINT,
} from "@duckdb/node-api";
import bindings, { type Vector } from "@duckdb/node-bindings";
import type { Warehouse } from "./warehouse.ts";

/** A column of numbers without NULLs. */
export type NumberColumn =
  | Float32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>;

/** A column of lists of 64-bit integers, end to end, and where each list ends. */
export interface ListColumn {
  items: BigInt64Array<ArrayBuffer>;
  ends: Uint32Array<ArrayBuffer>;
}

const ROWS = 2048;

const isList = (column: NumberColumn | ListColumn): column is ListColumn => "ends" in column;

function typeOf(column: NumberColumn | ListColumn): DuckDBType {
  if (isList(column)) return LIST(BIGINT);
  if (column instanceof Float32Array) return FLOAT;
  if (column instanceof Int32Array) return INTEGER;
  if (column instanceof Uint32Array) return UINTEGER;
  if (column instanceof Uint16Array) return USMALLINT;
  return column instanceof BigInt64Array ? BIGINT : UBIGINT;
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

/** DuckDB keeps a list as its place among the items of the vector, and its length. */
function fillLists(vector: DuckDBVector, { items, ends }: ListColumn, from: number, to: number): void {
  const { vector: lists } = vector as unknown as { vector: Vector };
  const first = from === 0 ? 0 : (ends[from - 1] as number);
  const count = (ends[to - 1] as number) - first;
  bindings.list_vector_reserve(lists, count);
  bindings.list_vector_set_size(lists, count);
  const child = bindings.list_vector_get_child(lists);
  bindings.copy_data_to_vector(child, 0, items.buffer, items.byteOffset + first * 8, count * 8);
  const places = new Uint32Array((to - from) * 4);
  let at = first;
  for (let row = from; row < to; row++) {
    const end = ends[row] as number;
    places[(row - from) * 4] = at - first;
    places[(row - from) * 4 + 2] = end - at;
    at = end;
  }
  bindings.copy_data_to_vector(lists, 0, places.buffer, 0, places.byteLength);
}

/** Append columns of equal length, whole vectors at a time. */
export function appendColumns(
  appender: { appendDataChunk(chunk: DuckDBDataChunk): void },
  columns: readonly (NumberColumn | ListColumn)[],
): void {
  const [shape] = columns;
  const rows = shape === undefined ? 0 : isList(shape) ? shape.ends.length : shape.length;
  const types = columns.map(typeOf);
  for (let from = 0; from < rows; from += ROWS) {
    const to = Math.min(rows, from + ROWS);
    const chunk = DuckDBDataChunk.create(types, to - from);
    columns.forEach((column, i) => {
      const vector = chunk.getColumnVector(i);
      if (isList(column)) fillLists(vector, column, from, to);
      else fill(vector, column.subarray(from, to) as NumberColumn);
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

  async append(columns: readonly (NumberColumn | ListColumn)[]): Promise<void> {
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
