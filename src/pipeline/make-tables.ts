import { saveChangeSet } from "./change-sets.ts";
import { RowsBefore } from "./changed-rows.ts";
import type { Execution } from "./execute-node.ts";
import { CHANGED, type Part, partToMake } from "./incremental.ts";
import type { PipelineNode } from "./node.ts";
import { runNode } from "./run-node.ts";
import { contentKey, type StepState } from "./state.ts";

/** What the import says that it changed, for the steps that need no more than that. */
export async function keepImportChanges(run: Execution, state: StepState): Promise<void> {
  const changes = run.importer.changes?.();
  const before = run.state.steps.get(state.name)?.contents?.["mentions"];
  const after = state.contents?.["mentions"];
  if (!changes || before !== changes.since || !after || before === after) return;
  for (const [column, select] of Object.entries(changes.columns))
    await saveChangeSet(run.warehouse, { relation: "mentions", column, before, after }, select);
}

/** Make a node's tables, as far as they have to be made anew, and keep what changed in them for those that read them. */
export async function makeTables(
  run: Execution,
  node: PipelineNode,
  state: StepState,
  finish: (same: boolean) => Promise<void>,
): Promise<Part | null> {
  const { warehouse, pipeline, fullRefresh } = run;
  const known = fullRefresh ? undefined : run.state.steps.get(node.name);
  const part = known ? await partToMake(warehouse, node, known.parts, state.parts) : null;
  // A view shows what its inputs are now.
  const isView = node.sql?.materialized === "view";
  const rows = known && !isView ? await RowsBefore.of(warehouse, node, pipeline, part) : null;
  await runNode(run, node, part);
  const differing = rows && (await rows.compare());
  await finish(differing === 0);
  const [before, after] = [contentKey(known, node.name), contentKey(state, node.name)];
  if (before && after && before !== after) {
    if (rows && differing !== false) await rows.save(before, after);
    else if (part && isView) {
      const set = { relation: node.name.toLowerCase(), column: part.key, before, after };
      await saveChangeSet(warehouse, set, `select key from ${CHANGED}`);
    }
  }
  await rows?.drop();
  if (part) await warehouse.run(`drop table if exists ${CHANGED}`);
  return part;
}

/** How much of a table was made anew, in words. */
export function madeAnew(part: Part | null, node: PipelineNode, rows: number | null): string {
  if (part === null || node.sql?.materialized === "view" || rows === null) return "";
  const made = rows - (part.total - part.concerned);
  return `; ${made} of ${rows} rows made anew, by ${part.key}`;
}
