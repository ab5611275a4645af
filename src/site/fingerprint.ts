import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunManifest } from "../manifest.ts";
import type { Workspace } from "../workspace.ts";

function hashFolder(hash: ReturnType<typeof createHash>, folder: string, skip: RegExp): void {
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    const name = file.slice(folder.length + 1);
    if (skip.test(name)) continue;
    hash.update(`${name}\n`).update(readFileSync(file));
  }
}

/**
 * One hash over all that the site depends on besides the clock: the run's steps, inputs and checks, the study, the pages and
 * components of package and workspace, the site's own code, Framework's version. Equal fingerprints, equal site.
 */
export function siteFingerprint(workspace: Workspace, manifest: RunManifest): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([manifest.study, manifest.inputs, manifest.versions]));
  hash.update(JSON.stringify(manifest.steps.map((step) => [step.name, step.fingerprint])));
  const checks = manifest.checks.map(({ name, severity, status, failures }) => [
    name,
    severity,
    status,
    failures,
  ]);
  hash.update(JSON.stringify(checks));
  const skip = /^(data|\.observablehq)\//;
  for (const root of new Set([join(workspace.packageRoot, "reports"), workspace.reports]))
    hashFolder(hash, root, skip);
  hashFolder(hash, fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, ""), /^$/);
  hashFolder(hash, fileURLToPath(new URL("../privacy", import.meta.url)), /^$/);
  for (const file of ["../manifest.ts", "../notebook-blocks.ts"])
    hash.update(readFileSync(fileURLToPath(new URL(file, import.meta.url))));
  const config = [
    join(workspace.root, "observablehq.config.ts"),
    join(workspace.packageRoot, "observablehq.config.ts"),
  ];
  for (const file of config) if (existsSync(file)) hash.update(readFileSync(file));
  const framework = join(workspace.packageRoot, "node_modules/@observablehq/framework/package.json");
  hash.update(readFileSync(framework));
  return hash.digest("hex").slice(0, 32);
}
