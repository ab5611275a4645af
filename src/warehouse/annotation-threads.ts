import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { bundledModule } from "../bundle.ts";
import { type AnnotatedBatch, type AnnotationPlan, BatchAnnotator } from "./annotate-batch.ts";
import type { WorkerShare } from "./annotation-worker.ts";
import type { TextBatch } from "./text-batch.ts";

/** What a thread starts with. */
const PROGRAM = bundledModule("annotation-worker") ?? new URL("./annotation-worker.mjs", import.meta.url);

/** Batches that wait at a thread, so that it need not wait for the next. */
const AHEAD = 2;
const MOST_THREADS = 8;

/** Annotates batches somewhere: `send` settles when there is room for another. */
export interface Annotators {
  readonly threads: number;
  send(batch: TextBatch, done: (result: AnnotatedBatch) => void): Promise<void>;
  /** Settles when every batch sent is done; throws what went wrong. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** In this thread, for few texts: starting threads costs as much as some ten thousand texts. */
export function annotateHere(plan: AnnotationPlan): Annotators {
  const annotator = new BatchAnnotator(plan);
  return {
    threads: 1,
    send: async (batch, done) => done(annotator.annotate(batch)),
    drain: async () => undefined,
    close: async () => undefined,
  };
}

class Thread {
  readonly waiting: ((result: AnnotatedBatch) => void)[] = [];
  readonly worker: Worker;

  constructor(share: WorkerShare, settled: (error?: unknown) => void) {
    this.worker = new Worker(PROGRAM, { workerData: share, execArgv: [] });
    this.worker.on("message", (result: AnnotatedBatch) => {
      try {
        this.waiting.shift()?.(result);
        settled();
      } catch (error) {
        settled(error);
      }
    });
    this.worker.on("error", settled);
    this.worker.on("exit", (code) => {
      if (code !== 0) settled(new Error(`a thread that reads texts ended with code ${code}`));
    });
  }
}

/** On all cores. Each text is handed to a thread once; results come back as typed arrays. */
export function annotateInThreads(plan: AnnotationPlan): Annotators {
  const threads = Math.max(1, Math.min(MOST_THREADS, availableParallelism()));
  let problem: unknown;
  let closing = false;
  let wake: () => void = () => undefined;
  const settled = (error?: unknown) => {
    if (error !== undefined && !closing) problem ??= error;
    wake();
  };
  const pool = Array.from({ length: threads }, (_, thread) => new Thread({ plan, thread, threads }, settled));
  const until = async (condition: () => boolean) => {
    while (problem === undefined && !condition())
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    if (problem !== undefined) throw problem;
  };
  const freest = () =>
    pool.reduce((best, thread) => (thread.waiting.length < best.waiting.length ? thread : best));
  return {
    threads,
    async send(batch, done) {
      await until(() => freest().waiting.length < AHEAD);
      const thread = freest();
      thread.waiting.push(done);
      const { bytes, ends, languages, indexed } = batch;
      thread.worker.postMessage(batch, [bytes.buffer, ends.buffer, languages.buffer, indexed.buffer]);
    },
    drain: () => until(() => pool.every((thread) => thread.waiting.length === 0)),
    async close() {
      closing = true;
      await Promise.all(pool.map((thread) => thread.worker.terminate()));
    },
  };
}
