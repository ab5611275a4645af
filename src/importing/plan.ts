import { existsSync, statSync } from "node:fs";
import type { Diagnostic } from "../errors.ts";
import type { Study } from "../study/study.ts";
import { literal, type Warehouse } from "../warehouse/index.ts";
import type { Workspace } from "../workspace.ts";
import { fingerprintOf } from "./assemble.ts";
import { knownHash } from "./file-hashes.ts";
import { type ExportFile, listExports, missingExports } from "./inventory.ts";
import { recipeOf, sourceOf } from "./settings.ts";
import { type StoredPart, storedParts, storedResult } from "./store.ts";

export interface PlannedFile extends ExportFile {
  sha256: string;
  recipe: string;
  status: "new" | "changed" | "unchanged";
  /** Why it would be read. */
  reason: string;
  /** Why it could not even be looked at. */
  problem?: unknown;
}

export interface ImportPlan {
  files: PlannedFile[];
  /** Export files that were imported and are gone. */
  removed: string[];
  /** Fingerprint of the tables that importing would give. */
  fingerprint: string;
  /** The last moment at which a date in the future became a proper one; empty before the first. */
  judged: string;
  /** True when there is nothing to do. */
  unchanged: boolean;
  diagnostics: Diagnostic[];
}

async function planFile(
  file: ExportFile,
  stored: readonly StoredPart[],
  study: Study,
  signal?: AbortSignal,
): Promise<PlannedFile> {
  const before = stored.filter((part) => part.container === file.name);
  const recipe = recipeOf(study, sourceOf(study, file.name));
  const first = before[0];
  const untouched = first !== undefined && first.bytes === file.bytes && first.modified === file.modified;
  const planned = { ...file, sha256: first?.sha256 ?? "", recipe };
  const read = (status: PlannedFile["status"], reason: string) => ({ ...planned, status, reason });
  if (!untouched) {
    try {
      planned.sha256 = await knownHash(file.path, signal);
    } catch (problem) {
      signal?.throwIfAborted();
      return { ...read(first ? "changed" : "new", "it cannot be read at the moment"), problem };
    }
  }
  if (!first) return read("new", "new file");
  if (first.sha256 !== planned.sha256) return read("changed", "content changed");
  if (first.recipe !== recipe) return read("changed", "format or settings changed");
  if (before.some((part) => part.facts.incomplete)) return read("changed", "part of it could not be read");
  return read("unchanged", "");
}

/** Remember the times of files that were touched and are as they were, so that they are not hashed again. */
async function rememberTimes(
  warehouse: Warehouse,
  files: readonly PlannedFile[],
  stored: readonly StoredPart[],
): Promise<void> {
  const touched = files.filter(
    (file) =>
      file.status === "unchanged" &&
      stored.some((part) => part.container === file.name && part.modified !== file.modified),
  );
  if (touched.length === 0) return;
  const mode = await warehouse.row<{ mode: string }>("select current_setting('access_mode') as mode");
  if (mode?.mode.toLowerCase() === "read_only") return;
  for (const { name, modified } of touched)
    await warehouse.run(`update import.parts set modified = ${modified} where container = ${literal(name)}`);
}

/**
 * What importing would do: files that are new, changed, removed, unchanged, and the fingerprint of the result.
 * Dates that were in the future and are not any more at `now` make it another result. Fast: a file whose size and time are as they were is not read again.
 */
export async function planImport(
  warehouse: Warehouse,
  study: Study,
  workspace: Workspace,
  signal?: AbortSignal,
  now = new Date(),
): Promise<ImportPlan> {
  const stored = await storedParts(warehouse);
  const files: PlannedFile[] = [];
  for (const file of listExports(workspace.root, study.exports))
    files.push(await planFile(file, stored, study, signal));
  await rememberTimes(warehouse, files, stored);
  const names = new Set(files.map((file) => file.name));
  const removed = [...new Set(stored.map((part) => part.container))].filter((name) => !names.has(name));
  const before = await storedResult(warehouse);
  const present = now.toISOString().slice(0, 19).replace("T", " ");
  const judged = before?.due && before.due <= present ? before.due : (before?.judged ?? "");
  const fingerprint = fingerprintOf(
    files.map((file) => ({ file: file.name, sha256: file.sha256, recipe: file.recipe })),
    study.timeZone,
    judged,
  );
  const complete = await warehouse.exists("mentions");
  const diagnostics: Diagnostic[] = missingExports(workspace.root, study.exports)
    .filter((entry) => !existsSync(entry) || statSync(entry, { throwIfNoEntry: false }) === undefined)
    .map((entry) => ({
      file: entry,
      severity: "warning",
      rule: "missing-exports",
      message: "named under `exports` in study.yaml, but not there",
    }));
  return {
    files,
    removed,
    fingerprint,
    judged,
    unchanged:
      complete && before?.fingerprint === fingerprint && files.every((file) => file.problem === undefined),
    diagnostics,
  };
}
