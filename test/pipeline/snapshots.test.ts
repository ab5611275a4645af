import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readTableRecords } from "../../src/pipeline/snapshots.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";
import { POSTS, run, tinyWorkspace } from "./tiny-workspace.ts";

const workspace = tinyWorkspace();
afterAll(() => rmSync(workspace.root, { recursive: true, force: true }));

test("nothing of a person outlives the export it came from", async () => {
  const file = join(workspace.root, "data", "exports", "second.csv");
  const posts = POSTS.replaceAll(/^(\d)/gm, "9$1").replaceAll("ann", "zelda").replace("good", "grand");
  writeFileSync(file, posts.replace(/$/m, ",note").replaceAll(/(?<!note)$(?=\n)/gm, ",said by zelda"));
  const first = await run(workspace);
  const kept = readTableRecords(workspace, first.id);
  expect(kept["mentions"]).toMatchObject({ rows: 6, snapshot: null });
  expect(kept["rejected_rows"]?.snapshot).toBeNull();
  expect(kept["posts_daily"]?.hash).toMatch(/^[0-9a-f]{16}$/);
  rmSync(file);
  await run(workspace);
  const folder = join(workspace.warehouse, "snapshots");
  const names = readdirSync(folder);
  expect(names.length).toBeGreaterThan(2);
  const warehouse = await Warehouse.open({ path: ":memory:" });
  for (const name of names) {
    const rows = await warehouse.rows(`from read_parquet('${join(folder, name)}')`);
    expect(JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? `${value}` : value))).not.toMatch(
      /zelda|grand/,
    );
  }
  warehouse.close();
  expect(readFileSync(join(workspace.runs, `${first.id}.tables.json`), "utf8")).not.toMatch(/zelda|grand/);
});
