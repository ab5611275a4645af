/** Steps → graph → run: SQL parsing, fingerprints, plan, execution, checks, manifests. Knows no site and no terminal. */
export type { RunEvent, RunListener } from "./events.ts";
export type { AfterStep } from "./execute-node.ts";
export { latestManifest, readManifest, readManifests, runIds } from "./manifest-store.ts";
export { type Pipeline, readPipeline } from "./pipeline.ts";
export type { PlannedNode, PlanRequest, RunPlan } from "./plan.ts";
export {
  assertSound,
  executeRun,
  exitCodeOf,
  type PlannedRun,
  planRun,
  type RunRequest,
  type RunScope,
} from "./run.ts";
export { columnTypes, defineStep, type StepContext, type StepDefinition } from "./step.ts";
