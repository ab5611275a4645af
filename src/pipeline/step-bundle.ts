import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { BuildOptions, OnResolveResult, Plugin } from "esbuild";
import { bundledModule } from "../bundle.ts";
import { PACKAGE_ROOT, type Workspace } from "../workspace.ts";
import { sha256, stableJson } from "./fingerprint.ts";
import { EXACT_SUM_VERSION, sessionFunctions } from "./session-functions.ts";

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

interface CachedBundle extends Omit<StepBundle, "inputs"> {
  key: string;
  inputs: Record<string, string>;
}

const BUNDLER = "1";

function stamp(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.size}:${stats.mtimeMs}` : "gone";
}

function publicModules(packageRoot: string): Map<string, string> {
  const manifest = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {
    exports: Record<string, string>;
  };
  return new Map(
    Object.entries(manifest.exports).map(([name, path]) => [
      name === "." ? "earshot" : `earshot/${name.slice(2)}`,
      join(packageRoot, path),
    ]),
  );
}

const BUNDLED = bundledModule("earshot") !== undefined;

/** Where the running program has the module that steps call `name`; `path` is its file. */
function sharedAddress(name: string, path: string): string {
  const bundled = bundledModule(name.replace(/^earshot\//, ""));
  return (bundled ?? pathToFileURL(path)).href;
}

const isBare = (path: string) => !path.startsWith(".") && !path.startsWith("/") && !path.startsWith("file:");

/** `earshot/text` and the like become the package's own files. */
function ownModules(packageRoot: string): Plugin {
  const modules = publicModules(packageRoot);
  return {
    name: "earshot-modules",
    setup(build) {
      build.onResolve({ filter: /^earshot(\/|$)/ }, ({ path }): OnResolveResult => {
        const found = modules.get(path);
        return found
          ? { path: found, sideEffects: false }
          : { errors: [{ text: `unknown module: ${path}; there is ${[...modules.keys()].join(", ")}` }] };
      });
    },
  };
}

/**
 * A step copied from the package into a workspace finds the package's files beside it where the workspace has none of its
 * own, just as the pipeline does with whole files.
 * @param missing gets the files that the workspace could have
 */
function packagedNeighbours(workspace: Workspace, missing: Set<string>): Plugin {
  const own = workspace.pipelines + sep;
  return {
    name: "packaged-neighbours",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }): OnResolveResult | undefined => {
        const target = resolve(resolveDir, path);
        if (!target.startsWith(own) || existsSync(target)) return undefined;
        const packaged = join(workspace.packageRoot, "pipelines", target.slice(own.length));
        if (packaged === target || !existsSync(packaged)) return undefined;
        missing.add(target);
        return { path: packaged };
      });
    },
  };
}

/**
 * Everything but the workspace's own files stays outside, by absolute address: Earshot's modules by that of the bundle
 * which this program runs from, so that a step gets the very modules that run it.
 */
function sharedModules(packageRoot: string): Plugin {
  const source = join(packageRoot, "src") + sep;
  const modules = publicModules(packageRoot);
  const external = (path: string): OnResolveResult => ({ path: pathToFileURL(path).href, external: true });
  return {
    name: "shared-modules",
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path, resolveDir, kind }): OnResolveResult | undefined => {
        if (kind === "entry-point") return undefined;
        const own = modules.get(path);
        if (own) return { path: sharedAddress(path, own), external: true };
        if (path.startsWith("node:")) return { path, external: true };
        if (!isBare(path)) {
          const target = resolve(resolveDir, path);
          return target.startsWith(source) && !BUNDLED ? external(target) : undefined;
        }
        const resolved = resolvePackage(path, [resolveDir, packageRoot]);
        return resolved === undefined ? undefined : { path: resolved, external: true };
      });
    },
  };
}

/** Address of a package, looked for from each folder in turn; built-in modules keep their name. */
function resolvePackage(name: string, folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    try {
      const found = createRequire(join(folder, "x.js")).resolve(name);
      return found.startsWith("/") || /^[A-Za-z]:/.test(found) ? pathToFileURL(found).href : found;
    } catch {
      // not reachable from there
    }
  }
  return undefined;
}

function packageVersion(name: string, folders: readonly string[]): string {
  for (const folder of folders) {
    for (let at = folder; ; at = dirname(at)) {
      const manifest = join(at, "node_modules", name, "package.json");
      if (existsSync(manifest)) {
        return (JSON.parse(readFileSync(manifest, "utf8")) as { version?: string }).version ?? "unknown";
      }
      if (dirname(at) === at) break;
    }
  }
  return "unknown";
}

const packageName = (path: string) =>
  path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/");

async function build(file: string, workspace: Workspace): Promise<Omit<CachedBundle, "key">> {
  const esbuild = await import("esbuild");
  const missing = new Set<string>();
  const common = {
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "silent",
    absWorkingDir: PACKAGE_ROOT,
  } satisfies BuildOptions;
  const whole = await esbuild.build({
    ...common,
    minify: true,
    legalComments: "none",
    packages: "external",
    metafile: true,
    plugins: [packagedNeighbours(workspace, missing), ownModules(PACKAGE_ROOT)],
  });
  const shared = await esbuild.build({
    ...common,
    sourcemap: "inline",
    sourcesContent: false,
    outfile: join(workspace.warehouse, "steps", "step.mjs"),
    plugins: [packagedNeighbours(workspace, missing), sharedModules(PACKAGE_ROOT)],
  });
  const inputs = Object.keys(whole.metafile.inputs).map((path) => resolve(PACKAGE_ROOT, path));
  inputs.push(...missing);
  const externals = Object.values(whole.metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((imported) => imported.external && isBare(imported.path) && !imported.path.startsWith("node:"))
    .map((imported) => packageName(imported.path));
  const folders = [dirname(file), PACKAGE_ROOT];
  const text = shared.outputFiles[0]?.text ?? "";
  const module = join(workspace.warehouse, "steps", `${sha256(file + text).slice(0, 16)}.mjs`);
  mkdirSync(dirname(module), { recursive: true });
  replaceFile(module, text);
  return {
    code: sha256(whole.outputFiles[0]?.text ?? "").slice(0, 16),
    packages: {
      ...Object.fromEntries(
        [...new Set(externals)].sort().map((name) => [name, packageVersion(name, folders)]),
      ),
      ...sessionFunctions(whole.outputFiles[0]?.text ?? ""),
    },
    module,
    inputs: Object.fromEntries(inputs.map((path) => [path, stamp(path)])),
  };
}

function replaceFile(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/**
 * Bundle a TypeScript step for its fingerprint and for loading. Kept beside the database and made anew only when
 * a file that it is made of changed. Throws esbuild's own error, with places, where the code cannot be built.
 */
export async function bundleStep(file: string, workspace: Workspace): Promise<StepBundle> {
  const name = sha256(file).slice(0, 16) + (BUNDLED ? "" : "-loaded");
  const cacheFile = join(workspace.warehouse, "steps", `${name}.json`);
  const program = bundledModule("earshot")?.href;
  const key = stableJson({ BUNDLER, file, packageRoot: PACKAGE_ROOT, EXACT_SUM_VERSION, program });
  let cached: CachedBundle | null = null;
  try {
    cached = JSON.parse(readFileSync(cacheFile, "utf8")) as CachedBundle;
  } catch {
    // none yet
  }
  const fresh =
    cached !== null &&
    cached.key === key &&
    existsSync(cached.module) &&
    Object.entries(cached.inputs).every(([path, was]) => stamp(path) === was);
  const found = fresh && cached ? cached : { key, ...(await build(file, workspace)) };
  if (!fresh) replaceFile(cacheFile, JSON.stringify(found));
  const { code, packages, module, inputs } = found;
  return { code, packages, module, inputs: Object.keys(inputs) };
}
