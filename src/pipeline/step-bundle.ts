import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { bundledModule } from "../bundle.ts";
import { PACKAGE_ROOT, type Workspace } from "../workspace.ts";
import { sha256, stableJson } from "./fingerprint.ts";
import { EXACT_SUM_VERSION, sessionFunctions } from "./session-functions.ts";
import { buildStep, PROGRAM_SCHEME, publicModules } from "./step-build.ts";

/** A TypeScript step, bundled. */
export interface StepBundle {
  /** Hash of the minified bundle: comments, white space and unused code don't count. */
  code: string;
  /** Packages outside Earshot and functions of the session that it uses, with their versions. */
  packages: Record<string, string>;
  /** A module that can be imported; it shares Earshot's own modules with the running program. */
  module: string;
  /** Every file that it is made of. */
  inputs: string[];
}

/** What is kept of a step between runs. */
interface KeptBundle {
  key: string;
  code: string;
  packages: Record<string, string>;
  text: string;
  /** Stamp of each file. */
  inputs: Record<string, string>;
}

const BUNDLER = "2";
const DAY = 86_400_000;
/** For the package's own steps, which are the same in all workspaces. */
const PACKAGED = join(PACKAGE_ROOT, "node_modules", ".cache", "earshot", "steps");

function stamp(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.size}:${stats.mtimeMs}` : "gone";
}

function replaceFile(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** Where the bundles of a file may be kept, best first. A loader of TypeScript leaves alone what `node_modules` imports. */
function foldersOf(file: string, workspace: Workspace): string[] {
  const own = join(workspace.warehouse, "steps");
  const packaged = file.startsWith(join(PACKAGE_ROOT, "pipelines") + sep) && bundledModule("earshot");
  return packaged ? [PACKAGED, own] : [own];
}

/** What is kept, where all files are as they were. */
function recall(place: string, key: string): KeptBundle | undefined {
  try {
    const kept = JSON.parse(readFileSync(`${place}.json`, "utf8")) as KeptBundle;
    const same = kept.key === key && Object.entries(kept.inputs).every(([path, was]) => stamp(path) === was);
    return same ? kept : undefined;
  } catch {
    return undefined;
  }
}

async function make(file: string, workspace: Workspace, place: string, key: string): Promise<KeptBundle> {
  const built = await buildStep(file, workspace, `${place}.mjs`);
  const kept: KeptBundle = {
    key,
    code: sha256(built.whole).slice(0, 16),
    packages: { ...built.packages, ...sessionFunctions(built.whole) },
    text: built.shared,
    inputs: Object.fromEntries(built.inputs.map((path) => [path, stamp(path)])),
  };
  replaceFile(`${place}.json`, JSON.stringify(kept));
  return kept;
}

/** Earlier modules of a step; those of the last day may be in use. */
function removeOld(folder: string, name: string): void {
  for (const each of readdirSync(folder).filter((other) => other.startsWith(`${name}.`))) {
    const path = join(folder, each);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (each.endsWith(".mjs") && stats && Date.now() - stats.mtimeMs > DAY) rmSync(path, { force: true });
  }
}

const MODULES = publicModules(PACKAGE_ROOT);

/** Where the running program has the module that steps call `name`: a step gets the very modules that run it. */
function addressOf(name: string): string {
  const bundled = bundledModule(name.replace(/^earshot\//, ""));
  return (bundled ?? pathToFileURL(MODULES.get(name) ?? name)).href;
}

/** Write the module for the running program, unless it is there. */
function moduleOf(kept: KeptBundle, folder: string, name: string): string {
  const address = new RegExp(`"${PROGRAM_SCHEME}([^"]+)"`, "g");
  const text = kept.text.replace(address, (_, module: string) => JSON.stringify(addressOf(module)));
  const path = join(folder, `${name}.${sha256(text).slice(0, 16)}.mjs`);
  if (!existsSync(path)) {
    replaceFile(path, text);
    removeOld(folder, name);
  }
  return path;
}

/**
 * Bundle a TypeScript step for its fingerprint and for loading. Kept beside the database, or with the package where the
 * step is the package's own, and made anew only when a file that it is made of changed. Throws esbuild's own error, with
 * places, where the code cannot be built.
 */
export async function bundleStep(file: string, workspace: Workspace): Promise<StepBundle> {
  const name = sha256(file).slice(0, 16);
  const key = stableJson({ BUNDLER, file, packageRoot: PACKAGE_ROOT, EXACT_SUM_VERSION });
  const folders = foldersOf(file, workspace);
  for (const folder of folders) {
    const place = join(folder, name);
    try {
      mkdirSync(folder, { recursive: true });
      const kept = recall(place, key) ?? (await make(file, workspace, place, key));
      const { code, packages, inputs } = kept;
      return { code, packages, inputs: Object.keys(inputs), module: moduleOf(kept, folder, name) };
    } catch (error) {
      // The package's folder may belong to somebody else, or be read-only.
      if (folder === folders.at(-1) || (error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }
  throw new Error(`no folder to keep ${file} in`);
}
