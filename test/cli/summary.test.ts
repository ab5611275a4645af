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
