import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { IMPORT_DOCS } from "../../src/pipeline/import-docs.ts";
import { IMPORT_TABLES } from "../../src/pipeline/import-node.ts";
import { rows, run, tinyWorkspace } from "./tiny-workspace.ts";

const workspace = tinyWorkspace();
afterAll(() => rmSync(workspace.root, { recursive: true, force: true }));

test("every column that the import writes is documented", async () => {
  await run(workspace, { select: ["import"] });
  expect(Object.keys(IMPORT_DOCS).sort()).toEqual([...IMPORT_TABLES].sort());
  for (const table of IMPORT_TABLES) {
    const described = (await rows(workspace, `describe ${table}`)) as { column_name: string }[];
    const names = described.map((column) => column.column_name).sort();
    expect(Object.keys(IMPORT_DOCS[table]?.columns ?? {}).sort(), table).toEqual(names);
  }
});
