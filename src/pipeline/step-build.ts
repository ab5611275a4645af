import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { BuildOptions, OnResolveResult, Plugin } from "esbuild";
import { PACKAGE_ROOT, type Workspace } from "../workspace.ts";

/** A step as esbuild makes it. */
export interface BuiltStep {
  /** All that it uses of Earshot and the workspace, minified, without unused code. */
  whole: string;
  /** A module that takes Earshot's own modules from addresses `earshot-program:NAME`. */
  shared: string;
  /** Packages outside Earshot that it uses, with their versions. */
  packages: Record<string, string>;
  /** Every file that it is made of, and those that would be part of it if they existed. */
  inputs: string[];
}

/** Scheme of the addresses of Earshot's own modules. */
export const PROGRAM_SCHEME = "earshot-program:";

/** Names under which steps import Earshot's modules → their files. */
export function publicModules(packageRoot: string): Map<string, string> {
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

/** Everything but the workspace's own files stays outside: packages by absolute address, Earshot's modules by name. */
function sharedModules(packageRoot: string): Plugin {
  const modules = publicModules(packageRoot);
  return {
    name: "shared-modules",
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path, resolveDir, kind }): OnResolveResult | undefined => {
        if (kind === "entry-point" || !isBare(path)) return undefined;
        if (modules.has(path)) return { path: PROGRAM_SCHEME + path, external: true };
        if (path.startsWith("node:")) return { path, external: true };
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

/**
 * Build a step's file twice, for its fingerprint and for loading.
 * @param outfile where the module will be, for its source map
 * @throws esbuild's own error, with places, where the code cannot be built
 */
export async function buildStep(file: string, workspace: Workspace, outfile: string): Promise<BuiltStep> {
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
    outfile,
    plugins: [packagedNeighbours(workspace, missing), sharedModules(PACKAGE_ROOT)],
  });
  const inputs = Object.keys(whole.metafile.inputs).map((path) => resolve(PACKAGE_ROOT, path));
  const externals = Object.values(whole.metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((imported) => imported.external && isBare(imported.path) && !imported.path.startsWith("node:"))
    .map((imported) => packageName(imported.path));
  const folders = [dirname(file), PACKAGE_ROOT];
  return {
    whole: whole.outputFiles[0]?.text ?? "",
    shared: shared.outputFiles[0]?.text ?? "",
    packages: Object.fromEntries(
      [...new Set(externals)].sort().map((name) => [name, packageVersion(name, folders)]),
    ),
    inputs: [...inputs, ...missing],
  };
}
