import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publish } from "../../src/site/index.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

let workspace: Workspace;
let warehouse: Warehouse;

beforeAll(async () => {
  workspace = inventedWorkspace();
  warehouse = await inventedWarehouse();
});

afterAll(() => {
  warehouse.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

test("under the public profile no exact count of an hour is told, in figures or in words", async () => {
  await warehouse.run(`create or replace table spikes_hourly as
    select timestamp '2026-04-30 14:00:00' as hour, topic, 'all' as view, 'spike' as direction, 13 as observed, 2.5 as expected,
      0.001 as q_value, 'one post with its reposts and copies: 11 of 13 mentions; terms: ferry' as cause,
      'one_post' as cause_kind, 11 as cause_mentions, 9 as cause_authors, 'key' as cause_value, ['ferry'] as terms, 12 as authors,
      '2026-w18' as period
    from topics limit 1`);
  await publish(warehouse, workspace, inventedStudy(), inventedManifest());
  const [head = "", row = ""] = readFileSync(join(workspace.reportData, "spikes_hourly.csv"), "utf8").split(
    "\r\n",
  );
  expect(head.split(",")).toContain("cause_kind");
  expect(row).toContain("one_post,15");
  expect(row.replace("2026-04-30 14:00", "")).not.toMatch(/\b1[123]\b/);
});

test("under the public profile a cause of few people is told by its kind only", async () => {
  await warehouse.run(`create or replace table spikes as
    select date '2026-04-30' as date, topic, 'all' as view, 'spike' as direction, 12 as observed, 2.5 as expected,
      0.1 as low, 6.0 as high, 0.001 as q_value, 'one author: 8 of 12 mentions; terms: ferry' as cause,
      'one_author' as cause_kind, 0.8 as cause_share, 8 as cause_mentions, cause_authors, 'key' as cause_value,
      ['ferry'] as terms, 9 as authors, '2026-w18' as period, 'causal' as mode
    from (from topics limit 1), (values (1), (6)) as behind (cause_authors)`);
  await publish(warehouse, workspace, inventedStudy(), inventedManifest());
  const rows = readFileSync(join(workspace.reportData, "spikes.csv"), "utf8").trim().split("\r\n").slice(1);
  expect(rows).toHaveLength(2);
  const [few, enough] = rows.toSorted((a, b) => a.length - b.length);
  expect(few).toContain("one_author");
  expect(few).not.toMatch(/\b8\b|0\.8/);
  expect(enough).toMatch(/one_author,0\.8,8,6/);
});
