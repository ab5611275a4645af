import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ExitCode } from "../../errors.ts";
import type { RunManifest } from "../../manifest.ts";
import { exitCodeOf } from "../../pipeline/index.ts";
import { missingTables } from "../../site/needed-tables.ts";
import { sayDiagnostics } from "../diagnostics.ts";
import { type OpenWorkspace, openWorkspace } from "../open-workspace.ts";
import { terminalListener } from "../run-listener.ts";
import { SELECTION_OPTIONS, selectionRequest } from "../selection-options.ts";
import type { SiteOutcome } from "../site-build.ts";
import { siteFailure } from "../site-failure.ts";
import { runSummary, siteLines } from "../summary.ts";
import type { Verb, VerbCall } from "../verb.ts";

/** Why a run of some steps only leaves the site as it is; null where the site has what it needs. */
async function lacking(
  { warehouse, workspace }: OpenWorkspace,
  manifest: RunManifest,
): Promise<string | null> {
  if (!manifest.steps.some((step) => step.status === "skipped")) return null;
  const missing = await missingTables(warehouse);
  if (missing.length === 0) return null;
  const stands = existsSync(join(workspace.dist, "index.html"));
  const tables = `the ${missing.length === 1 ? "table" : "tables"} ${missing.join(", ")}`;
  return `${stands ? "The site stays as it was" : "No site was built"}: it needs ${tables}, not made yet. \`earshot run\` makes everything.`;
}

/** Build the site after a run, unless a step failed or the steps that were selected are too few for one. */
async function site(
  opened: OpenWorkspace,
  manifest: RunManifest,
  call: VerbCall,
): Promise<SiteOutcome | null> {
  const unfit = manifest.status === "failed" || manifest.status === "interrupted";
  if (call.options["no-site"] === true) return null;
  if (unfit) {
    call.terminal.warn("The site stays as it was: not every step could run.");
    return null;
  }
  const reason = await lacking(opened, manifest);
  if (reason !== null) {
    call.terminal.say(reason);
    return null;
  }
  try {
    return await opened.site(manifest, { signal: call.signal, debug: (line) => call.terminal.debug(line) });
  } catch (error) {
    throw siteFailure(error, call.signal);
  }
}

async function run(call: VerbCall): Promise<ExitCode> {
  const [recipe] = call.positionals;
  if (recipe !== undefined) {
    const { runRecipe } = await import("../recipe.ts");
    return runRecipe(recipe, call);
  }
  const { terminal, signal } = call;
  const opened = await openWorkspace(call.workspace);
  try {
    sayDiagnostics(terminal, opened.diagnostics);
    const manifest = await opened.run({
      ...selectionRequest(call.options),
      failFast: call.options["fail-fast"] === true,
      signal,
      listener: terminalListener(terminal),
    });
    for (const line of await runSummary(opened.warehouse, manifest)) terminal.say(line);
    const outcome = await site(opened, manifest, call);
    if (outcome) for (const line of siteLines(opened.workspace, outcome.folder)) terminal.say(line);
    if (terminal.json) terminal.data(JSON.stringify(manifest, null, 2));
    return exitCodeOf(manifest);
  } finally {
    opened.close();
  }
}

export const verb: Verb = {
  name: "run",
  summary: "Import exports, run what changed, and build the site.",
  positionals: "[RECIPE]",
  options: {
    ...SELECTION_OPTIONS,
    "fail-fast": {
      type: "boolean",
      description: "Stop at the first failure; otherwise what does not depend on it goes on.",
    },
    "no-site": { type: "boolean", description: "Leave the site as it is." },
  },
  examples: [
    "earshot run",
    "earshot run --workspace studies/airlines",
    "earshot run --select share_of_voice+ --no-site",
    "earshot run weekly",
  ],
  run,
};
