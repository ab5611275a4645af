import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunManifest } from "../manifest.ts";
import type { RunScope } from "../pipeline/index.ts";
import { writeWhole } from "../pipeline/manifest-store.ts";
import { siteFingerprint } from "../site/fingerprint.ts";

export interface SiteRequest {
  /** Build although nothing changed. */
  force?: boolean;
  signal?: AbortSignal;
  /** The site builder's own lines. */
  debug?(line: string): void;
}

export interface SiteOutcome {
  /** False when the site that stands was made from the same data and pages. */
  built: boolean;
  /** Folder of the site. */
  folder: string;
  /** Pages made; null when nothing was built. */
  pages: number | null;
}

function builtFrom(record: string): string | null {
  try {
    return (JSON.parse(readFileSync(record, "utf8")) as { fingerprint: string }).fingerprint;
  } catch {
    return null;
  }
}

/** Publish the tables and build the site, unless the site that stands was made from the same data and pages. */
export async function buildSiteIfChanged(
  scope: RunScope,
  manifest: RunManifest,
  request: SiteRequest = {},
): Promise<SiteOutcome> {
  const { workspace, study, warehouse } = scope;
  const record = join(workspace.warehouse, "site.json");
  const fingerprint = siteFingerprint(workspace, manifest);
  const stands = existsSync(join(workspace.dist, "index.html")) && builtFrom(record) === fingerprint;
  if (stands && !request.force) return { built: false, folder: workspace.dist, pages: null };
  const { startFramework } = await import("../site/framework.ts");
  const framework = startFramework(workspace);
  try {
    const { buildSite, publish } = await import("../site/index.ts");
    await publish(warehouse, workspace, study, manifest);
    const { signal, debug } = request;
    const built = await buildSite(workspace, study, manifest, {
      framework,
      ...(signal && { signal }),
      ...(debug && { debug }),
    });
    writeWhole(record, `${JSON.stringify({ fingerprint, run: manifest.id })}\n`);
    return { built: true, folder: built.dist, pages: built.pages };
  } finally {
    framework.end();
  }
}
