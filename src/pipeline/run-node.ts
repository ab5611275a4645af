import { EarshotError } from "../errors.ts";
import type { Study } from "../study/study.ts";
import { identifier, literal } from "../warehouse/sql-text.ts";
import type { Row } from "../warehouse/values.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { type ColumnTypes, writeRows } from "../warehouse/write-rows.ts";
import type { Workspace } from "../workspace.ts";
import type { RunListener } from "./events.ts";
import { type Part, partOfInput, replacePart } from "./incremental.ts";
import { didYouMean } from "./nearest-names.ts";
import type { PipelineNode, SqlBody } from "./node.ts";
import { seedSelect } from "./seed-nodes.ts";
import { withoutFinalSemicolon } from "./sql-parser.ts";
import { columnTypes, type StepContext, type StepDefinition } from "./step.ts";
import { STUDY_TABLES } from "./study-tables.ts";

/** What running one node needs. */
export interface NodeRun {
  warehouse: Warehouse;
  workspace: Workspace;
  study: Study;
  definitions: ReadonlyMap<string, StepDefinition>;
  listener: RunListener;
  signal: AbortSignal;
}

/** Whether a relation of schema main is a table or a view; null where there is none of this name. */
export async function relationKind(warehouse: Warehouse, name: string): Promise<"table" | "view" | null> {
  const found = await warehouse.row<{ kind: string }>(
    `select table_type as kind from information_schema.tables where table_catalog = current_database() ` +
      `and table_schema = 'main' and lower(table_name) = lower(${literal(name)})`,
  );
  return found === undefined ? null : found.kind === "VIEW" ? "view" : "table";
}

async function dropOtherKind(warehouse: Warehouse, name: string, wanted: "table" | "view"): Promise<void> {
  const kind = await relationKind(warehouse, name);
  if (kind !== null && kind !== wanted) await warehouse.run(`drop ${kind} main.${identifier(name)}`);
}

/** What stands before a model's text in the statement that makes its relation. */
export function modelPrefix(name: string, body: SqlBody): string {
  return `create or replace ${body.materialized} main.${identifier(name)} as\n`;
}

async function runModel(run: NodeRun, node: PipelineNode, body: SqlBody, part: Part | null): Promise<void> {
  const select = withoutFinalSemicolon(body.text);
  if (part && body.materialized === "table") return replacePart(run.warehouse, node.name, select, part);
  await dropOtherKind(run.warehouse, node.name, body.materialized);
  await run.warehouse.run(modelPrefix(node.name, body) + select);
}

/** Replace a table by the result of a select, or only a part of it. */
async function replaceTable(
  warehouse: Warehouse,
  name: string,
  select: string,
  part: Part | null = null,
): Promise<void> {
  if (part) return replacePart(warehouse, name, select, { ...part, inputs: [] });
  await dropOtherKind(warehouse, name, "table");
  await warehouse.run(`create or replace table main.${identifier(name)} as\n${select}`);
}

/** DuckDB's errors are made outside the step's stack: they get the stack of the call in the step. */
async function withCaller<T>(work: () => Promise<T>): Promise<T> {
  const call = new Error("called here");
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) error.stack = `${error.name}: ${error.message}\n${call.stack ?? ""}`;
    throw error;
  }
}

/** Rows in which a name that is not declared is looked for. */
const LOOKED_AT = 100;

/** The rows as they come; at their end an error where a column never came and one that is not declared did: a misspelling. */
function* declaredOnly<T extends object>(rows: Iterable<T>, types: ColumnTypes): Generator<T> {
  const given = new Set<string>();
  let unknown: string[] = [];
  let count = 0;
  for (const row of rows) {
    if (count++ < LOOKED_AT || unknown.length > 0) {
      for (const name in row) given.add(name);
      unknown = [...given].filter((name) => !Object.hasOwn(types, name));
    }
    yield row;
  }
  const missing = Object.keys(types).filter((name) => !given.has(name));
  if (unknown.length === 0 || missing.length === 0) return;
  const hint = unknown.map((name) => didYouMean(name, missing)).find((found) => found !== undefined);
  throw new EarshotError(
    `the rows hold ${unknown.join(", ")}, which \`columns\` does not declare, and no ${missing.join(", ")}`,
    {
      remedy: hint ?? "Name the columns in the rows as they are declared.",
    },
  );
}

function stepContext(
  run: NodeRun,
  node: PipelineNode,
  definition: StepDefinition,
  part: Part | null,
): { context: StepContext<unknown>; wrote: () => boolean } {
  let wrote = false;
  const { warehouse, study, workspace, listener, signal } = run;
  const context: StepContext<unknown> = {
    warehouse,
    study,
    workspace,
    parameters: definition.parameters?.(study),
    rows: <T = Row>(sql: string) => withCaller(() => warehouse.rows<T>(sql)),
    input: (table) =>
      part?.inputs.includes(table.toLowerCase()) ? partOfInput(part, table) : identifier(table),
    part: part !== null,
    write: (rows) =>
      withCaller(async () => {
        await dropOtherKind(warehouse, node.name, "table");
        const types = columnTypes(definition);
        const target = part ? `part of ${node.name}` : node.name;
        await writeRows(warehouse, target, types, declaredOnly(rows, types));
        if (part) {
          await replaceTable(warehouse, node.name, `from main.${identifier(target)}`, part);
          await warehouse.run(`drop table main.${identifier(target)}`);
        }
        wrote = true;
      }),
    writeSql: (select) =>
      withCaller(async () => {
        await replaceTable(warehouse, node.name, select, part);
        wrote = true;
      }),
    progress: (done, total) => {
      signal.throwIfAborted();
      listener({ type: "step-progress", name: node.name, done, ...(total !== undefined && { total }) });
    },
    note: (message) => listener({ type: "note", name: node.name, message }),
  };
  return { context, wrote: () => wrote };
}

async function runTypeScript(run: NodeRun, node: PipelineNode, part: Part | null): Promise<void> {
  const definition = run.definitions.get(node.name);
  if (!definition) throw new Error(`the step ${node.name} was not loaded`);
  const { context, wrote } = stepContext(run, node, definition, part);
  await definition.run(context);
  run.signal.throwIfAborted();
  if (!wrote() && !(await run.warehouse.exists(node.name))) {
    throw new Error(`the step ${node.name} ended without writing its table; call write or writeSql`);
  }
}

/**
 * Make the tables of a node, except the import's. To be called inside a transaction.
 * @param part what of its table is to be made anew; null: all of it
 * @throws UnfitPart where only all of it can be made
 */
export async function runNode(run: NodeRun, node: PipelineNode, part: Part | null = null): Promise<void> {
  run.signal.throwIfAborted();
  if (node.kind === "study") {
    const table = STUDY_TABLES[node.name];
    if (!table) throw new Error(`no table of the study is called ${node.name}`);
    await dropOtherKind(run.warehouse, node.name, "table");
    await writeRows(run.warehouse, node.name, table.columns, table.rows(run.study));
  } else if (node.kind === "seed") {
    await replaceTable(run.warehouse, node.name, seedSelect(node.file ?? ""));
  } else if (node.kind === "typescript") {
    await runTypeScript(run, node, part);
  } else if (node.sql) {
    await runModel(run, node, node.sql, part);
  }
}
