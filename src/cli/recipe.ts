import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundledModule } from "../bundle.ts";
import { EarshotError, EXIT, type ExitCode } from "../errors.ts";
import { didYouMean } from "../pipeline/nearest-names.ts";
import { locateWorkspace, type Workspace } from "../workspace.ts";
import type { VerbCall } from "./verb.ts";

function recipes(workspace: Workspace): Map<string, string> {
  const found = new Map<string, string>();
  for (const root of [workspace.packageRoot, workspace.root]) {
    const folder = join(root, "pipelines");
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts"))) {
      found.set(basename(file, ".ts"), join(folder, file));
    }
  }
  return found;
}

/** Run `pipelines/<name>.ts` of the workspace, else of the package, with the remaining arguments. */
export async function runRecipe(name: string, call: VerbCall): Promise<ExitCode> {
  const workspace = locateWorkspace(call.workspace);
  const known = recipes(workspace);
  const file = known.get(name);
  if (!file) {
    const hint = didYouMean(name, known.keys());
    throw new EarshotError(`unknown recipe: ${name}`, {
      remedy: hint ?? `Recipes are ${[...known.keys()].join(", ")}.`,
    });
  }
  const { bundleStep } = await import("../pipeline/step-bundle.ts");
  const { module } = await bundleStep(file, workspace);
  const runner = fileURLToPath(new URL("./recipe-runner.mjs", import.meta.url));
  const loader = bundledModule("earshot") ? [] : ["--import", import.meta.resolve("tsx")];
  const child = spawn(process.execPath, [...loader, runner, module, ...call.positionals.slice(1)], {
    cwd: workspace.root,
    stdio: "inherit",
    env: { ...process.env, EARSHOT_WORKSPACE: workspace.root },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve((code ?? EXIT.interrupted) as ExitCode));
  });
}
