import { numbersOf } from "./text-batch.ts";
import type { Warehouse } from "./warehouse.ts";

/** Some thousand rows of numbers, column by column. */
export interface NumberChunk {
  rows: number;
  columns: readonly ArrayLike<number | bigint>[];
}

/**
 * Stream the rows of a select that has columns of numbers without NULLs only. No more than a chunk is in JavaScript's
 * memory; the session must not be used for anything else before the end, which would end the stream.
 */
export async function* numberChunks(warehouse: Warehouse, select: string): AsyncGenerator<NumberChunk> {
  const result = await warehouse.connection.stream(select);
  const count = result.columnCount;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const columns = Array.from({ length: count }, (_, column) => numbersOf(chunk.getColumnVector(column)));
    yield { rows: chunk.rowCount, columns };
  }
}
