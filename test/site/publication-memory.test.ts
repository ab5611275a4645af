import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunManifest } from "../../src/manifest.ts";
import { PublicationMemory, publish } from "../../src/site/index.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

let workspace: Workspace;
let warehouse: Warehouse;
const fresh = mkdtempSync(join(tmpdir(), "earshot-published-"));

beforeAll(async () => {
  workspace = inventedWorkspace();
  warehouse = await inventedWarehouse();
});

afterAll(() => {
  warehouse.close();
  for (const folder of [workspace.root, fresh]) rmSync(folder, { recursive: true, force: true });
});

/** The invented run with these fingerprints of its tables. */
function manifestWith(fingerprints: Readonly<Record<string, string>>): RunManifest {
  const manifest = inventedManifest();
  const steps = Object.entries({ import: "i1", topic_mentions: "t1", volume_daily: "v1", ...fingerprints });
  const entry = { kind: "sql", file: null, status: "ran", reason: "", rows: 1, milliseconds: 1 } as const;
  return { ...manifest, steps: steps.map(([name, fingerprint]) => ({ ...entry, name, fingerprint })) };
}

const files = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(folder, name)).toString("base64")]),
  );

test("a table is published again when its fingerprint changes, and only then", async () => {
  const memory = new PublicationMemory();
  const study = inventedStudy();
  await publish(warehouse, workspace, study, manifestWith({}), memory);
  const csv = join(workspace.reportData, "volume_daily.csv");
  const before = readFileSync(csv, "utf8");
  await warehouse.run("update volume_daily set engagement = 4711 where engagement is not null");
  await publish(warehouse, workspace, study, manifestWith({}), memory);
  expect(readFileSync(csv, "utf8")).toBe(before);
  await publish(warehouse, workspace, study, manifestWith({ volume_daily: "v2" }), memory);
  expect(readFileSync(csv, "utf8")).toContain("4711");
});

test("what a watch publishes is what a run of its own publishes, also in what it withholds", async () => {
  const memory = new PublicationMemory();
  const study = inventedStudy();
  await publish(warehouse, workspace, study, manifestWith({}), memory);
  await warehouse.run(
    `alter view topic_mentions rename to all_topic_mentions;
     create view topic_mentions as
     select * replace (if(topic = 'acme', 'one', author_key) as author_key) from all_topic_mentions`,
  );
  const changed = manifestWith({ topic_mentions: "t2" });
  await publish(warehouse, workspace, study, changed, memory);
  await publish(warehouse, { ...workspace, reportData: fresh }, study, changed);
  expect(files(workspace.reportData)).toEqual(files(fresh));
  expect(readFileSync(join(fresh, "share_of_voice.csv"), "utf8")).toContain("true");
});

test("a published file that was deleted is written again", async () => {
  const memory = new PublicationMemory();
  const study = inventedStudy();
  await publish(warehouse, workspace, study, manifestWith({}), memory);
  rmSync(join(workspace.reportData, "volume_daily.arrow"));
  await publish(warehouse, workspace, study, manifestWith({}), memory);
  expect(existsSync(join(workspace.reportData, "volume_daily.arrow"))).toBe(true);
});
