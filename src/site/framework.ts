import { spawn } from "node:child_process";
import { join } from "node:path";
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

function frameworkBin(workspace: Workspace): string {
  return join(workspace.packageRoot, "node_modules/@observablehq/framework/dist/bin/observable.js");
}

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

/** Run Framework's build in `folder`; returns what it printed. Throws with its output when it fails. */
export async function runFramework(
  workspace: Workspace,
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  const child = spawn(process.execPath, [frameworkBin(workspace), "build"], {
    cwd: folder,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal ? { signal } : {}),
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code === 0) return output;
  throw new EarshotError(`Observable Framework could not build the site (exit code ${code})`, {
    exitCode: EXIT.siteFailed,
    remedy: output.trim().split("\n").slice(-12).join("\n"),
  });
}

/** Start Framework's preview server in `folder`; it reloads pages when staged files change. */
export function spawnPreview(workspace: Workspace, folder: string, host: string, port: number) {
  return spawn(
    process.execPath,
    [frameworkBin(workspace), "preview", "--no-open", "--host", host, "--port", String(port)],
    { cwd: folder, env: environment(), stdio: ["ignore", "pipe", "pipe"] },
  );
}
