import { parentPort, workerData } from "node:worker_threads";
import { DuckDBInstance } from "@duckdb/node-api";
import { scoreSelect, storeScored } from "./score-chunks.ts";
import { literal } from "./sql-text.ts";
import { loadScorer, type ScorerKind } from "./text-scorers.ts";

/** One share of the texts: read from Parquet, scored by an own copy of the model, written to Parquet. */
export interface ScoreShare {
  kind: ScorerKind;
  model: string;
  input: string;
  output: string;
  /** Shared by all workers; 1 = stop at the next chunk. */
  stop: Int32Array<SharedArrayBuffer>;
}

/** Ends the scoring from inside; an uncaught error beside open native work could end the whole process. */
class Stopped extends Error {}

const share = workerData as ScoreShare;
const scorer = loadScorer(share.kind, share.model);
const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
const select = `select text_hash, text, language from read_parquet(${literal(share.input)})`;
try {
  const scored = await scoreSelect(connection, select, scorer, (rows) => {
    if (Atomics.load(share.stop, 0) === 1) throw new Stopped();
    parentPort?.postMessage(rows);
  });
  await storeScored(connection, { name: "scored", temporary: false }, scored, scorer);
  await connection.run(`copy scored to ${literal(share.output)} (format parquet)`);
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  process.exitCode = 1;
} finally {
  connection.closeSync();
  instance.closeSync();
}
