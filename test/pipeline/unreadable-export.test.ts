import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exitCodeOf } from "../../src/pipeline/index.ts";
import { MODELS, run, STUDY, tinyWorkspace, writeFiles } from "./tiny-workspace.ts";

test("an export of which nothing can be read runs nothing but the import, coming or going", async () => {
  const workspace = tinyWorkspace(MODELS);
  const ran = async () => {
    const manifest = await run(workspace);
    const names = manifest.steps.filter((step) => step.status === "ran").map((step) => step.name);
    return { names, exit: exitCodeOf(manifest) };
  };
  try {
    writeFiles(workspace.root, { "pipelines/study.yaml": STUDY.replace('"*.csv"', '"posts.csv"') });
    expect((await ran()).exit).toBe(0);
    writeFiles(workspace.root, { "data/exports/what.csv": "q,z\n1,2\n" });
    expect(await ran()).toEqual({ names: ["import"], exit: 1 });
    rmSync(join(workspace.root, "data/exports/what.csv"));
    expect(await ran()).toEqual({ names: ["import"], exit: 0 });
    expect(await ran()).toEqual({ names: [], exit: 0 });
    writeFiles(workspace.root, {
      "data/exports/posts.csv": "id,at,author,text\n1,2026-03-02T10:00:00Z,ann,acme\n",
    });
    expect((await ran()).names).toContain("posts");
  } finally {
    rmSync(workspace.root, { recursive: true, force: true });
  }
});
