import type { Diagnostic } from "../errors.ts";
import type { Study } from "../study/study.ts";
import { identifier } from "../warehouse/sql-text.ts";
import { Warehouse } from "../warehouse/warehouse.ts";
import type { Workspace } from "../workspace.ts";
import { statementPrefix } from "./execute-node.ts";
import type { PipelineNode } from "./node.ts";
import type { Pipeline } from "./pipeline.ts";
import { seedSelect } from "./seed-nodes.ts";
import { sqlDiagnostic } from "./sql-error.ts";
import { withoutFinalSemicolon } from "./sql-parser.ts";
import { columnTypes } from "./step.ts";
import { STUDY_TABLES } from "./study-tables.ts";

async function createEmpty(
  warehouse: Warehouse,
  name: string,
  types: Readonly<Record<string, string>>,
): Promise<void> {
  const columns = Object.entries(types).map(([column, type]) => `${identifier(column)} ${type}`);
  await warehouse.run(`create or replace table main.${identifier(name)} (${columns.join(", ")})`);
}

/** Make the empty tables that need no SQL of the analyst's. Returns false where that is not possible. */
async function prepareInput(warehouse: Warehouse, node: PipelineNode, pipeline: Pipeline): Promise<boolean> {
  const table = node.kind === "study" ? STUDY_TABLES[node.name] : undefined;
  if (table) await createEmpty(warehouse, node.name, table.columns);
  else if (node.kind === "seed") {
    await warehouse.run(
      `create or replace table main.${identifier(node.name)} as ${seedSelect(node.file ?? "")} limit 0`,
    );
  } else if (node.kind === "typescript") {
    const definition = pipeline.definitions.get(node.name);
    if (!definition) return false;
    await createEmpty(warehouse, node.name, columnTypes(definition));
  }
  return true;
}

/** A column that the comment block documents and the select does not give. */
async function documentedColumns(warehouse: Warehouse, node: PipelineNode): Promise<Diagnostic[]> {
  const rows = await warehouse.rows<{ column_name: string }>(`describe main.${identifier(node.name)}`);
  const present = new Set(rows.map((row) => row.column_name.toLowerCase()));
  return Object.keys(node.docs.columns)
    .filter((column) => !present.has(column.toLowerCase()))
    .map((column) => ({
      file: node.place,
      severity: "warning",
      message: `documented column is not in the result: ${column}`,
      rule: "documented-column",
    }));
}

async function bindSelect(warehouse: Warehouse, node: PipelineNode): Promise<Diagnostic[]> {
  if (!node.sql) return [];
  const prefix = statementPrefix(node, node.sql);
  await warehouse.run("set errors_as_json = true");
  try {
    await warehouse.run(prefix + withoutFinalSemicolon(node.sql.text));
  } catch (error) {
    return [sqlDiagnostic(error, node, prefix)];
  } finally {
    await warehouse.run("set errors_as_json = false");
  }
  return node.kind === "sql" ? documentedColumns(warehouse, node) : [];
}

/** A database in memory with every table of the pipeline, empty, and what could not be made. */
export interface EmptyPipeline {
  warehouse: Warehouse;
  diagnostics: Diagnostic[];
}

/**
 * Run every select of the pipeline on empty tables in memory. What reads a table that could not be made is left out.
 * Close the warehouse.
 */
export async function openEmptyPipeline(
  pipeline: Pipeline,
  study: Study,
  workspace: Workspace,
): Promise<EmptyPipeline> {
  const { importExports } = await import("../importing/index.ts");
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const diagnostics: Diagnostic[] = [];
  const made = new Set<PipelineNode>();
  try {
    await warehouse.run(`set file_search_path = '${workspace.root.replaceAll("'", "''")}'`);
    await importExports(warehouse, { ...study, exports: [] }, workspace);
    for (const node of pipeline.nodes) {
      const inputs = node.reads.map((table) => pipeline.providers.get(table));
      if (inputs.some((input) => input === undefined || !made.has(input))) continue;
      if (node.provides.some((table) => pipeline.providers.get(table.toLowerCase()) !== node)) continue;
      const found = node.sql ? await bindSelect(warehouse, node) : [];
      const bound = found.every((each) => each.severity !== "error");
      if (bound && (await prepareInput(warehouse, node, pipeline))) made.add(node);
      diagnostics.push(...found);
    }
  } catch (error) {
    warehouse.close();
    throw error;
  }
  return { warehouse, diagnostics };
}

/** Unknown columns, wrong types and unknown functions of every select, with their places, before anything real runs. */
export async function bindCheck(
  pipeline: Pipeline,
  study: Study,
  workspace: Workspace,
): Promise<Diagnostic[]> {
  const { warehouse, diagnostics } = await openEmptyPipeline(pipeline, study, workspace);
  warehouse.close();
  return diagnostics;
}
