import type { Warehouse } from "../warehouse/warehouse.ts";
import { saveChangeSet } from "./change-sets.ts";
import { RowsBefore } from "./changed-rows.ts";
import { readContent } from "./content.ts";
import type { Execution } from "./execute-node.ts";
import { CHANGED, type Part, partToMake } from "./incremental.ts";
import type { PipelineNode } from "./node.ts";
import { relationKind, runNode } from "./run-node.ts";
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

/** Beyond this only the number of a table's rows is looked at, not the rows: a part must not cost more than the whole. */
const LOOKED_AT_ROWS = 200_000;

/**
 * Whether a node's table is still what its last run left: of as many rows, and of the same rows where they are not too many.
 * It may have been changed by hand. A view has no rows of its own and always is.
 */
async function asLeft(warehouse: Warehouse, node: PipelineNode, known: StepState): Promise<boolean> {
  if (node.sql?.materialized === "view") return true;
  const [table = node.name] = node.provides;
  if ((await relationKind(warehouse, table)) !== "table") return false;
  const rows = await warehouse.count(`main.${table}`);
  if (known.rows !== null && rows !== known.rows) return false;
  const left = known.contents?.[table.toLowerCase()];
  if (left === undefined || rows > LOOKED_AT_ROWS) return true;
  return (await readContent(warehouse, table, "table")).hash === left;
}

/** What is known of a node's last run, where it is of use for making less than all anew: its table must be what the run left. */
async function knownToStand(run: Execution, node: PipelineNode): Promise<StepState | undefined> {
  const known = run.fullRefresh ? undefined : run.state.steps.get(node.name);
  const tables = node.provides.map((table) => table.toLowerCase());
  const asked = run.pipeline.nodes.some(
    ({ incremental, reads }) => incremental && reads.some((table) => tables.includes(table)),
  );
  if (!known || !(node.incremental || asked)) return undefined;
  return (await asLeft(run.warehouse, node, known)) ? known : undefined;
}

/**
 * Make a node's tables, as far as they have to be made anew, and keep what changed in them for those that read them.
 * @param wholly make all of them anew
 * @throws UnfitPart where a part cannot be made, and all of them have to be made anew
 */
export async function makeTables(
  run: Execution,
  node: PipelineNode,
  state: StepState,
  finish: (same: boolean) => Promise<void>,
  wholly = false,
): Promise<Part | null> {
  const { warehouse, pipeline } = run;
  const known = await knownToStand(run, node);
  const part = known && !wholly ? await partToMake(warehouse, node, known.parts, state.parts) : null;
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
  await warehouse.run(`drop table if exists ${CHANGED}`);
  return part;
}

/** How much of a table was made anew, in words. */
export function madeAnew(part: Part | null, node: PipelineNode, rows: number | null): string {
  if (part === null || node.sql?.materialized === "view" || rows === null) return "";
  const made = rows - (part.total - part.concerned);
  return `; ${made} of ${rows} rows made anew, by ${part.key}`;
}
