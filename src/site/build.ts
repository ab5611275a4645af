import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EarshotError, EXIT } from "../errors.ts";
import type { RunManifest } from "../manifest.ts";
import type { Study } from "../study/study.ts";
import type { Workspace } from "../workspace.ts";
import { checkConfig } from "./config-check.ts";
import { finishSite } from "./finish.ts";
import { type ReadyFramework, startFramework } from "./framework.ts";
import { inspectSite } from "./inspect.ts";
import { Slots } from "./slots.ts";
import { stageSite } from "./stage.ts";

export interface BuildOptions {
  signal?: AbortSignal;
  /** Framework's own lines, for `--debug`. */
  debug?(line: string): void;
  /** Framework, started before there was anything to build; see `startFramework` of framework.ts. */
  framework?: ReadyFramework;
}

export interface BuiltSite {
  /** Absolute path of the site. */
  dist: string;
  pages: number;
  bytes: number;
  milliseconds: number;
}

/**
 * Build the static site from what `publish` wrote. Needs no network. `dist/` is replaced only when everything
 * succeeded: pages filled, Framework's build, post-processing, and the inspection of links, files and hosts.
 * @throws EarshotError with exit code 4 and all diagnostics; the site that was there stays.
 */
export async function buildSite(
  workspace: Workspace,
  _study: Study,
  _manifest: RunManifest,
  options: BuildOptions = {},
): Promise<BuiltSite> {
  const started = performance.now();
  const framework = options.framework ?? startFramework(workspace);
  try {
    return await built(workspace, framework, options, started);
  } finally {
    framework.end();
  }
}

async function built(
  workspace: Workspace,
  framework: ReadyFramework,
  options: BuildOptions,
  started: number,
): Promise<BuiltSite> {
  const slots = new Slots();
  const stage = stageSite(workspace, slots);
  rmSync(stage.output, { recursive: true, force: true });
  checkConfig(join(stage.folder, "observablehq.config.ts"));
  const output = await framework.build(options.signal);
  for (const line of output.split("\n")) if (line.trim()) options.debug?.(line);
  copyDownloads(workspace, stage.output);
  for (const [name, contents] of Object.entries(stage.feeds))
    writeFileSync(join(stage.output, name), contents);
  const pages = finishSite(stage, slots);
  const problems = inspectSite(stage.output, pages);
  if (problems.length > 0) {
    throw new EarshotError(
      `the built site has ${problems.length === 1 ? "a fault" : `${problems.length} faults`}`,
      {
        exitCode: EXIT.siteFailed,
        diagnostics: problems,
        remedy: "The site that was there before is still in place.",
      },
    );
  }
  replaceFolder(stage.output, workspace.dist);
  return {
    dist: workspace.dist,
    pages: pages.length,
    bytes: folderBytes(workspace.dist),
    milliseconds: Math.round(performance.now() - started),
  };
}

/** Published files that pages link to or read, under their own names, so that links to them last. */
function copyDownloads(workspace: Workspace, output: string): void {
  const served = /\.(csv|json|bin)$/;
  for (const file of readdirSync(workspace.reportData, { recursive: true, encoding: "utf8" })) {
    if (!served.test(file) || file === "run.json") continue;
    cpSync(join(workspace.reportData, file), join(output, "data", file));
  }
}

/** Put `from` in the place of `to` by two renames; the old folder is there until the new one is complete. */
export function replaceFolder(from: string, to: string): void {
  const old = `${to}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(to)) renameSync(to, old);
  renameSync(from, to);
  rmSync(old, { recursive: true, force: true });
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
}
