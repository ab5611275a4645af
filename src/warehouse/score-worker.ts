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
}

const share = workerData as ScoreShare;
const scorer = loadScorer(share.kind, share.model);
const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
const select = `select text_hash, text, language from read_parquet(${literal(share.input)})`;
const scored = await scoreSelect(connection, select, scorer, (rows) => parentPort?.postMessage(rows));
await storeScored(connection, { name: "scored", temporary: false }, scored, scorer);
await connection.run(`copy scored to ${literal(share.output)} (format parquet)`);
connection.closeSync();
instance.closeSync();
