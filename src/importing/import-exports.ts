import { type Diagnostic, EarshotError } from "../errors.ts";
import type { ManifestInput } from "../manifest.ts";
import type { Study } from "../study/study.ts";
import { forgetTexts, type Warehouse } from "../warehouse/index.ts";
import type { Workspace } from "../workspace.ts";
import { assemble } from "./assemble.ts";
import { runningCode } from "./code.ts";
import { doubtfulDates } from "./doubtful-dates.ts";
import { importPart } from "./import-part.ts";
import { textHashSql } from "./keys-sql.ts";
import { PartProblem } from "./part.ts";
import { type ImportPlan, type PlannedFile, planImport } from "./plan.ts";
import { prepareFiles, scratchFolder } from "./prepare.ts";
import {
  dropParts,
  ensureStore,
  type StoredPart,
  savePart,
  saveResult,
  storedParts,
  storedResult,
} from "./store.ts";

/** Texts and titles of the mentions there are. */
const TEXTS = `select text_hash from mentions union all select ${textHashSql("title")} from mentions where title is not null`;

export interface ImportOptions {
  terminal?: { progress(label: string, done: number, total?: number): void };
  signal?: AbortSignal;
  /** Read every file again. */
  fullRefresh?: boolean;
  /** The present, for marking dates in the future; default: the clock. */
  now?: Date;
}

export interface ImportResult {
  files: ManifestInput[];
  /** False when the tables stood as they were. */
  changed: boolean;
  /** Changes exactly when the tables' content may have changed. */
  fingerprint: string;
  /** Warnings, and errors for files that could not be read; the other files are imported in any case. */
  warnings: Diagnostic[];
}

interface Session {
  warehouse: Warehouse;
  study: Study;
  signal: AbortSignal;
  next: number;
  diagnostics: Diagnostic[];
}

function problemOf(file: string, error: unknown): Diagnostic[] {
  if (error instanceof PartProblem) return error.diagnostics;
  const known = error instanceof EarshotError ? error : null;
  const message = known ? known.message : `cannot be read: ${(error as Error).message.split("\n")[0]}`;
  return [
    {
      file,
      severity: "error",
      rule: "unreadable-file",
      message,
      ...(known?.remedy ? { hint: known.remedy } : {}),
    },
  ];
}

async function readFile(session: Session, file: PlannedFile): Promise<StoredPart[]> {
  const { warehouse, study, signal } = session;
  const scratch = scratchFolder();
  const parts: StoredPart[] = [];
  let current = file.name;
  let part = session.next;
  let failed = false;
  const fail = async (name: string, error: unknown) => {
    signal.throwIfAborted();
    failed = true;
    session.diagnostics.push(...problemOf(name, error));
    await dropParts(warehouse, [part]);
  };
  try {
    for await (const prepared of prepareFiles(file.name, file.path, scratch.path, signal)) {
      current = prepared.file;
      part = session.next++;
      if ("error" in prepared) {
        await fail(current, prepared.error);
        continue;
      }
      try {
        parts.push(
          await importPart(
            { warehouse, study, scratch: scratch.path, signal },
            prepared,
            file,
            part,
            file.recipe,
          ),
        );
      } catch (error) {
        await fail(current, error);
      }
    }
  } catch (error) {
    await fail(current, error);
  } finally {
    scratch.dispose();
  }
  return failed ? parts.map((each) => ({ ...each, facts: { ...each.facts, incomplete: true } })) : parts;
}

/** Rows that an interrupted import left behind. */
async function dropOrphans(warehouse: Warehouse, parts: readonly StoredPart[]): Promise<void> {
  const known = new Set(parts.map(({ part }) => part));
  const found = await warehouse.rows<{ part: number }>(
    "select distinct part from import.rows union select distinct part from import.bad_rows",
  );
  await dropParts(
    warehouse,
    found.map(({ part }) => part).filter((part) => !known.has(part)),
  );
}

async function manifestInputs(warehouse: Warehouse): Promise<ManifestInput[]> {
  return warehouse.rows<ManifestInput>(`select file, sha256, bytes, format, rows_read as read, mentions, duplicates, rejected, not_posts as "notPosts"
    from import_ledger order by file`);
}

async function readNewFiles(
  session: Session,
  plan: ImportPlan,
  options: ImportOptions,
): Promise<StoredPart[]> {
  const wanted = plan.files.filter((file) => options.fullRefresh || file.status !== "unchanged");
  const total = wanted.reduce((sum, file) => sum + file.bytes, 0);
  const fresh: StoredPart[] = [];
  let done = 0;
  for (const file of wanted) {
    session.signal.throwIfAborted();
    options.terminal?.progress(`import ${file.name}`, done, total);
    fresh.push(...(await readFile(session, file)));
    done += file.bytes;
  }
  if (wanted.length > 0) options.terminal?.progress("import", total, total);
  return fresh;
}

/**
 * Bring the public tables of the import up to date with the export files: `import_ledger`, `rejected_rows`,
 * `duplicate_rows`, `mentions`, `coverage_daily` and the view `extras`, replaced in one transaction. Only new and
 * changed files are read; of texts that no file holds any more nothing is kept. A file that cannot be read is an error among the warnings; the others are imported.
 */
export async function importExports(
  warehouse: Warehouse,
  study: Study,
  workspace: Workspace,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const now = options.now ?? new Date();
  const plan = await planImport(warehouse, study, workspace, options.signal, now);
  const { fingerprint } = plan;
  if (plan.unchanged && !options.fullRefresh) {
    const before = await storedParts(warehouse);
    return {
      files: await manifestInputs(warehouse),
      changed: false,
      fingerprint,
      warnings: [
        ...plan.diagnostics,
        ...before.flatMap((part) => part.diagnostics),
        ...(await doubtfulDates(warehouse, before)),
      ],
    };
  }
  await ensureStore(warehouse);
  const before = await storedParts(warehouse);
  await dropOrphans(warehouse, before);
  const signal = options.signal ?? new AbortController().signal;
  const next = Math.max(0, ...before.map((part) => part.part)) + 1;
  const session: Session = { warehouse, study, signal, next, diagnostics: [...plan.diagnostics] };
  const fresh = await readNewFiles(session, plan, options);
  const kept = before.filter((part) =>
    plan.files.some(
      (file) => file.name === part.container && file.status === "unchanged" && !options.fullRefresh,
    ),
  );
  const gone = before.filter((part) => !kept.includes(part)).map((part) => part.part);
  const parts = [...kept, ...fresh].sort((a, b) => (a.file < b.file ? -1 : 1));
  signal.throwIfAborted();
  const last = await storedResult(warehouse);
  await warehouse.transaction(async () => {
    for (const part of fresh) await savePart(warehouse, part);
    await assemble(warehouse, {
      kept,
      fresh,
      gone,
      studyZone: study.timeZone,
      now,
      whole: last?.assembling !== runningCode().assembling,
    });
    if (gone.length > 0) await forgetTexts(warehouse, TEXTS);
    const failed = session.diagnostics.some((each) => each.severity === "error");
    await saveResult(warehouse, failed ? "" : fingerprint, plan.judged);
  });
  return {
    files: await manifestInputs(warehouse),
    changed: true,
    fingerprint,
    warnings: [
      ...session.diagnostics,
      ...parts.flatMap((part) => part.diagnostics),
      ...(await doubtfulDates(warehouse, parts)),
    ],
  };
}
