import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publish } from "../../src/site/index.ts";
import { fillMarks } from "../../src/site/live-parts.ts";
import { LiveStage } from "../../src/site/live-stage.ts";
import { MARK } from "../../src/site/slots.ts";
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
  const whole = (path: string) =>
    readFileSync(staged(path), "utf8").replace(
      MARK,
      (_, number) => stage.page(path)?.parts[Number(number)] ?? "",
    );
  const live = pages.map(whole);
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
  expect(
    stage.fill("notes").diagnostics.map((found) => `${found.file}:${found.line} ${found.message}`),
  ).toEqual([expect.stringContaining("reports/notes.md:3 unknown figure: volume.acmee.2026-w10")]);
  expect(readFileSync(staged("notes"), "utf8")).toBe(good);
  writeFileSync(file, "# Notes\n\nMended.\n");
  stage.update();
  expect(stage.fill("notes").diagnostics).toEqual([]);
  expect(readFileSync(staged("notes"), "utf8")).toContain("Mended.");
});

test("a changed table changes parts of a page, not the text that Framework gets", async () => {
  stage.fillAll(stage.waiting);
  const before = stage.page("trends");
  const text = readFileSync(staged("trends"), "utf8");
  await warehouse.run("update volume_daily set mentions = mentions * 2");
  await republish();
  stage.update();
  const { changed } = stage.fill("trends");
  const after = stage.page("trends");
  expect(Object.keys(changed).length).toBeGreaterThan(0);
  for (const [number, markup] of Object.entries(changed)) {
    expect(markup).not.toBe(before?.parts[Number(number)]);
    expect(markup).toBe(after?.parts[Number(number)]);
  }
  expect(after?.version).not.toBe(before?.version);
  expect(readFileSync(staged("trends"), "utf8")).toBe(text);
  expect(text.length).toBeLessThan((after?.parts ?? []).join("").length / 4);
});

test("parts stand inside their marks, and one element stays one element", () => {
  const mark = (number: number) => `<earshot-slot data-number="${number}"></earshot-slot>`;
  const parts = ["<figure>drawn</figure>", "Up by <b>3</b>."];
  expect(fillMarks(`<p>${mark(0)}</p><p>${mark(1)}</p><p>See ${mark(1)}</p><p>${mark(7)}</p>`, parts)).toBe(
    '<earshot-parts><earshot-slot data-number="0"><figure>drawn</figure></earshot-slot></earshot-parts>' +
      '<p><earshot-slot data-number="1">Up by <b>3</b>.</earshot-slot></p>' +
      '<p>See <earshot-slot data-number="1">Up by <b>3</b>.</earshot-slot></p>' +
      `<p>${mark(7)}</p>`,
  );
});
