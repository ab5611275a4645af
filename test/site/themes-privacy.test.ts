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

const published = (name: string) =>
  readFileSync(join(workspace.reportData, `${name}.csv`), "utf8")
    .trim()
    .split("\r\n")
    .slice(1);

test("the whole time less a period tells of nobody: themes and distinctive terms under the public profile", async () => {
  await warehouse.run(`create or replace table themes as select * from (values
    ('2026-w18', 'acme', ['tea', 'cup'], 5, 5, null::double, null::double, null::double, 'too_few', ['m1']),
    ('all', 'acme', ['tea', 'cup'], 6, 6, null, null, null, 'too_few', ['m1']))
    as t (period, topic, terms, texts, authors, net, low, high, interval, examples)`);
  await warehouse.run(`create or replace table distinctive_terms as select * from (values
    ('2026-w18', 'acme', 'clinic', 'word', 5, 0, 1.0, 3.0, 0.01, 5),
    ('all', 'acme', 'clinic', 'word', 6, 0, 1.0, 3.0, 0.01, 6))
    as t (period, topic, term, kind, count, others, log_odds, z, q_value, authors)`);
  await publish(warehouse, workspace, inventedStudy(), inventedManifest());
  expect(published("themes").map((row) => row.replace(/^.*"\]",/, ""))).toEqual([
    "5,5,,,,too_few",
    "10,10,,,,too_few",
  ]);
  expect(published("distinctive_terms")).toEqual(["all,acme,clinic,word,6,0,1,3,0.01,6"]);
});
