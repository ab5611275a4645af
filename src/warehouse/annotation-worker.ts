import { parentPort, workerData } from "node:worker_threads";
import { type AnnotationPlan, BatchAnnotator, buffersOf } from "./annotate-batch.ts";
import type { TextBatch } from "./text-batch.ts";

/** What a worker is started with. */
export interface WorkerShare {
  plan: AnnotationPlan;
  thread: number;
  threads: number;
}

const { plan, thread, threads } = workerData as WorkerShare;
const annotator = new BatchAnnotator(plan, thread, threads);

parentPort?.on("message", (batch: TextBatch) => {
  const result = annotator.annotate(batch);
  parentPort?.postMessage(result, buffersOf(result));
});
