import { statSync } from "node:fs";
import { join } from "node:path";
import { EarshotError, EXIT, type ExitCode } from "../errors.ts";
import type { ManifestInput, RunManifest } from "../manifest.ts";
import type { Study } from "../study/study.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { PACKAGE_ROOT, type Workspace } from "../workspace.ts";
import type { RunListener } from "./events.ts";
import { type ExecutionOutcome, executePlan } from "./execute.ts";
import type { AfterStep } from "./execute-node.ts";
import { exportImporter } from "./export-importer.ts";
import type { Importer, ImporterMaker } from "./importer.ts";
import { closeKilledRuns, newRunId, runIds, writeManifest } from "./manifest-store.ts";
import { type Pipeline, readPipeline } from "./pipeline.ts";
import { type ImportFingerprint, type PlanRequest, planNodes, type RunPlan } from "./plan.ts";
import { holdWorkspace } from "./run-lock.ts";
import { keepTableRecords } from "./snapshots.ts";
import { contentKey, PipelineState } from "./state.ts";
import { earshotVersion } from "./version.ts";

/** An opened workspace: what planning and running need. */
export interface RunScope {
  workspace: Workspace;
  study: Study;
  /** SHA-256 of the study file. */
  studySha256: string;
  warehouse: Warehouse;
}

export interface RunRequest extends PlanRequest {
  /** Stop at the first failure. */
  failFast?: boolean;
  signal?: AbortSignal;
  listener?: RunListener;
  /** Said to whoever meets the lock. */
  command?: string;
  /** A pipeline that was read already, e.g. by a watch. */
  pipeline?: Pipeline;
  /** Keep what the tables are like for `earshot diff`. Default: true. */
  keepRecords?: boolean;
  /**
   * Called when a step has run and its table stands, with the manifest so far and a session outside any transaction; what
   * depends on the step waits for it. For a watch.
   */
  afterStep?: AfterStep;
  /** Another import; default: the export files of the study. */
  importer?: ImporterMaker;
}

/** A plan with what it was made from. */
export interface PlannedRun {
  plan: RunPlan;
  pipeline: Pipeline;
  state: PipelineState;
  imports: ImportFingerprint;
  importer: Importer;
  engine: string;
}

async function engineVersion(warehouse: Warehouse): Promise<string> {
  return (await warehouse.row<{ version: string }>("select version() as version"))?.version ?? "unknown";
}

/** Throw all errors among the diagnostics of a pipeline at once. */
export function assertSound(pipeline: Pipeline): void {
  const errors = pipeline.diagnostics.filter((found) => found.severity === "error");
  if (errors.length === 0) return;
  throw new EarshotError(
    `the pipeline has ${errors.length === 1 ? "an error" : `${errors.length} errors`}; nothing ran`,
    {
      diagnostics: pipeline.diagnostics,
    },
  );
}

/** The pipeline, and what the exports say: large files are hashed in a thread while steps and models are read. */
async function readBoth({ workspace, study }: RunScope, request: RunRequest, importer: Importer) {
  const needless = new AbortController();
  const looking = importer.fingerprint(needless.signal);
  looking.catch(() => undefined);
  try {
    const pipeline = request.pipeline ?? (await readPipeline(workspace, study));
    assertSound(pipeline);
    return { pipeline, imports: await looking };
  } catch (error) {
    needless.abort();
    await looking.catch(() => undefined);
    throw error;
  }
}

/**
 * What a run would do and why, without doing it.
 * @throws EarshotError with every mistake in models, steps, checks and the selection
 */
export async function planRun(scope: RunScope, request: RunRequest = {}): Promise<PlannedRun> {
  const { warehouse, workspace, study } = scope;
  const importer = await (request.importer ?? exportImporter)(warehouse, study, workspace);
  const { pipeline, imports } = await readBoth(scope, request, importer);
  const engine = await engineVersion(warehouse);
  const state = await PipelineState.read(warehouse);
  const plan = planNodes(pipeline, state, engine, imports, request);
  return { plan, pipeline, state, imports, importer, engine };
}

function newManifest(scope: RunScope, planned: PlannedRun): RunManifest {
  const now = new Date();
  const models = planned.pipeline.nodes
    .filter((node) => node.kind === "typescript")
    .flatMap((node) => Object.entries(node.versions));
  return {
    id: newRunId(now),
    startedAt: now.toISOString(),
    finishedAt: null,
    status: "running",
    versions: {
      earshot: earshotVersion(PACKAGE_ROOT),
      duckdb: planned.engine,
      node: process.versions.node,
      models: Object.fromEntries(models.sort(([a], [b]) => (a < b ? -1 : 1))),
    },
    study: { title: scope.study.title, file: "pipelines/study.yaml", sha256: scope.studySha256 },
    inputs: [],
    steps: [],
    checks: [],
    figures: {},
    unchanged: planned.plan.unchanged,
    peakMemoryBytes: 0,
  };
}

async function readInputs({ warehouse, workspace }: RunScope): Promise<ManifestInput[]> {
  if (!(await warehouse.exists("import_ledger"))) return [];
  const rows = await warehouse.rows<
    Omit<ManifestInput, "bytes" | "read" | "notPosts"> & { rows_read: number; not_posts?: number }
  >(
    "select columns(lambda name: name in ('file', 'sha256', 'format', 'rows_read', 'mentions', 'duplicates', 'rejected', 'not_posts')) from import_ledger order by file",
  );
  return rows.map(({ rows_read, not_posts, ...row }) => {
    const path = join(workspace.root, row.file.replace(/#.*$/, ""));
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    return { ...row, bytes, read: rows_read, notPosts: not_posts ?? 0 };
  });
}

async function readFigures({ warehouse }: RunScope): Promise<RunManifest["figures"]> {
  if (!(await warehouse.exists("figures"))) return {};
  const rows = await warehouse.rows<{
    id: string;
    value: number | null;
    low: number | null;
    high: number | null;
  }>("select id, value, low, high from figures order by id");
  return Object.fromEntries(rows.map(({ id, value, low, high }) => [id, { value, low, high }]));
}

function runStatus(manifest: RunManifest, outcome: ExecutionOutcome): RunManifest["status"] {
  if (outcome.interrupted) return "interrupted";
  if (outcome.diagnostics.length > 0 || manifest.steps.some((step) => step.status === "failed"))
    return "failed";
  return manifest.checks.some((check) => check.status === "failed") ? "checks_failed" : "done";
}

/** Exit code that a finished run asks for. */
export function exitCodeOf(manifest: RunManifest): ExitCode {
  switch (manifest.status) {
    case "done":
      return EXIT.done;
    case "checks_failed":
      return EXIT.checkFailed;
    case "interrupted":
      return EXIT.interrupted;
    default:
      return EXIT.stepFailed;
  }
}

/** Keep what the tables were like, so that two runs can be compared. */
async function keepRecordsOf(scope: RunScope, manifest: RunManifest, pipeline: Pipeline): Promise<void> {
  const ran = new Set(manifest.steps.filter((step) => step.status === "ran").map((step) => step.name));
  const { relations, steps } = await PipelineState.read(scope.warehouse);
  const tables = pipeline.nodes.flatMap((node) =>
    node.provides.flatMap((name) => {
      const content = relations.has(name.toLowerCase()) && contentKey(steps.get(node.name), name);
      return content ? [{ name, content, changed: ran.has(node.name) }] : [];
    }),
  );
  const before = runIds(scope.workspace).findLast((id) => id < manifest.id) ?? null;
  await keepTableRecords(scope.warehouse, scope.workspace, manifest.id, before, tables);
}

async function finish(
  scope: RunScope,
  manifest: RunManifest,
  outcome: ExecutionOutcome,
  planned: PlannedRun,
  keepRecords: boolean,
): Promise<void> {
  manifest.status = runStatus(manifest, outcome);
  manifest.unchanged = manifest.steps.every(
    (step) => step.status === "unchanged" || step.reason === "not selected",
  );
  manifest.inputs = await readInputs(scope).catch(() => []);
  manifest.figures = await readFigures(scope).catch(() => ({}));
  if (keepRecords) await keepRecordsOf(scope, manifest, planned.pipeline);
  manifest.finishedAt = new Date().toISOString();
  manifest.peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
  writeManifest(scope.workspace, manifest);
}

/**
 * Plan and run. Failures of steps and checks do not throw: they stand in the manifest, with everything that did not
 * depend on them done. A run leaves a manifest under `data/warehouse/runs`.
 * @throws EarshotError where nothing could start: mistakes in the pipeline, or another process at work
 */
export async function executeRun(scope: RunScope, request: RunRequest = {}): Promise<RunManifest> {
  const release = holdWorkspace(scope.workspace, request.command ?? "earshot run");
  try {
    const planned = await planRun(scope, request);
    const manifest = newManifest(scope, planned);
    closeKilledRuns(scope.workspace);
    await planned.state.prepare();
    writeManifest(scope.workspace, manifest);
    const listener = request.listener ?? (() => undefined);
    const runs = planned.plan.nodes.filter((found) => found.node.kind !== "check");
    const toRun = runs.filter((found) => found.action === "run").length;
    listener({ type: "plan", total: runs.length, toRun });
    const outcome = await executePlan({
      ...planned,
      ...scope,
      definitions: planned.pipeline.definitions,
      listener,
      signal: request.signal ?? new AbortController().signal,
      manifest,
      failFast: request.failFast ?? false,
      fullRefresh: request.fullRefresh ?? false,
      ...(request.afterStep && { afterStep: request.afterStep }),
    });
    await finish(scope, manifest, outcome, planned, request.keepRecords ?? true);
    return manifest;
  } finally {
    release();
  }
}
