import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "../workspace.ts";
import { readManifests, removeManifest } from "./manifest-store.ts";
import { removeUnusedSnapshots } from "./snapshots.ts";

/**
 * Remove old runs: all but the newest `keep`, those younger than `days`, and the last that finished well.
 * @returns ids of the removed runs
 */
export function cleanRuns(workspace: Workspace, keep: number, days: number, now: Date): string[] {
  const runs = readManifests(workspace);
  const newest = new Set(runs.slice(Math.max(0, runs.length - keep)).map((run) => run.id));
  const good = runs.findLast((run) => run.status === "done")?.id;
  const oldest = now.getTime() - days * 86_400_000;
  const gone = runs.filter(
    (run) =>
      !newest.has(run.id) &&
      run.id !== good &&
      Date.parse(run.startedAt) < oldest &&
      run.status !== "running",
  );
  for (const run of gone) removeManifest(workspace, run.id);
  removeUnusedSnapshots(workspace);
  return gone.map((run) => run.id);
}

/** Remove the built site, the published tables and what the site was put together from. */
export function cleanSite(workspace: Workspace): void {
  for (const folder of [workspace.dist, workspace.reportData, join(workspace.warehouse, "site")]) {
    rmSync(folder, { recursive: true, force: true });
  }
  rmSync(join(workspace.warehouse, "site.json"), { force: true });
}

/** Remove the database and bundled steps. Manifests stay. */
export function cleanDatabase(workspace: Workspace): void {
  rmSync(workspace.database, { force: true });
  rmSync(`${workspace.database}.wal`, { force: true });
  rmSync(join(workspace.warehouse, "steps"), { recursive: true, force: true });
  for (const name of safeList(workspace.warehouse).filter((file) => file.endsWith(".tmp"))) {
    rmSync(join(workspace.warehouse, name), { recursive: true, force: true });
  }
}

function safeList(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
