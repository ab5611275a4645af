import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
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

/** A workspace with three weeks of posts; every so many is about bolt, the others about acme. */
export function threeWeeks(every: number): string {
  const root = mkdtempSync(join(tmpdir(), "earshot-recipe-"));
  const posts = Array.from({ length: 400 }, (_, i) => {
    const day = String((i % 21) + 2).padStart(2, "0");
    return `${i},2026-03-${day}T10:00:00Z,author${i % 200},${i % every ? "acme" : "bolt"} is good`;
  });
  const exported = `id,at,author,text\n${posts.join("\n")}\n`;
  writeFiles(root, { "pipelines/study.yaml": STUDY, "data/exports/posts.csv": exported });
  return root;
}

/** Run a recipe of the package in a process of its own, as cron does. */
export function cook(name: string, ...args: string[]) {
  const loader = pathToFileURL(join(PACKAGE_ROOT, "node_modules", "tsx", "dist", "loader.mjs")).href;
  const script = join(PACKAGE_ROOT, "pipelines", `${name}.ts`);
  return spawnSync(process.execPath, ["--import", loader, script, ...args], { encoding: "utf8" });
}
