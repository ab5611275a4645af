import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { ScoreShare } from "./score-worker.ts";
import { literal } from "./sql-text.ts";
import type { ScorerKind } from "./text-scorers.ts";
import type { Warehouse } from "./warehouse.ts";

const PREFIX = "scoring-";

/** A folder beside the database, readable by its owner only; what a killed run left of such is removed. */
function makeScratch(warehouse: Warehouse): string {
  const place = warehouse.path === ":memory:" ? tmpdir() : dirname(warehouse.path);
  if (warehouse.path !== ":memory:")
    for (const left of readdirSync(place).filter((name) => name.startsWith(PREFIX)))
      rmSync(join(place, left), { recursive: true, force: true });
  return mkdtempSync(join(place, PREFIX));
}

/**
 * A worker on one share. It settles when the thread has ended; `stop` in the share ends it at the next chunk. The one
 * that made all stop rejects, the others resolve.
 */
function startWorker(share: ScoreShare, onRows: (rows: number) => void): Promise<void> {
  const worker = new Worker(new URL("./score-worker.mjs", import.meta.url), {
    workerData: share,
    execArgv: [],
  });
  return new Promise((resolve, reject) => {
    let problem: unknown;
    const stop = (error: unknown) => {
      problem ??= error;
      Atomics.store(share.stop, 0, 1);
    };
    worker.on("message", (rows: number) => {
      try {
        onRows(rows);
      } catch (error) {
        stop(error);
      }
    });
    worker.on("error", stop);
    worker.on("exit", (code) => {
      const stopped = Atomics.load(share.stop, 0) === 1;
      if (problem === undefined && code !== 0 && !stopped)
        problem = new Error(`scoring stopped with code ${code}`);
      if (problem === undefined) resolve();
      else reject(problem);
    });
  });
}

/**
 * Score the rows of the temporary table `texts_to_score` (text_hash, text, language) on all cores into the temporary
 * table `scored_texts`. An error thrown by `onRows` (an interrupt) stops all workers, waits for them, and is thrown.
 */
export async function scoreInWorkers(
  warehouse: Warehouse,
  job: { kind: ScorerKind; model: string },
  onRows: (rows: number) => void,
): Promise<void> {
  const workers = Math.max(1, Math.min(8, availableParallelism()));
  const folder = makeScratch(warehouse);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const running: Promise<void>[] = [];
  const outputs: string[] = [];
  try {
    for (let i = 0; i < workers && Atomics.load(stop, 0) === 0; i++) {
      const input = join(folder, `texts-${i}.parquet`);
      const output = join(folder, `scores-${i}.parquet`);
      outputs.push(output);
      await warehouse.run(
        `copy (select text_hash, text, language from texts_to_score where text_hash % ${workers} = ${i})
         to ${literal(input)} (format parquet, compression lz4_raw)`,
      );
      const finished = startWorker({ kind: job.kind, model: job.model, input, output, stop }, onRows);
      finished.catch(() => undefined);
      running.push(finished);
    }
    await Promise.all(running);
    if (Atomics.load(stop, 0) === 1) throw new Error("scoring was stopped");
    const files = outputs.map(literal).join(", ");
    await warehouse.run(`create or replace temp table scored_texts as from read_parquet([${files}])`);
  } finally {
    Atomics.store(stop, 0, 1);
    await Promise.allSettled(running);
    rmSync(folder, { recursive: true, force: true });
  }
}
