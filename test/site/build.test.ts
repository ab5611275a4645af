import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltSite, buildSite, publish } from "../../src/site/index.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

let workspace: Workspace;
let warehouse: Warehouse;
let built: BuiltSite;

beforeAll(async () => {
  workspace = inventedWorkspace();
  warehouse = await inventedWarehouse();
  await publish(warehouse, workspace, inventedStudy(), inventedManifest());
  built = await buildSite(workspace, inventedStudy(), inventedManifest());
});

afterAll(() => {
  warehouse.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

const page = (name: string) => readFileSync(join(workspace.dist, `${name}.html`), "utf8");

test("numbers, sentences, charts and tables are in the built pages, without scripts", () => {
  expect(built.pages).toBeGreaterThan(8);
  const html = page("index");
  expect(html).toContain("Acme Tea");
  expect(html).toMatch(/had <a[^>]*><data value="\d+" class="figure">/);
  expect(html.match(/<svg/g)?.length).toBeGreaterThan(6);
  expect(html).toContain('lang="en"');
  expect(html).not.toContain("maximum-scale");
  expect(html).not.toContain("{{");
});

test("a topic has its page and pages with nothing to show are left out", () => {
  expect(existsSync(join(workspace.dist, "topics", "crown.html"))).toBe(true);
  expect(existsSync(join(workspace.dist, "campaigns.html"))).toBe(false);
});
