import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EarshotError, EXIT } from "../errors.ts";
import type { Workspace } from "../workspace.ts";

/**
 * Libraries whose versions Framework 1.13 asks the npm registry for although no page uses them. An empty folder
 * `name@version` in its cache answers instead, and the build needs no network.
 */
export const FRAMEWORK_NPM = [
  "react-dom",
  "react",
  "@observablehq/sample-datasets",
  "@observablehq/plot",
  "lodash",
  "arquero",
  "apache-arrow",
  "d3",
  "d3-dsv",
  "echarts",
  "htl",
  "leaflet",
  "mapbox-gl",
  "topojson-client",
  "parquet-wasm",
] as const;

const frameworkFolder = (workspace: Workspace) =>
  join(workspace.packageRoot, "node_modules/@observablehq/framework");

const frameworkBin = (workspace: Workspace) => join(frameworkFolder(workspace), "dist/bin/observable.js");

/** Environment of the Framework process: no telemetry, and no proxy, token or setting from outside. */
function environment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "TMPDIR", "LANG", "SYSTEMROOT", "TEMP"];
  return {
    ...Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    OBSERVABLE_TELEMETRY_DISABLE: "true",
    NO_COLOR: "1",
    TZ: "UTC",
  };
}

/** A process that has Framework ready, or is about to. */
export interface ReadyFramework {
  /** Build in the folder; returns what it printed. Throws with its output when it fails. */
  build(signal?: AbortSignal): Promise<string>;
  /** End the process, if it still runs. */
  end(): void;
}

/** Folder in which a workspace's site is put together and built. */
export const stageFolder = (workspace: Workspace): string => join(workspace.warehouse, "site");

/**
 * Load Framework in a process of its own, which builds in the workspace's stage once told to: it can be started while
 * tables are still being published, as loading it takes about a second.
 */
export function startFramework(workspace: Workspace): ReadyFramework {
  const folder = stageFolder(workspace);
  mkdirSync(folder, { recursive: true });
  const runner = fileURLToPath(new URL("./framework-runner.mjs", import.meta.url));
  const child = spawn(process.execPath, [runner, frameworkFolder(workspace)], {
    cwd: folder,
    env: environment(),
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  closed.catch(() => undefined);
  child.stdin.on("error", () => undefined);
  return {
    build: async (signal) => {
      signal?.throwIfAborted();
      const stop = () => child.kill();
      signal?.addEventListener("abort", stop);
      child.stdin.write("build\n");
      const code = await closed.finally(() => signal?.removeEventListener("abort", stop));
      signal?.throwIfAborted();
      if (code === 0) return output;
      throw new EarshotError(`Observable Framework could not build the site (exit code ${code})`, {
        exitCode: EXIT.siteFailed,
        remedy: output.trim().split("\n").slice(-12).join("\n"),
      });
    },
    end: () => void child.kill(),
  };
}

/** Start Framework's preview server in `folder`; it reloads pages when staged files change. */
export function spawnPreview(workspace: Workspace, folder: string, host: string, port: number) {
  return spawn(
    process.execPath,
    [frameworkBin(workspace), "preview", "--no-open", "--host", host, "--port", String(port)],
    { cwd: folder, env: environment(), stdio: ["ignore", "pipe", "pipe"] },
  );
}
