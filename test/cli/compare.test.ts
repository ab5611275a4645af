import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../../src/workspace.ts";
import { writeFiles } from "../pipeline/tiny-workspace.ts";

const STUDY = `title: Tiny
time_zone: UTC
site: { languages: [en] }
topics:
  - { id: acme, label: Acme, role: own, query: acme }
  - { id: bolt, label: Bolt, role: competitor, query: bolt }
sources:
  - match: "*.csv"
    format: generic
    platform: forum
    mapping: { native_id: id, published_at: at, text: text, author_name: author }
`;

/** Three weeks of posts; every so many is about bolt, the others about acme. */
function workspace(every: number): string {
  const root = mkdtempSync(join(tmpdir(), "earshot-compare-"));
  const posts = Array.from({ length: 400 }, (_, i) => {
    const day = String((i % 21) + 2).padStart(2, "0");
    return `${i},2026-03-${day}T10:00:00Z,author${i % 200},${i % every ? "acme" : "bolt"} is good`;
  });
  const exported = `id,at,author,text\n${posts.join("\n")}\n`;
  writeFiles(root, { "pipelines/study.yaml": STUDY, "data/exports/posts.csv": exported });
  return root;
}

const roots = [workspace(2), workspace(5)];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

function compare(...folders: string[]) {
  const loader = pathToFileURL(join(PACKAGE_ROOT, "node_modules", "tsx", "dist", "loader.mjs")).href;
  const script = join(PACKAGE_ROOT, "pipelines", "compare.ts");
  return spawnSync(process.execPath, ["--import", loader, script, ...folders], { encoding: "utf8" });
}

test("the recipe compares two workspaces and names what is clearly different", { timeout: 180_000 }, () => {
  const done = compare(...roots);
  expect(done.status, done.stderr).toBe(0);
  expect(done.stdout).toMatch(
    /acme: [\d.]+ and [\d.]+, −3\d\.\d \(−[\d.]+ to −[\d.]+\), higher in the second/,
  );
  expect(done.stdout).toMatch(
    /bolt: [\d.]+ and [\d.]+, \+3\d\.\d \(\+[\d.]+ to \+[\d.]+\), higher in the first/,
  );
});

test("it says how it wants to be called", () => {
  const done = compare("one");
  expect(done.status).toBe(2);
  expect(done.stderr).toContain("compare needs two workspaces");
});
