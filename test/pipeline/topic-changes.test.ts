import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { topicChanges } from "../../src/pipeline/topic-changes.ts";
import { literal } from "../../src/warehouse/sql-text.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";
import { locateWorkspace } from "../../src/workspace.ts";

test("a difference of runs names the topics that are new, gone or asked otherwise", async () => {
  const root = mkdtempSync(join(tmpdir(), "earshot-topics-"));
  mkdirSync(join(root, "pipelines"));
  writeFileSync(join(root, "pipelines", "study.yaml"), "title: Tea\n");
  const workspace = locateWorkspace(root);
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const keep = async (run: string, rows: string) => {
    const record = { hash: run, rows: 2, columns: {}, snapshot: `topics-${run}.parquet` };
    mkdirSync(workspace.runs, { recursive: true });
    writeFileSync(join(workspace.runs, `${run}.tables.json`), JSON.stringify({ topics: record }));
    const file = join(workspace.warehouse, "snapshots", record.snapshot);
    mkdirSync(join(file, ".."), { recursive: true });
    await warehouse.run(
      `copy (select * from (values ${rows}) as t (topic, role, query, position)) to ${literal(file)} (format parquet)`,
    );
  };
  try {
    await keep("r1", "('acme', 'own', 'acme', 0), ('bolt', 'competitor', 'bolt', 1)");
    await keep("r2", `('acme', 'own', 'acme OR "acme tea"', 1), ('soy', 'competitor', 'soy', 0)`);
    expect(await topicChanges(warehouse, workspace, "r1", "r2")).toEqual([
      'changed query of topic acme: acme → acme OR "acme tea"',
      "new topic soy: soy",
      "removed topic bolt",
    ]);
    expect(await topicChanges(warehouse, workspace, "r1", "r1")).toEqual([]);
    expect(await topicChanges(warehouse, workspace, "r0", "r1")).toEqual([]);
  } finally {
    warehouse.close();
    rmSync(root, { recursive: true, force: true });
  }
});
