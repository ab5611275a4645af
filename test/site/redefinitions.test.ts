import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunManifest } from "../../src/manifest.ts";
import { redefinitions } from "../../src/site/redefinitions.ts";
import { Warehouse } from "../../src/warehouse/index.ts";
import { literal } from "../../src/warehouse/sql-text.ts";

const run = (id: string, model: string) =>
  ({
    ...{ id, startedAt: `${id}-05T09:00:00Z`, status: "done", steps: [] },
    versions: { earshot: "1", duckdb: "1", node: "20", models: { sentiment: model } },
  }) as unknown as RunManifest;

test("a changed query names its topics, a changed model all of them, and a first run nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "earshot-redefined-"));
  const runs = join(folder, "runs");
  mkdirSync(runs);
  mkdirSync(join(folder, "snapshots"));
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const keep = async (manifest: RunManifest, queries: Record<string, string>) => {
    const hash = Object.values(queries).join("|");
    const snapshot = `${manifest.id}.parquet`;
    const rows = Object.entries(queries).map(([id, query]) => `(${literal(id)}, ${literal(query)})`);
    const from = `select * from (values ${rows.join(", ")}) as t (topic, query)`;
    await warehouse.run(`copy (${from}) to ${literal(join(folder, "snapshots", snapshot))} (format parquet)`);
    writeFileSync(join(runs, `${manifest.id}.json`), JSON.stringify(manifest));
    writeFileSync(join(runs, `${manifest.id}.tables.json`), JSON.stringify({ topics: { hash, snapshot } }));
  };
  const [first, second, third] = [run("2026-01", "a"), run("2026-02", "a"), run("2026-03", "b")];
  if (!first || !second || !third) throw new Error("runs");
  await keep(first, { acme: "acme", bolt: "bolt" });
  expect(await redefinitions(warehouse, first, runs)).toEqual([]);
  await keep(second, { acme: "acme OR akme", bolt: "bolt", corn: "corn" });
  await keep(third, { acme: "acme OR akme", bolt: "bolt", corn: "corn" });
  writeFileSync(join(runs, "2026-02b.json"), JSON.stringify({ ...run("2026-02b", "x"), status: "failed" }));
  expect(await redefinitions(warehouse, third, runs)).toEqual([
    { run: "2026-02", at: "2026-02-05T09:00:00Z", what: "query", topics: ["acme"] },
    { run: "2026-03", at: "2026-03-05T09:00:00Z", what: "sentiment", topics: null },
  ]);
  warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});
