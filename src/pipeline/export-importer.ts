import type { ImportPlan } from "../importing/index.ts";
import type { ImportChanges, Importer, ImporterMaker } from "./importer.ts";

/** What each reason to read a known file again is called beside its number. */
const AGAIN: Readonly<Record<string, string>> = {
  "content changed": "changed",
  "format or settings changed": "to be read anew (format or settings changed)",
  "part of it could not be read": "to be read again (part of it could not be read)",
  "it cannot be read at the moment": "that cannot be read at the moment",
};

/** What changed among the export files, in words: files that changed are told from those that are read otherwise. */
export function changesOf(plan: Pick<ImportPlan, "files" | "removed">): string {
  const counts = new Map<string, number>();
  for (const { status, reason } of plan.files) {
    if (status === "unchanged") continue;
    const word = status === "new" ? "new" : (AGAIN[reason] ?? reason);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  if (plan.removed.length > 0) counts.set("removed", plan.removed.length);
  const said = [...counts].map(([word, n]) => `${n} ${word}`);
  return said.length === 0 ? "" : `export files: ${said.join(", ")}`;
}

/** The import of the study's export files. */
export const exportImporter: ImporterMaker = async (warehouse, study, workspace): Promise<Importer> => {
  const { importExports, planImport } = await import("../importing/index.ts");
  let content: string | undefined;
  let changes: ImportChanges | undefined;
  return {
    content: () => content,
    changes: () => changes,
    fingerprint: async (signal) => {
      const plan = await planImport(warehouse, study, workspace, signal);
      return { fingerprint: plan.fingerprint, changes: changesOf(plan), unchanged: plan.unchanged };
    },
    run: async (listener, signal, fullRefresh) => {
      const progress = (label: string, done: number, total?: number) =>
        listener({ type: "step-progress", name: label, done, ...(total !== undefined && { total }) });
      const result = await importExports(warehouse, study, workspace, {
        terminal: { progress },
        signal,
        fullRefresh,
      });
      content = result.fingerprint;
      changes = result.touched;
      return result.warnings;
    },
  };
};
