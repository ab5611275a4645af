import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import * as library from "../src/index.ts";
import { PACKAGE_ROOT } from "../src/workspace.ts";
import { tinyWorkspace } from "./pipeline/tiny-workspace.ts";

const page = readFileSync(join(PACKAGE_ROOT, "docs", "library.md"), "utf8");
const examples = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? "");

test("the manual names every export, and its examples run", () => {
  expect(examples.length).toBeGreaterThan(6);
  for (const name of Object.keys(library)) expect(page).toMatch(new RegExp(`\\b${name}\\b`));
  const { root } = tinyWorkspace();
  const folder = (part = "") =>
    JSON.stringify(pathToFileURL(join(PACKAGE_ROOT, "src", part, "index.ts")).href);
  const loader = pathToFileURL(join(PACKAGE_ROOT, "node_modules", "tsx", "dist", "loader.mjs")).href;
  try {
    const imports = examples.map((_, i) => `await import("./example-${i}.mts");\nconsole.log("ran ${i}");`);
    for (const [i, code] of examples.entries()) {
      writeFileSync(
        join(root, `example-${i}.mts`),
        code.replaceAll(/"earshot(?:\/(\w+))?"/g, (_, part?: string) => folder(part)),
      );
    }
    writeFileSync(join(root, "all.mts"), imports.join("\n"));
    const done = spawnSync(process.execPath, ["--import", loader, "all.mts"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(done.stderr).toBe("");
    expect(done.stdout.trim().split("\n")).toEqual(examples.map((_, i) => `ran ${i}`));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
