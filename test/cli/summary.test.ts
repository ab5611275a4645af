import { expect, test } from "vitest";
import { runSummary } from "../../src/cli/summary.ts";
import type { ManifestStep, RunManifest } from "../../src/manifest.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";

const step = (name: string, status: ManifestStep["status"]): ManifestStep => ({
  ...{
    name,
    status,
    kind: "typescript",
    file: null,
    reason: "",
    fingerprint: "",
    rows: null,
    milliseconds: 0,
  },
});

const failedRun = (steps: ManifestStep[]): RunManifest => ({
  id: "20260101T000000Z-0000",
  startedAt: "2026-01-01T00:00:00Z",
  finishedAt: "2026-01-01T00:00:01Z",
  status: "failed",
  versions: { earshot: "", duckdb: "", node: "", models: {} },
  study: { title: "", file: "", sha256: "" },
  inputs: [],
  steps,
  checks: [],
  figures: {},
  unchanged: false,
  peakMemoryBytes: 0,
});

test("figures that a failed run could not work out are said to be of an earlier one", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const said = async (steps: ManifestStep[]) => (await runSummary(warehouse, failedRun(steps))).join("\n");
  const skipped = [step("spikes", "skipped"), step("net_sentiment", "ran")];
  expect(await said(skipped), "there is no table yet").toContain("is of this run");
  await warehouse.run("create table spikes (date date, topic varchar, view varchar)");
  await warehouse.run("create table net_sentiment (topic varchar)");
  expect(await said(skipped)).toContain("what follows of spikes is of the last run that could work it out");
  expect(await said([step("spikes", "ran"), step("other", "failed")])).toContain("is of this run");
  warehouse.close();
});

test("a run that never looked for spikes does not say that there are none", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const said = async () => (await runSummary(warehouse, failedRun([step("spikes", "skipped")]))).join("\n");
  expect(await said()).not.toContain("No spikes");
  await warehouse.run("create table spikes (date date, topic varchar, view varchar, direction varchar)");
  await warehouse.run("alter table spikes add column observed int");
  await warehouse.run("alter table spikes add column expected int");
  await warehouse.run("create table topics (topic varchar, label varchar)");
  expect(await said()).toContain("No spikes");
  warehouse.close();
});

test("shares are of the named period, else of the newest that is over", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  await warehouse.run(
    "create table periods as from (values ('w1', 1, 7, false), ('w2', 2, 7, false), ('w3', 3, 2, true)) t(period, position, covered_days, partial)",
  );
  await warehouse.run("create table topics as select 'acme' as topic, 'Acme' as label, 1 as position");
  await warehouse.run(
    `create table share_of_voice as
     select period, 'acme' as topic, 'all' as view, 'mentions' as basis, 'fractional' as counting,
       position::double as numerator, 10 as denominator, position / 10 as share, 0.05 as low, 0.5 as high
     from periods`,
  );
  const manifest = { ...failedRun([]), status: "done" as const };
  expect((await runSummary(warehouse, manifest)).join("\n")).toMatch(
    /Share of voice, w2 .*\n {2}Acme: 20\.0 %/,
  );
  expect((await runSummary(warehouse, manifest, "w1")).join("\n")).toMatch(
    /Share of voice, w1 .*\n {2}Acme: 10\.0 %/,
  );
  warehouse.close();
});
