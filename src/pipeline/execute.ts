import { type Diagnostic, formatDiagnostic } from "../errors.ts";
import type { ManifestCheck, ManifestStep } from "../manifest.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { clearChangeSets } from "./change-sets.ts";
import {
  type Execution,
  executeCheck,
  executeStep,
  fitMemory,
  provedUnchanged,
  readableFiles,
  stepDiagnostics,
  stepEntry,
} from "./execute-node.ts";
import { inputsOf } from "./graph.ts";
import type { PipelineNode } from "./node.ts";
import type { PlannedNode } from "./plan.ts";
import { runSchedule } from "./schedule.ts";
import { isInterrupt } from "./sql-error.ts";
import { Transactions } from "./transactions.ts";

/** What a run found wrong, beside the manifest. */
export interface ExecutionOutcome {
  diagnostics: Diagnostic[];
  interrupted: boolean;
}

/** Steps that run side by side: while one computes in JavaScript or on one core, others keep the database busy. */
const LANES = 2;
/** Milliseconds that a step is taken to need before it ever ran. */
const UNKNOWN_COST = 50;

class Runner {
  readonly outcome: ExecutionOutcome = { diagnostics: [], interrupted: false };
  private readonly broken = new Set<string>();
  private readonly transactions = new Transactions();
  private readonly total: number;
  private started = 0;
  private finished = 0;
  private stopped = false;

  constructor(private readonly run: Execution) {
    const steps = run.plan.nodes.filter((found) => found.action === "run" && found.node.kind !== "check");
    this.total = steps.length;
  }

  /** Do the whole plan, one step at a time in each of the sessions. */
  async execute(sessions: readonly Warehouse[]): Promise<ExecutionOutcome> {
    const { plan, pipeline, state, manifest } = this.run;
    const planned = new Map(plan.nodes.map((found) => [found.node, found]));
    await runSchedule({
      tasks: plan.nodes,
      needs: ({ node }) => inputsOf(node, pipeline).flatMap((input) => planned.get(input) ?? []),
      cost: ({ node, action }) =>
        action === "run" ? (state.steps.get(node.name)?.milliseconds ?? UNKNOWN_COST) : 0,
      alone: ({ node }) => node.kind === "import",
      apart: ({ node: one }, { node: other }) =>
        one.writesTo?.some((place) => other.writesTo?.includes(place)) ?? false,
      lanes: sessions.map((warehouse): Execution => ({ ...this.run, warehouse })),
      work: (task, lane) => this.perform(task, lane),
    });
    const place = new Map(plan.nodes.map(({ node }, index) => [node.name, index]));
    const byPlan = (a: { name: string }, b: { name: string }) =>
      (place.get(a.name) ?? -1) - (place.get(b.name) ?? -1);
    manifest.steps.sort(byPlan);
    manifest.checks.sort(byPlan);
    return this.outcome;
  }

  private async perform(planned: PlannedNode, lane: Execution): Promise<void> {
    if (planned.node.kind === "check") await this.check(planned, lane);
    else if (planned.action === "run") await this.step(planned, lane);
    else this.leave(planned);
  }

  /** What an error means for the rest of the run; returns it as text. */
  private fail(error: unknown, node: PipelineNode): string {
    if (this.run.signal.aborted || isInterrupt(error)) {
      this.outcome.interrupted = true;
      return "interrupted";
    }
    if (this.run.failFast) this.stopped = true;
    const diagnostics = stepDiagnostics(error, node, this.run);
    if (node.kind !== "check") this.outcome.diagnostics.push(...diagnostics);
    return diagnostics.map(formatDiagnostic).join("\n");
  }

  private skipReason(node: PipelineNode): string | null {
    if (this.run.signal.aborted) this.outcome.interrupted = true;
    if (this.outcome.interrupted) return "the run was interrupted";
    if (this.stopped) return "the run stopped at the first failure";
    const { providers } = this.run.pipeline;
    const bad = node.reads.find((table) => {
      const provider = providers.get(table)?.name ?? "";
      return this.broken.has(provider) || !this.run.state.steps.has(provider);
    });
    return bad === undefined ? null : `its input ${bad} failed or has never run`;
  }

  private leave(planned: PlannedNode, reason = planned.reason): void {
    const known = this.run.state.steps.get(planned.node.name);
    const entry = stepEntry(planned, planned.action === "not selected" ? "skipped" : "unchanged", reason);
    const { rows, fingerprint } = known ?? entry;
    this.run.manifest.steps.push({ ...entry, rows, fingerprint });
    if (planned.node.kind === "import" && entry.status === "unchanged")
      this.run.manifest.checks.push(readableFiles());
  }

  private async step(planned: PlannedNode, lane: Execution): Promise<void> {
    const { manifest, listener } = this.run;
    const { node } = planned;
    const { total } = this;
    const index = ++this.started;
    const skip = this.skipReason(node);
    if (skip === null && provedUnchanged(this.run, node)) {
      this.finished++;
      return this.leave(planned, "its inputs turned out unchanged");
    }
    let step = stepEntry(planned, "skipped", skip ?? "");
    if (skip === null) {
      listener({ type: "step-started", name: node.name, index, total, reason: planned.reason });
      step = await this.attempt(planned, lane);
    }
    if (step.status !== "ran") this.broken.add(node.name);
    manifest.steps.push(step);
    listener({ type: "step-finished", step, index: ++this.finished, total });
    if (step.status === "ran") await this.run.afterStep?.(step, manifest, lane.warehouse);
  }

  private async attempt(planned: PlannedNode, lane: Execution): Promise<ManifestStep> {
    const started = performance.now();
    try {
      return await this.transactions.run(() => executeStep(lane, planned));
    } catch (error) {
      const milliseconds = Math.round(performance.now() - started);
      const message = this.fail(error, planned.node);
      return { ...stepEntry(planned, "failed", planned.reason), milliseconds, error: message };
    }
  }

  private async check(planned: PlannedNode, lane: Execution): Promise<void> {
    if (planned.action === "not selected") return;
    const { node } = planned;
    const result = await this.checkResult(planned, lane);
    this.run.manifest.checks.push(result);
    const { status, failures } = result;
    const [first] = result.samples;
    const error = status === "failed" && failures === 0 && first ? String(first["error"]) : undefined;
    const { name, place } = node;
    this.run.listener({ type: "check-finished", name, status, failures, place, ...(error && { error }) });
  }

  private async checkResult({ node, action }: PlannedNode, lane: Execution): Promise<ManifestCheck> {
    const severity = node.check?.severity ?? "error";
    const skipped: ManifestCheck = { name: node.name, severity, status: "skipped", failures: 0, samples: [] };
    const known = this.run.state.checks.get(node.name);
    if (action === "unchanged" && known) {
      const { status, failures, samples } = known;
      return { ...skipped, status, failures, samples };
    }
    if (this.skipReason(node) !== null) return skipped;
    try {
      return await this.transactions.run(() => executeCheck(lane, node));
    } catch (error) {
      const message = this.fail(error, node);
      return this.outcome.interrupted
        ? skipped
        : { ...skipped, status: "failed", samples: [{ error: message }] };
    }
  }
}

/** Every step has seen what changed before it. */
const allStand = ({ manifest }: Execution): boolean =>
  manifest.steps.every(({ status }) => status === "ran" || status === "unchanged");

/** Run the planned nodes, independent ones side by side, each in one transaction, filling the manifest. */
export async function executePlan(run: Execution): Promise<ExecutionOutcome> {
  const sessions = [run.warehouse];
  const interrupt = () => {
    for (const session of sessions) session.connection.interrupt();
  };
  run.signal.addEventListener("abort", interrupt);
  try {
    const names = new Set(run.pipeline.nodes.map((node) => node.name));
    for (const name of await run.state.forget(names, new Set(run.pipeline.providers.keys()))) {
      run.listener({ type: "dropped", name });
    }
    // An import may have to read everything anew: it gets all there is, and fits the memory when it has ended.
    if (!run.plan.nodes.some(({ node, action }) => node.kind === "import" && action === "run"))
      await fitMemory(run.warehouse);
    const toRun = run.plan.nodes.filter((found) => found.action === "run").length;
    while (sessions.length < Math.min(LANES, toRun)) sessions.push(await run.warehouse.beside());
    const outcome = await new Runner(run).execute(sessions);
    if (allStand(run)) await clearChangeSets(run.warehouse);
    return outcome;
  } finally {
    run.signal.removeEventListener("abort", interrupt);
    for (const session of sessions.slice(1)) session.close();
  }
}
