import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunManifest } from "../../src/manifest.ts";
import { PublicationMemory, publish, publishEarly, takeBack } from "../../src/site/index.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

let workspace: Workspace;
let warehouse: Warehouse;
const memory = new PublicationMemory();
const published = (name: string) => readFileSync(join(workspace.reportData, `${name}.csv`), "utf8");

/** The run so far: these steps ran. */
function underWay(...ran: string[]): RunManifest {
  const entry = {
    kind: "sql",
    file: null,
    reason: "",
    rows: 1,
    milliseconds: 1,
    fingerprint: "new",
  } as const;
  return { ...inventedManifest(), steps: ran.map((name) => ({ ...entry, name, status: "ran" })) };
}

const early = (manifest: RunManifest, table: string, shown: (name: string) => boolean = () => true) =>
  publishEarly(warehouse, workspace, inventedStudy(), manifest, memory, table, shown);

beforeAll(async () => {
  workspace = inventedWorkspace();
  warehouse = await inventedWarehouse();
  await publish(warehouse, workspace, inventedStudy(), inventedManifest(), memory);
});

afterAll(() => {
  warehouse.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

test("only the table that was made is published, and only where a page shows it", async () => {
  const [volume, trend] = [published("volume_daily"), published("trend")];
  await warehouse.run("update volume_daily set mentions = mentions + 1 where mentions > 20");
  await warehouse.run("update trend set slope_per_week = 99");
  expect(await early(underWay("volume_daily"), "volume_daily", () => false)).toBe(false);
  expect(published("volume_daily")).toBe(volume);
  expect(await early(underWay("volume_daily"), "volume_daily")).toBe(true);
  expect(published("volume_daily")).not.toBe(volume);
  expect(published("trend")).toBe(trend);
});

test("a run that failed takes it back, and the next publication makes it anew", async () => {
  const now = published("volume_daily");
  expect(takeBack(memory)).toBe(true);
  const back = published("volume_daily");
  expect(back).not.toBe(now);
  expect(takeBack(memory)).toBe(false);
  await publish(warehouse, workspace, inventedStudy(), inventedManifest(), memory);
  expect(published("volume_daily")).toBe(back);
  const { steps } = underWay("volume_daily");
  const made = { ...inventedManifest(), steps: [...inventedManifest().steps, ...steps] };
  await publish(warehouse, workspace, inventedStudy(), made, memory);
  expect(published("volume_daily")).toBe(now);
});

test("it guards as the last publication does, and does nothing where the run brings other people", async () => {
  await warehouse.run("update volume_daily set mentions = mentions + 1 where mentions > 20");
  await early(underWay("volume_daily"), "volume_daily");
  const guarded = published("volume_daily");
  memory.settle();
  await publish(warehouse, workspace, inventedStudy(), inventedManifest(), new PublicationMemory());
  expect(published("volume_daily")).toBe(guarded);
  await warehouse.run("update volume_daily set mentions = mentions + 1 where mentions > 20");
  expect(await early(underWay("topic_mentions", "volume_daily"), "volume_daily")).toBe(false);
  const other = { ...underWay("volume_daily"), study: { ...inventedManifest().study, sha256: "other" } };
  expect(await early(other, "volume_daily")).toBe(false);
  expect(published("volume_daily")).toBe(guarded);
});
