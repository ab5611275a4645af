import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ManifestStep } from "../../src/manifest.ts";
import { readContent } from "../../src/pipeline/content.ts";
import { exportImporter } from "../../src/pipeline/export-importer.ts";
import type { ImporterMaker } from "../../src/pipeline/importer.ts";
import { executeRun, planRun, type RunRequest, type RunScope } from "../../src/pipeline/index.ts";
import { loadStudy } from "../../src/study/load-study.ts";
import { identifier, Warehouse } from "../../src/warehouse/index.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const isSmall = (file: string) => statSync(file).isDirectory() || statSync(file).size < 200_000;

/** A workspace of the smaller exports of the sample study that nothing has run in. */
function sampleWorkspace() {
  const root = mkdtempSync(join(tmpdir(), "earshot-order-"));
  folders.push(root);
  mkdirSync(join(root, "pipelines"));
  cpSync("pipelines/study.yaml", join(root, "pipelines/study.yaml"));
  cpSync("data/samples/exports", join(root, "data/samples/exports"), { recursive: true, filter: isSmall });
  return locateWorkspace(root);
}

async function within<T>(work: (scope: RunScope) => Promise<T>): Promise<T> {
  const workspace = sampleWorkspace();
  const { study, sha256, diagnostics } = loadStudy(workspace);
  if (study === null) throw new Error(JSON.stringify(diagnostics));
  const warehouse = await Warehouse.open({ path: workspace.database, threads: 2 });
  try {
    return await work({ workspace, study, studySha256: sha256, warehouse });
  } finally {
    warehouse.close();
  }
}

/** Tables behind the view `mentions` and its like. */
const IMPORTED =
  "select table_schema as schema, table_name as name from information_schema.tables where table_type = 'BASE TABLE'";

/** Imports as ever, then writes every table that the import made anew with its rows in another order. */
const shuffling =
  (seed: number): ImporterMaker =>
  async (warehouse, study, workspace) => {
    const importer = await exportImporter(warehouse, study, workspace);
    return {
      ...importer,
      fingerprint: () => importer.fingerprint(),
      run: async (...given) => {
        const said = await importer.run(...given);
        for (const { schema, name } of await warehouse.rows<{ schema: string; name: string }>(IMPORTED)) {
          if (schema === "earshot" || schema === "cache") continue;
          const table = `${identifier(schema)}.${identifier(name)}`;
          await warehouse.run(`
            create or replace temp table shuffled as select t.* from ${table} as t order by hash(rowid, ${seed});
            truncate ${table};
            insert into ${table} select * from shuffled;
            drop table shuffled`);
        }
        return said;
      },
    };
  };

/** What stands for the rows of each table and view. */
async function contents({ warehouse }: RunScope): Promise<Record<string, string | null>> {
  const found = await warehouse.rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'main' and table_type <> 'LOCAL TEMPORARY'",
  );
  const hashes: Record<string, string | null> = {};
  for (const { name } of found) hashes[name] = (await readContent(warehouse, name, "table")).hash;
  return hashes;
}

/** Run, and expect of every step that it ran or was not asked for. */
async function runs(scope: RunScope, request: RunRequest): Promise<Record<string, string | null>> {
  const manifest = await executeRun(scope, { keepRecords: false, ...request });
  const fine = ({ status, reason }: ManifestStep) => status === "ran" || reason === "not selected";
  expect(manifest.steps.filter((step) => !fine(step))).toEqual([]);
  return contents(scope);
}

/** Steps that keep results by text; none of them waits for all others. */
const TEXT_STEPS = ["mention_sentiment", "mention_topics", "mention_topic_sentiment", "text_term_lists"];

test("every table is equal to the last bit, whatever the order of rows and of steps, and no step meets another", async () => {
  const first = await within(async (scope) => {
    const { pipeline } = await planRun(scope);
    const fresh = await runs(scope, { pipeline });
    expect(await runs(scope, { pipeline, fullRefresh: true })).toEqual(fresh);
    for (let round = 0; round < 2; round++) {
      await scope.warehouse.run("drop schema cache cascade");
      expect(await runs(scope, { pipeline, fullRefresh: true, select: TEXT_STEPS })).toEqual(fresh);
    }
    return fresh;
  });
  expect(Object.keys(first).length).toBeGreaterThan(60);
  expect(await within((scope) => runs(scope, { importer: shuffling(1) }))).toEqual(first);
});
