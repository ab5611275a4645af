import type { DuckDBDataChunk, DuckDBListVector } from "@duckdb/node-api";
import { numbersOf } from "./text-batch.ts";
import type { Warehouse } from "./warehouse.ts";

/** Rows of numbers that each have a list of 64-bit integers, some thousand at a time. */
export interface ListChunk {
  rows: number;
  /** The columns before the list. */
  numbers: readonly ArrayLike<number | bigint>[];
  /** The integers of all lists as halves, the lower before the higher: no big integer is made of them. */
  halves: Int32Array;
  /** Where a row's list begins and how long it is, in integers. */
  from(row: number): number;
  length(row: number): number;
}

/** Rows that are fetched in one go. */
const FETCHED = 1 << 15;

/**
 * The rows of a select in its order: columns of numbers without NULLs, then one of type BIGINT[] without NULLs. They wait
 * in a temporary table and come in parts, so that others may be written between; a stream would end there, unnoticed.
 */
export async function* listChunks(warehouse: Warehouse, select: string): AsyncGenerator<ListChunk> {
  await warehouse.run(`create or replace temp table rows_with_lists as ${select}`);
  // Rows of a transaction that is under way are numbered from 2^55, not from 0.
  const range = await warehouse.row<{ low: string; high: string }>(
    "select min(rowid)::varchar as low, max(rowid)::varchar as high from rows_with_lists",
  );
  const end = BigInt(range?.high ?? -1);
  for (let from = BigInt(range?.low ?? 0); from <= end; from += BigInt(FETCHED)) {
    const part = await warehouse.connection.run(
      `from rows_with_lists where rowid >= ${from} and rowid < ${from + BigInt(FETCHED)}`,
    );
    for (const chunk of await part.fetchAllChunks()) yield listChunk(chunk);
  }
  await warehouse.run("drop table temp.rows_with_lists");
}

function listChunk(chunk: DuckDBDataChunk): ListChunk {
  const columns = chunk.columnCount - 1;
  const lists = chunk.getColumnVector(columns) as DuckDBListVector;
  const items = numbersOf(lists.childVector) as BigInt64Array;
  return {
    rows: chunk.rowCount,
    numbers: Array.from({ length: columns }, (_, column) => numbersOf(chunk.getColumnVector(column))),
    halves: new Int32Array(items.buffer, items.byteOffset, items.length * 2),
    from: (row) => lists.getEntryOffset(row),
    length: (row) => lists.getEntryLength(row),
  };
}
