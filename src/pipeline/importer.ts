import type { Diagnostic } from "../errors.ts";
import type { Study } from "../study/study.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Workspace } from "../workspace.ts";
import type { RunListener } from "./events.ts";
import type { ImportFingerprint } from "./plan.ts";

/** The import as the pipeline sees it. */
export interface Importer {
  /** What the result depends on; reads names and sizes of the export files, and contents of those that changed. */
  fingerprint(signal?: AbortSignal): Promise<ImportFingerprint>;
  /**
   * Bring the import's tables up to date. It keeps its own transactions.
   * @returns warnings, and errors for files that could not be read while the others were
   */
  run(listener: RunListener, signal: AbortSignal, fullRefresh: boolean): Promise<Diagnostic[]>;
  /** What stands for the contents of the tables that the last `run` left: a file of which nothing could be read has no part in it. */
  content?(): string | undefined;
  /** What the last `run` changed in `mentions`, where it can tell. */
  changes?(): ImportChanges | undefined;
}

/** Which mentions are not what they were. */
export interface ImportChanges {
  /** What stood for the contents of the tables before. */
  since: string;
  /** Column of `mentions` → select of the hashes of the values whose rows may have changed, before or after. */
  columns: Readonly<Record<string, string>>;
}

export type ImporterMaker = (warehouse: Warehouse, study: Study, workspace: Workspace) => Promise<Importer>;
