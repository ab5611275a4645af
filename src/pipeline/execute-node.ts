import { type Diagnostic, EarshotError } from "../errors.ts";
import type { ManifestCheck, ManifestStep, RunManifest } from "../manifest.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { CHECK_PREFIX, runCheck } from "./checks.ts";
import { readContent } from "./content.ts";
import { type FingerprintParts, fingerprint, sha256 } from "./fingerprint.ts";
import type { Importer } from "./importer.ts";
import { failedPrefixes, type Part, UnfitPart } from "./incremental.ts";
import { keepImportChanges, madeAnew, makeTables } from "./make-tables.ts";
import type { PipelineNode, SqlBody } from "./node.ts";
import type { Pipeline } from "./pipeline.ts";
import { fingerprintParts, type ImportFingerprint, type PlannedNode, type RunPlan } from "./plan.ts";
import { modelPrefix, type NodeRun, relationKind } from "./run-node.ts";
import { placeOf } from "./sources.ts";
import { isDiskFull, sqlDiagnostic } from "./sql-error.ts";
import { placeOfQuery } from "./sql-in-step.ts";
import { contentKey, type PipelineState, type StepState } from "./state.ts";
import { stackPlace } from "./step-nodes.ts";

/** What a watch does when a step has run. */
export type AfterStep = (step: ManifestStep, manifest: RunManifest, session: Warehouse) => Promise<void>;

/** One execution under way. */
export interface Execution extends NodeRun {
  pipeline: Pipeline;
  plan: RunPlan;
  state: PipelineState;
  engine: string;
  imports: ImportFingerprint;
  importer: Importer;
  manifest: RunManifest;
  failFast: boolean;
  fullRefresh: boolean;
  afterStep?: AfterStep;
}

const KINDS: Record<PipelineNode["kind"], ManifestStep["kind"]> = {
  import: "import",
  study: "seed",
  seed: "seed",
  sql: "sql",
  notebook: "sql",
  typescript: "typescript",
  check: "sql",
};

/** A step's entry in the manifest, before rows and time are known. */
export function stepEntry(
  planned: PlannedNode,
  status: ManifestStep["status"],
  reason: string,
): ManifestStep {
  const { node, fingerprint: wanted } = planned;
  const file = node.file === null ? null : node.place;
  const definition = sha256(`${node.code}\n${node.parameters}`).slice(0, 16);
  return {
    name: node.name,
    kind: KINDS[node.kind],
    file,
    status,
    reason,
    fingerprint: wanted,
    definition,
    rows: null,
    milliseconds: 0,
  };
}

/** What is put before a node's select in the statement that is run. */
export function statementPrefix(node: PipelineNode, body: SqlBody): string {
  return node.kind === "check" ? CHECK_PREFIX : modelPrefix(node.name, body);
}

function diskFull(node: PipelineNode, run: Pick<NodeRun, "workspace">): Diagnostic {
  return {
    file: node.place,
    severity: "error",
    message: `no space left for ${node.name} where the database stands, ${run.workspace.database}`,
    rule: "disk-full",
    hint: "Make room there (`earshot clean` removes old runs), or move the workspace to another disk. What was finished is kept; the next run goes on from there.",
  };
}

/** An error of a step as diagnostics at its place in the person's file. */
export function stepDiagnostics(
  error: unknown,
  node: PipelineNode,
  run: Pick<NodeRun, "workspace">,
): Diagnostic[] {
  if (error instanceof EarshotError && error.diagnostics.length > 0) return [...error.diagnostics];
  if (isDiskFull(error)) return [diskFull(node, run)];
  if (node.sql) {
    const prefix = failedPrefixes.get(error as Error) ?? statementPrefix(node, node.sql);
    return [sqlDiagnostic(error, node, prefix)];
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const query = node.file === null ? null : placeOfQuery(message, node.file);
  const ours = /\bfrom temp\.writing_\d+/.test(message);
  const said = query || ours ? message.replace(/\n+LINE \d+: [\s\S]*$/, "") : message;
  const [first = "", ...rest] = said.split(/\n+/);
  const hint = error instanceof EarshotError ? error.remedy : rest.join("\n  ");
  const at = query
    ? { file: placeOf(run.workspace, query.path), ...query.at }
    : { file: node.place, ...stackPlace(stack, run.workspace) };
  return [{ ...at, severity: "error", message: first, rule: "step", ...(hint && { hint }) }];
}

/** Run `work` as one transaction with DuckDB's errors as JSON, so that their places can be read. */
async function withPlaces<T>(run: NodeRun, work: () => Promise<T>): Promise<T> {
  await run.warehouse.run("set errors_as_json = true");
  try {
    return await run.warehouse.transaction(work);
  } finally {
    await run.warehouse.run("set errors_as_json = false");
  }
}

/** Parts from what the inputs really are now, which a partial selection or a failed import may leave behind the plan. */
export function actualParts(run: Execution, node: PipelineNode): FingerprintParts {
  const of = (table: string) =>
    contentKey(run.state.steps.get(run.pipeline.providers.get(table)?.name ?? ""), table);
  return fingerprintParts(node, run.engine, run.imports, of);
}

/** True where the inputs turned out as they were, so that the table stands as it should. */
export function provedUnchanged(run: Execution, node: PipelineNode): boolean {
  if (run.fullRefresh || node.kind === "import") return false;
  const known = run.state.steps.get(node.name);
  const there = node.provides.every((table) => run.state.relations.has(table.toLowerCase()));
  return there && known !== undefined && known.fingerprint === fingerprint(actualParts(run, node));
}

function newState(run: Execution, node: PipelineNode, parts: FingerprintParts): StepState {
  return {
    name: node.name,
    kind: node.kind,
    fingerprint: fingerprint(parts),
    parts,
    rows: null,
    finishedAt: "",
    runId: run.manifest.id,
    milliseconds: 0,
    provides: [...node.provides],
  };
}

/** The check that every export could be read. An import that is left as it is had none that could not. */
export function readableFiles(errors: readonly Diagnostic[] = []): ManifestCheck {
  return {
    name: "import:readable_files",
    severity: "error",
    status: errors.length > 0 ? "failed" : "passed",
    failures: errors.length,
    samples: errors.map(({ file, message }) => ({ file, message })),
  };
}

/** Memory for as many mentions as there are. */
export async function fitMemory(warehouse: Warehouse): Promise<void> {
  if (await warehouse.exists("mentions")) await warehouse.fitMemory(await warehouse.count("mentions"));
}

async function runImport(run: Execution, state: StepState, finish: () => Promise<void>): Promise<void> {
  const diagnostics = await run.importer.run(run.listener, run.signal, run.fullRefresh);
  for (const diagnostic of diagnostics) run.listener({ type: "diagnostic", diagnostic });
  const errors = diagnostics.filter((found) => found.severity === "error");
  if (errors.length > 0) {
    state.parts = {
      ...state.parts,
      parameters: `${state.parts.parameters} without ${errors.map((e) => e.file).join(", ")}`,
    };
    state.fingerprint = fingerprint(state.parts);
  }
  run.manifest.checks.push(readableFiles(errors));
  await run.warehouse.transaction(async () => {
    await finish();
    await keepImportChanges(run, state);
  });
  await fitMemory(run.warehouse);
}

/**
 * Rows of a step's table, and what stands for the contents of all its tables.
 * @param same the table's rows were found to be what they were
 */
async function readContents(
  run: Execution,
  node: PipelineNode,
  state: StepState,
  same = false,
): Promise<void> {
  state.contents = {};
  const before = same ? contentKey(run.state.steps.get(node.name), node.name) : undefined;
  const known = (node.kind === "import" && run.importer.content?.()) || before || state.fingerprint;
  for (const table of node.provides) {
    const kind = await relationKind(run.warehouse, table);
    if (kind === null) continue;
    const { rows, hash } = await readContent(run.warehouse, table, kind);
    state.contents[table.toLowerCase()] = hash ?? known;
    if (table === (node.kind === "import" ? "mentions" : node.provides[0])) state.rows = rows;
  }
}

/** Run one step and write its state in the same transaction. */
export async function executeStep(run: Execution, planned: PlannedNode): Promise<ManifestStep> {
  const { node } = planned;
  const started = performance.now();
  const state = newState(run, node, actualParts(run, node));
  const finish = async (same = false) => {
    await readContents(run, node, state, same);
    state.finishedAt = new Date().toISOString();
    state.milliseconds = Math.round(performance.now() - started);
    await run.state.putStep(state, run.warehouse);
  };
  let part: Part | null = null;
  if (node.kind === "import") {
    await runImport(run, state, finish);
  } else {
    const make = (wholly: boolean) => {
      const work = () => makeTables(run, node, state, finish, wholly);
      return node.sql ? withPlaces(run, work) : run.warehouse.transaction(work);
    };
    part = await make(false).catch((error: unknown) => {
      if (error instanceof UnfitPart) return make(true);
      throw error;
    });
  }
  run.state.remember(state);
  const { rows, milliseconds } = state;
  const reason = `${planned.reason}${madeAnew(part, node, rows)}`;
  return { ...stepEntry(planned, "ran", reason), fingerprint: state.fingerprint, rows, milliseconds };
}

/** Run one check and keep its result. */
export async function executeCheck(run: Execution, node: PipelineNode): Promise<ManifestCheck> {
  return withPlaces(run, async () => {
    const found = await runCheck(run.warehouse, node);
    const status = found.status === "skipped" ? "passed" : found.status;
    const state = { ...found, status, fingerprint: fingerprint(actualParts(run, node)) };
    await run.state.putCheck(state, run.warehouse);
    return found;
  });
}
