import type { ImportPlan } from "../importing/index.ts";
import type { Importer, ImporterMaker } from "./importer.ts";

/** What changed among the export files, in words. */
function changesOf(plan: ImportPlan): string {
  const count = (status: string) => plan.files.filter((file) => file.status === status).length;
  const words: [number, string][] = [
    [count("new"), "new"],
    [count("changed"), "changed"],
    [plan.removed.length, "removed"],
  ];
  const said = words.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  return said.length === 0 ? "" : `export files: ${said.join(", ")}`;
}

/** The import of the study's export files. */
export const exportImporter: ImporterMaker = async (warehouse, study, workspace): Promise<Importer> => {
  const { importExports, planImport } = await import("../importing/index.ts");
  let content: string | undefined;
  return {
    content: () => content,
    fingerprint: async () => {
      const plan = await planImport(warehouse, study, workspace);
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
      return result.warnings;
    },
  };
};
