import { type DuckDBConnection, DuckDBDataChunk, FLOAT, UBIGINT, VARCHAR } from "@duckdb/node-api";
import { textsOf } from "./chunk-texts.ts";
import { identifier } from "./sql-text.ts";
import type { TextScorer } from "./text-scorers.ts";

/** Results of many texts in chunks: their hashes, and `width` numbers each. */
export interface ScoredTexts {
  count: number;
  width: number;
  hashes: bigint[][];
  values: Float32Array[];
}

/**
 * Score every row of `select`, which gives text_hash (UBIGINT), text and language in this order. The results
 * are held in memory; the texts are not.
 */
export async function scoreSelect(
  connection: DuckDBConnection,
  select: string,
  scorer: TextScorer,
  onChunk: (rows: number) => void = () => undefined,
): Promise<ScoredTexts> {
  const width = Object.keys(scorer.columns).length;
  const scored: ScoredTexts = { count: 0, width, hashes: [], values: [] };
  const result = await connection.stream(select);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return scored;
    const rows = chunk.rowCount;
    const texts = textsOf(chunk.getColumnVector(1));
    const languages = textsOf(chunk.getColumnVector(2));
    const values = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++)
      scorer.score(texts[row] ?? "", languages[row] ?? "und", values, row * width);
    scored.hashes.push(chunk.getColumnValues(0) as bigint[]);
    scored.values.push(values);
    scored.count += rows;
    onChunk(rows);
  }
}

/** Create `schema.table` (or a temporary table) with the results of `scored`: text_hash and the scorer's columns. */
export async function storeScored(
  connection: DuckDBConnection,
  table: { name: string; temporary: boolean },
  scored: ScoredTexts,
  scorer: TextScorer,
): Promise<void> {
  const names = Object.keys(scorer.columns);
  const declared = names.map((name) => `${identifier(name)} ${scorer.columns[name]}`).join(", ");
  const kind = table.temporary ? "temp table" : "table";
  await connection.run(
    `create or replace ${kind} ${identifier(table.name)} (text_hash UBIGINT, ${declared})`,
  );
  const appender = await connection.createAppender(table.name, null, table.temporary ? "temp" : null);
  const types = [UBIGINT, ...names.map((name) => (scorer.columns[name] === "VARCHAR" ? VARCHAR : FLOAT))];
  try {
    scored.hashes.forEach((hashes, i) => {
      const values = scored.values[i] as Float32Array;
      const chunk = DuckDBDataChunk.create(types, hashes.length);
      chunk.setColumnValues(0, hashes);
      for (let column = 0; column < scored.width; column++) {
        const numbers = hashes.map((_, row) => values[row * scored.width + column] as number);
        const named = column === 0 && scorer.names !== null;
        chunk.setColumnValues(column + 1, named ? numbers.map((n) => scorer.names?.[n] ?? "und") : numbers);
      }
      appender.appendDataChunk(chunk);
    });
  } finally {
    appender.closeSync();
  }
}
