import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EarshotError } from "../../src/errors.ts";
import { buildSite, publish } from "../../src/site/index.ts";
import { Warehouse } from "../../src/warehouse/index.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

test("a study in which nothing was found still has a site: overview, methods, definitions, search", async () => {
  const workspace = inventedWorkspace();
  const warehouse = await inventedWarehouse();
  const tables = await warehouse.rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema = 'main'",
  );
  for (const { name } of tables) if (name !== "topics") await warehouse.run(`delete from "${name}"`);
  await publish(warehouse, workspace, inventedStudy(), inventedManifest());
  await buildSite(workspace, inventedStudy(), inventedManifest());
  warehouse.close();
  const pages = ["index", "methods", "definitions", "search", "sentiment", "mentions", "changes"];
  const made = pages.filter((page) => existsSync(join(workspace.dist, `${page}.html`)));
  expect(made).toEqual(["index", "methods", "definitions", "search"]);
  expect(readFileSync(join(workspace.dist, "index.html"), "utf8")).not.toMatch(/undefined|NaN|Infinity/);
  rmSync(workspace.root, { recursive: true, force: true });
});

test("a public site cannot be made without knowing who stands behind the numbers", async () => {
  const workspace = inventedWorkspace();
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const failure = await publish(warehouse, workspace, inventedStudy(), inventedManifest()).catch(
    (e: unknown) => e,
  );
  warehouse.close();
  expect(failure).toBeInstanceOf(EarshotError);
  expect((failure as EarshotError).exitCode).toBe(4);
  expect(existsSync(workspace.reportData)).toBe(false);
  rmSync(workspace.root, { recursive: true, force: true });
});
