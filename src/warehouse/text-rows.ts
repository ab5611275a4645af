import { textsOf } from "./chunk-texts.ts";
import type { NumberChunk } from "./number-chunks.ts";
import { numbersOf } from "./text-batch.ts";
import type { Warehouse } from "./warehouse.ts";

/** Some thousand rows of a text and numbers. */
export interface TextChunk extends NumberChunk {
  texts: readonly (string | null)[];
}

/**
 * Stream the rows of a select whose first column is a text and whose others are numbers without NULLs. The session must not be
 * used for anything else before the end, which would end the stream.
 */
export async function* textRows(warehouse: Warehouse, select: string): AsyncGenerator<TextChunk> {
  const result = await warehouse.connection.stream(select);
  const count = result.columnCount - 1;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield {
      rows: chunk.rowCount,
      texts: textsOf(chunk.getColumnVector(0)),
      columns: Array.from({ length: count }, (_, i) => numbersOf(chunk.getColumnVector(i + 1))),
    };
  }
}
