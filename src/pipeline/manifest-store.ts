import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunManifest } from "../manifest.ts";
import type { Workspace } from "../workspace.ts";

/** A new run's id: UTC start time, its milliseconds in three hex digits and a random one; ids sort by time. */
export function newRunId(now: Date): string {
  const stamp = now.toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
  const milliseconds = now.getUTCMilliseconds().toString(16).padStart(3, "0");
  return `${stamp}-${milliseconds}${randomBytes(1).toString("hex").slice(1)}`;
}

/** Write a file whole or not at all. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${process.pid}.part`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}

/** Keep a manifest under `data/warehouse/runs`. */
export function writeManifest(workspace: Workspace, manifest: RunManifest): void {
  mkdirSync(workspace.runs, { recursive: true });
  writeWhole(join(workspace.runs, `${manifest.id}.json`), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Ids of the runs that are kept, oldest first. */
export function runIds(workspace: Workspace): string[] {
  try {
    return readdirSync(workspace.runs)
      .filter((name) => /^\d{8}T\d{6}Z-[0-9a-f]{4}\.json$/.test(name))
      .map((name) => name.slice(0, -".json".length))
      .sort();
  } catch {
    return [];
  }
}

/** A kept manifest; null where there is none of this id. */
export function readManifest(workspace: Workspace, id: string): RunManifest | null {
  try {
    return JSON.parse(readFileSync(join(workspace.runs, `${id}.json`), "utf8")) as RunManifest;
  } catch {
    return null;
  }
}

/** All kept manifests, oldest first; unreadable files are left out. */
export function readManifests(workspace: Workspace): RunManifest[] {
  return runIds(workspace)
    .map((id) => readManifest(workspace, id))
    .filter((manifest) => manifest !== null);
}

/** The last run that finished; null before the first. */
export function latestManifest(workspace: Workspace): RunManifest | null {
  for (const id of runIds(workspace).reverse()) {
    const manifest = readManifest(workspace, id);
    if (manifest?.finishedAt) return manifest;
  }
  return null;
}

/**
 * Mark the last run as interrupted where it never came to an end; to be called by the process that holds the
 * workspace. Each run does this before it starts, so that one look is enough.
 */
export function closeKilledRuns(workspace: Workspace): void {
  const last = runIds(workspace).at(-1);
  const manifest = last === undefined ? null : readManifest(workspace, last);
  if (manifest?.status === "running") writeManifest(workspace, { ...manifest, status: "interrupted" });
}

/** Remove a kept manifest. */
export function removeManifest(workspace: Workspace, id: string): void {
  rmSync(join(workspace.runs, `${id}.json`), { force: true });
}
