import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { RunManifest } from "../manifest.ts";
import type { Study } from "../study/study.ts";
import type { Warehouse } from "../warehouse/index.ts";
import type { Workspace } from "../workspace.ts";
import { notebookPublications } from "./notebook-page.ts";
import type { Publication } from "./publication.ts";
import type { PublicationMemory } from "./publication-memory.ts";
import { PUBLICATIONS } from "./publications.ts";
import { protect, publishTable, replaceFile } from "./publish.ts";

const madeFrom = (publication: Publication) => (publication.reads ?? [publication.name])[0];

/** What a table is published as, where an open page shows it. */
async function shownFrom(
  warehouse: Warehouse,
  workspace: Workspace,
  table: string,
  shown: (name: string) => boolean,
): Promise<Publication[]> {
  const notebook = table.startsWith("notebook_");
  const known = notebook ? await notebookPublications(warehouse, workspace) : PUBLICATIONS;
  return known.filter((publication) => madeFrom(publication) === table && shown(publication.name));
}

/**
 * Publish a table again that a run under way has just made, for a page that is open; `publish` does the rest when the run
 * has ended. It is guarded in the same way; where the run brings another study or other people, nothing is written.
 * @param warehouse a session outside any transaction
 * @param manifest as the run has filled it so far
 * @param shown whether an open page shows what is published under a name
 * @returns whether anything was written
 */
export async function publishEarly(
  warehouse: Warehouse,
  workspace: Workspace,
  study: Study,
  manifest: RunManifest,
  memory: PublicationMemory,
  table: string,
  shown: (name: string) => boolean,
): Promise<boolean> {
  if (!memory.protectsStill(manifest, study)) return false;
  const open = study.privacy.profile === "internal";
  const publications = await shownFrom(warehouse, workspace, table, shown);
  for (const publication of publications) {
    if (publication.internalOnly && !open) continue;
    const withheld = memory.withheldBeside(publication.name);
    const protection = open ? null : { ...(await protect(warehouse, study, memory)), withheld };
    const made = await publishTable(warehouse, publication, protection, (name, contents) => {
      const file = join(workspace.reportData, name);
      if (!memory.before.has(file)) memory.before.set(file, existsSync(file) ? readFileSync(file) : null);
      replaceFile(file, contents);
    });
    memory.rememberEarly(publication.name, made);
  }
  return publications.length > 0;
}

/** Take back what was published early: the run failed, and the last good page stays. Returns whether there was anything. */
export function takeBack(memory: PublicationMemory): boolean {
  for (const [file, contents] of memory.before) {
    if (contents) replaceFile(file, contents);
    else rmSync(file, { force: true });
  }
  const any = memory.before.size > 0;
  memory.forgetEarly();
  return any;
}
