import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { scoreSelect, storeScored } from "./score-chunks.ts";
import type { ScoreShare } from "./score-worker.ts";
import { identifier, literal } from "./sql-text.ts";
import { loadScorer, type ScorerKind } from "./text-scorers.ts";
import type { Warehouse } from "./warehouse.ts";

/** Texts to be scored, and where the results are kept. */
export interface ScoringJob {
  kind: ScorerKind;
  /** Path of the model file. */
  model: string;
  /** Select of `text_hash` (UBIGINT, distinct), `text`, `language`: everything that needs a result. */
  texts: string;
  /** Table in schema `cache`; made when missing: text_hash, model, language (as scored), results. */
  cache: string;
  /** Texts done and in all. */
  progress?: (done: number, total: number) => void;
}

/** Below this, starting workers costs more than they save. */
const WORKERS_FROM = 30_000;

/**
 * Score the texts that have no result of this model version yet and keep the results in `cache.<cache>`, by
 * text and model version (and, for models that are told the language, by language): a second call scores nothing.
 * @returns texts scored now, and the model's version
 */
export async function scoreNewTexts(
  warehouse: Warehouse,
  job: ScoringJob,
): Promise<{ scored: number; version: string }> {
  const scorer = loadScorer(job.kind, job.model);
  const table = `cache.${identifier(job.cache)}`;
  const columns = Object.entries(scorer.columns).map(([name, type]) => `${identifier(name)} ${type}`);
  await warehouse.run("create schema if not exists cache");
  await warehouse.run(
    `create table if not exists ${table} (text_hash UBIGINT, model VARCHAR, read_as VARCHAR, ${columns.join(", ")})`,
  );
  await warehouse.run(
    `create or replace temp table texts_to_score as
     select t.text_hash, t.text, t.language
     from (${job.texts}) as t
     anti join (select text_hash, read_as from ${table} where model = ${literal(scorer.version)}) as done
       on done.text_hash = t.text_hash and done.read_as = t.language`,
  );
  const total = await warehouse.count("texts_to_score");
  if (total > 0) {
    if (total < WORKERS_FROM) {
      const select = "select text_hash, text, language from texts_to_score";
      const scored = await scoreSelect(warehouse.connection, select, scorer);
      await storeScored(warehouse.connection, { name: "scored_texts", temporary: true }, scored, scorer);
    } else await scoreInWorkers(warehouse, job, total);
    await keep(warehouse, table, scorer.version, Object.keys(scorer.columns), total);
  }
  await warehouse.run("drop table texts_to_score");
  job.progress?.(total, total);
  return { scored: total, version: scorer.version };
}

async function keep(warehouse: Warehouse, table: string, version: string, names: string[], total: number) {
  const stored = await warehouse.count("scored_texts");
  if (stored !== total) throw new Error(`scoring lost texts: ${total} to score, ${stored} results`);
  const results = names.map((name) => `s.${identifier(name)}`).join(", ");
  await warehouse.run(
    `insert into ${table}
     select s.text_hash, ${literal(version)}, t.language, ${results}
     from scored_texts as s
     join texts_to_score as t using (text_hash)`,
  );
  await warehouse.run("drop table scored_texts");
}

async function scoreInWorkers(warehouse: Warehouse, job: ScoringJob, total: number): Promise<void> {
  const workers = Math.max(1, Math.min(8, availableParallelism()));
  const folder = mkdtempSync(join(tmpdir(), "earshot-"));
  let done = 0;
  const onRows = (rows: number) => {
    done += rows;
    job.progress?.(done, total);
  };
  try {
    const outputs: string[] = [];
    const running: Promise<void>[] = [];
    for (let i = 0; i < workers; i++) {
      const input = join(folder, `texts-${i}.parquet`);
      const output = join(folder, `scores-${i}.parquet`);
      outputs.push(output);
      await warehouse.run(
        `copy (select text_hash, text, language from texts_to_score where text_hash % ${workers} = ${i})
         to ${literal(input)} (format parquet, compression lz4_raw)`,
      );
      running.push(runWorker({ kind: job.kind, model: job.model, input, output }, onRows));
    }
    await Promise.all(running);
    const files = outputs.map(literal).join(", ");
    await warehouse.run(`create or replace temp table scored_texts as from read_parquet([${files}])`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runWorker(share: ScoreShare, onRows: (rows: number) => void): Promise<void> {
  const worker = new Worker(new URL("./score-worker.mjs", import.meta.url), {
    workerData: share,
    execArgv: [],
  });
  return new Promise((resolve, reject) => {
    worker.on("message", onRows);
    worker.on("error", reject);
    worker.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`scoring stopped with code ${code}`)),
    );
  });
}

/** Version of the model that {@link scoreNewTexts} would use. */
export function modelVersion(kind: ScorerKind, file: string): string {
  return loadScorer(kind, file).version;
}
