import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { PACKAGE_ROOT } from "../../src/workspace.ts";

const PACKAGE: Record<string, string> = { steps: "pipeline/step.ts", warehouse: "warehouse/index.ts" };

/** The step of the manual that works on data frames, its imports as addresses of the source. */
function manualStep(): string {
  const page = readFileSync(join(PACKAGE_ROOT, "docs", "pipeline.md"), "utf8");
  const steps = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? "");
  const step = steps.find((code) => code.includes("readFrame")) ?? "";
  return step.replaceAll(/"earshot\/(\w+)"/g, (_, part: string) =>
    JSON.stringify(pathToFileURL(join(PACKAGE_ROOT, "src", PACKAGE[part] ?? "")).href),
  );
}

const DRIVER = `
import { Warehouse, writeRows } from "earshot/warehouse";
import step from "./step.mts";
const warehouse = await Warehouse.open({ path: ":memory:" });
await warehouse.run("create table periods as select 'w' || i as period, i as position from range(5) as t (i)");
await warehouse.run(\`create table topic_mentions as
  select 'acme' as topic, 'w' || i as period, if(j < i, 'negative', 'positive') as label
  from range(5) as t (i), range(10) as u (j)
  union all select 'constructor', 'w1', 'not_scored' union all select 'constructor', 'w2', 'neutral'\`);
const types = Object.fromEntries(Object.entries(step.columns).map(([name, { type }]) => [name, type]));
const notes = [];
await step.run({ warehouse, note: (text) => notes.push(text), write: (rows) => writeRows(warehouse, "made", types, rows) });
console.log(JSON.stringify({ notes, rows: await warehouse.rows("select * replace (round(usual, 9) as usual) from made order by all") }));
warehouse.close();`;

test("the step on data frames in the manual does what it says", () => {
  const folder = mkdtempSync(join(tmpdir(), "earshot-manual-"));
  const warehouse = pathToFileURL(join(PACKAGE_ROOT, "src", "warehouse", "index.ts")).href;
  const loader = pathToFileURL(join(PACKAGE_ROOT, "node_modules", "tsx", "dist", "loader.mjs")).href;
  try {
    writeFileSync(join(folder, "step.mts"), manualStep());
    writeFileSync(join(folder, "driver.mts"), DRIVER.replace("earshot/warehouse", warehouse));
    const done = spawnSync(process.execPath, ["--import", loader, "driver.mts"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(done.stderr).toBe("");
    const { notes, rows } = JSON.parse(done.stdout) as { notes: string[]; rows: unknown[] };
    expect(notes).toEqual(["acme: 5 periods", "constructor: 1 periods"]);
    expect(rows).toEqual([
      { topic: "acme", period: "w0", negative_share: 0, usual: null },
      { topic: "acme", period: "w1", negative_share: 0.1, usual: null },
      { topic: "acme", period: "w2", negative_share: 0.2, usual: null },
      { topic: "acme", period: "w3", negative_share: 0.3, usual: 0.15 },
      { topic: "acme", period: "w4", negative_share: 0.4, usual: 0.25 },
      { topic: "constructor", period: "w2", negative_share: 0, usual: null },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
