import { expect, test } from "vitest";
import { stepDiagnostics } from "../../src/pipeline/execute-node.ts";
import { importNode } from "../../src/pipeline/import-node.ts";
import { isConflict } from "../../src/pipeline/sql-error.ts";
import { locateWorkspace } from "../../src/workspace.ts";

// As DuckDB 1.5 says it on a file system without room.
const FULL = new Error(
  'TransactionContext Error: Failed to commit: Could not write file "data/warehouse/earshot.duckdb.wal": No space left on device',
);

test("a commit without room is no conflict between transactions, and not tried again", () => {
  expect(isConflict(FULL)).toBe(false);
  expect(isConflict(new Error("TransactionContext Error: Conflict on tuple deletion!"))).toBe(true);
});

test("a step without room says where there is none and what to do", () => {
  const workspace = locateWorkspace(".");
  const [found] = stepDiagnostics(FULL, { ...importNode(), name: "texts" }, { workspace });
  expect(found).toMatchObject({ rule: "disk-full", severity: "error" });
  expect(found?.message).toContain(workspace.database);
  expect(found?.hint).toContain("Make room");
});
