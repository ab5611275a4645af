import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publish } from "../../src/site/index.ts";
import { LiveStage } from "../../src/site/live-stage.ts";
import { stageSite } from "../../src/site/stage.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

let workspace: Workspace;
let warehouse: Warehouse;
let stage: LiveStage;
const republish = () => publish(warehouse, workspace, inventedStudy(), inventedManifest());
const staged = (path: string) => join(workspace.warehouse, "site", "src", `${path}.md`);

beforeAll(async () => {
  workspace = inventedWorkspace();
  warehouse = await inventedWarehouse();
  await republish();
  stage = new LiveStage(workspace);
  stage.fillAll(stage.waiting);
});

afterAll(() => {
  warehouse.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

test("only pages that read a changed table wait; the others are left alone", async () => {
  expect(stage.waiting).toEqual([]);
  await republish();
  stage.update();
  expect(stage.waiting).toEqual([]);
  await warehouse.run("update trend set slope_per_week = slope_per_week + 1");
  await republish();
  const methods = statSync(staged("coverage")).mtimeMs;
  stage.update();
  expect(stage.waiting).toContain("trends");
  expect(stage.waiting).not.toContain("coverage");
  stage.fillAll(stage.waiting);
  expect(stage.waiting).toEqual([]);
  expect(statSync(staged("coverage")).mtimeMs).toBe(methods);
});

test("page by page it comes to what staging at once makes", async () => {
  await warehouse.run("update volume_daily set mentions = mentions + 3 where mentions > 5");
  await warehouse.run("update net_sentiment set net = -net");
  await republish();
  stage.update();
  const waiting = stage.waiting;
  expect(waiting.length).toBeGreaterThan(2);
  stage.fillAll(waiting);
  const pages = stage.firstLanguage;
  const live = pages.map((path) => readFileSync(staged(path), "utf8"));
  stageSite(workspace);
  expect(pages.map((path) => readFileSync(staged(path), "utf8"))).toEqual(live);
});

test("a page with a mistake keeps its last good state until it is mended", () => {
  const file = join(workspace.reports, "notes.md");
  writeFileSync(file, "# Notes\n\nThere are {{figure:volume.acme.2026-w10}} mentions.\n");
  stage.update();
  stage.fillAll(["notes"]);
  const good = readFileSync(staged("notes"), "utf8");
  writeFileSync(file, "# Notes\n\nThere are {{figure:volume.acmee.2026-w10}} mentions.\n");
  stage.update();
  expect(stage.fill("notes").map((found) => `${found.file}:${found.line} ${found.message}`)).toEqual([
    expect.stringContaining("reports/notes.md:3 unknown figure: volume.acmee.2026-w10"),
  ]);
  expect(readFileSync(staged("notes"), "utf8")).toBe(good);
  writeFileSync(file, "# Notes\n\nMended.\n");
  stage.update();
  expect(stage.fill("notes")).toEqual([]);
  expect(readFileSync(staged("notes"), "utf8")).toContain("Mended.");
});
