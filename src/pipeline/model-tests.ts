import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { EarshotError, formatDiagnostic } from "../errors.ts";
import type { Study } from "../study/study.ts";
import { identifier, literal } from "../warehouse/sql-text.ts";
import type { Row } from "../warehouse/values.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Workspace } from "../workspace.ts";
import { openEmptyPipeline } from "./bind-check.ts";
import { stepDiagnostics } from "./execute-node.ts";
import { didYouMean } from "./nearest-names.ts";
import type { Pipeline } from "./pipeline.ts";
import { type NodeRun, runNode } from "./run-node.ts";

/** A case of a model's unit test: a folder with one CSV file per input table and `expected.csv`. */
export interface TestCase {
  model: string;
  name: string;
  folder: string;
}

export interface TestResult {
  model: string;
  name: string;
  passed: boolean;
  /** Rows that were expected and did not come, and the other way round; a few of each. */
  missing: Row[];
  unexpected: Row[];
  /** Why the test could not be run. */
  error: string | null;
}

const folders = (path: string) =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];

/** Folder of a workspace's unit tests: `pipelines/tests/<model>/<case>/`. */
export const testFolder = (root: string) => join(root, "pipelines", "tests");

/** Cases of the workspace and, for models that come from the package, the package's. */
export function findTests(workspace: Workspace): TestCase[] {
  const of = (root: string) =>
    folders(testFolder(root)).flatMap((model) =>
      folders(join(testFolder(root), model)).map((name) => ({
        model,
        name,
        folder: join(testFolder(root), model, name),
      })),
    );
  const own = of(workspace.root);
  if (workspace.root === workspace.packageRoot) return own;
  const taken = new Set(own.map((each) => each.model));
  return [...own, ...of(workspace.packageRoot).filter((each) => !taken.has(each.model))];
}

/** Empty fields are NULL; a quoted empty field is an empty text. */
const csv = (path: string) =>
  `read_csv(${literal(path)}, header = true, all_varchar = true, nullstr = '', allow_quoted_nulls = false)`;

async function fillInput(warehouse: Warehouse, table: string, path: string): Promise<void> {
  const relation = `main.${identifier(table)}`;
  const kind = await warehouse.row<{ type: string }>(
    `select table_type as type from information_schema.tables where table_schema = 'main' and lower(table_name) = lower(${literal(table)})`,
  );
  if (!kind) throw new EarshotError(`${path}: the pipeline has no table ${table}`);
  if (kind.type === "VIEW") {
    await warehouse.run(`create temp table input_shape as select * from ${relation} limit 0`);
    await warehouse.run(`drop view ${relation}; create table ${relation} as select * from temp.input_shape`);
    await warehouse.run("drop table temp.input_shape");
  } else await warehouse.run(`delete from ${relation}`);
  await warehouse.run(`insert into ${relation} by name select * from ${csv(path)}`);
}

/** Fill the tables that a case has CSV files for. */
export async function fillInputs(warehouse: Warehouse, folder: string): Promise<void> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".csv") && file !== "expected.csv");
  for (const file of files) await fillInput(warehouse, file.slice(0, -4), join(folder, file));
}

/** Rows of the result and of `expected.csv` that the other lacks, over the columns that `expected.csv` has. */
async function compare(
  warehouse: Warehouse,
  model: string,
  path: string,
): Promise<Pick<TestResult, "missing" | "unexpected">> {
  const wanted = await warehouse.rows<{ column_name: string }>(`describe select * from ${csv(path)}`);
  const names = wanted.map((column) => identifier(column.column_name));
  await warehouse.run(
    `create or replace temp table actual as select ${names.join(", ")} from main.${identifier(model)}`,
  );
  await warehouse.run("create or replace temp table expected as select * from temp.actual limit 0");
  await warehouse.run(`insert into temp.expected by name select * from ${csv(path)}`);
  const types = await warehouse.rows<{ column_name: string; column_type: string }>("describe temp.actual");
  const compared = types.map(({ column_name, column_type }) =>
    /DOUBLE|FLOAT/.test(column_type) && !column_type.includes("[")
      ? `round(${identifier(column_name)}, 9) as ${identifier(column_name)}`
      : identifier(column_name),
  );
  const of = (table: string) => `select ${compared.join(", ")} from temp.${table}`;
  const only = (a: string, b: string) => warehouse.rows(`${of(a)} except all ${of(b)} limit 5`);
  return { missing: await only("expected", "actual"), unexpected: await only("actual", "expected") };
}

async function runCase(run: NodeRun, pipeline: Pipeline, test: TestCase): Promise<TestResult> {
  const { model, name } = test;
  const failed: TestResult = { model, name, passed: false, missing: [], unexpected: [], error: null };
  const node = pipeline.providers.get(model.toLowerCase());
  if (!node)
    return {
      ...failed,
      error: `unknown model: ${model}. ${didYouMean(model, pipeline.providers.keys()) ?? ""}`,
    };
  const expected = join(test.folder, "expected.csv");
  if (!existsSync(expected)) return { ...failed, error: `${test.folder} has no expected.csv` };
  await run.warehouse.run("begin transaction");
  try {
    await fillInputs(run.warehouse, test.folder);
    await runNode(run, node);
    const found = await compare(run.warehouse, node.provides[0] ?? model, expected);
    return { ...failed, ...found, passed: found.missing.length + found.unexpected.length === 0 };
  } catch (error) {
    return { ...failed, error: stepDiagnostics(error, node, run).map(formatDiagnostic).join("\n") };
  } finally {
    await run.warehouse.run("rollback").catch(() => undefined);
  }
}

/** Do `work` with a database in memory that has all tables of the pipeline, empty. */
export async function withTestWarehouse<T>(
  pipeline: Pipeline,
  study: Study,
  workspace: Workspace,
  work: (run: NodeRun) => Promise<T>,
): Promise<T> {
  const { warehouse } = await openEmptyPipeline(pipeline, study, workspace);
  const { signal } = new AbortController();
  try {
    return await work({
      warehouse,
      workspace,
      study,
      definitions: pipeline.definitions,
      listener: () => undefined,
      signal,
    });
  } finally {
    warehouse.close();
  }
}

/** Run unit tests: each fills the input tables, runs one model or step, and compares. Nothing is kept. */
export async function runTests(
  tests: readonly TestCase[],
  pipeline: Pipeline,
  study: Study,
  workspace: Workspace,
): Promise<TestResult[]> {
  return withTestWarehouse(pipeline, study, workspace, async (run) => {
    const results: TestResult[] = [];
    for (const test of tests) results.push(await runCase(run, pipeline, test));
    return results;
  });
}
