import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunManifest } from "../manifest.ts";
import { sha256, stableJson } from "../pipeline/fingerprint.ts";
import type { RunScope } from "../pipeline/index.ts";
import { writeWhole } from "../pipeline/manifest-store.ts";
import { folderStamp } from "./folder-stamp.ts";

export interface SiteRequest {
  /** Build although nothing changed. */
  force?: boolean;
  signal?: AbortSignal;
}

export interface SiteOutcome {
  /** False when the site that stands was made from the same data and pages. */
  built: boolean;
  /** Folder of the site. */
  folder: string;
}

interface SiteSeam {
  publish(warehouse: unknown, workspace: unknown, study: unknown, manifest: RunManifest): Promise<unknown>;
  buildSite(workspace: unknown, study: unknown, manifest: RunManifest, options?: unknown): Promise<unknown>;
}

/** What the built site depends on: the tables, the study, the pages and Earshot's own site code. */
function siteFingerprint(scope: RunScope, manifest: RunManifest): string {
  const { workspace, studySha256 } = scope;
  const steps = manifest.steps.map((step) => [step.name, step.fingerprint, step.status === "failed"]);
  const checks = manifest.checks.map((check) => [check.name, check.status, check.failures]);
  const folders = new Set([
    workspace.reports,
    join(workspace.packageRoot, "reports"),
    join(workspace.packageRoot, "src", "site"),
    join(workspace.packageRoot, "src", "privacy"),
  ]);
  const stamps = [...folders].map((folder) =>
    folderStamp(folder, /(^|\/)(data|\.observablehq|node_modules)(\/|$)/),
  );
  return sha256(stableJson({ steps, checks, studySha256, versions: manifest.versions, stamps }));
}

/** Publish and build, unless the site that stands was made from the same data and pages. */
export async function buildSiteIfChanged(
  scope: RunScope,
  manifest: RunManifest,
  request: SiteRequest = {},
): Promise<SiteOutcome> {
  const { workspace, study, warehouse } = scope;
  const record = join(workspace.warehouse, "site.json");
  const wanted = siteFingerprint(scope, manifest);
  const outcome = { folder: workspace.dist };
  if (!request.force && existsSync(join(workspace.dist, "index.html")) && readRecord(record) === wanted) {
    return { ...outcome, built: false };
  }
  const address = new URL("../site/index.ts", import.meta.url).href;
  const site = (await import(/* @vite-ignore */ address)) as SiteSeam;
  await site.publish(warehouse, workspace, study, manifest);
  await site.buildSite(workspace, study, manifest, { signal: request.signal });
  writeWhole(record, JSON.stringify({ fingerprint: wanted, run: manifest.id }));
  return { ...outcome, built: true };
}

function readRecord(path: string): string | null {
  try {
    return (JSON.parse(readFileSync(path, "utf8")) as { fingerprint: string }).fingerprint;
  } catch {
    return null;
  }
}
