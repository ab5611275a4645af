import { expect, test } from "vitest";
import { changesOf } from "../../src/pipeline/export-importer.ts";

const file = (status: "new" | "changed" | "unchanged", reason: string) => ({
  name: "posts.csv",
  path: "posts.csv",
  bytes: 1,
  modified: 1,
  sha256: "",
  recipe: "",
  status,
  reason,
});

test("files that changed are told from files that are read otherwise", () => {
  const files = [
    file("new", "new file"),
    file("changed", "content changed"),
    file("changed", "format or settings changed"),
    file("changed", "format or settings changed"),
    file("unchanged", ""),
  ];
  expect(changesOf({ files, removed: ["gone.csv"] })).toBe(
    "export files: 1 new, 1 changed, 2 to be read anew (format or settings changed), 1 removed",
  );
  expect(changesOf({ files: files.slice(4), removed: [] })).toBe("");
});
