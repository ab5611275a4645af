import { type Diagnostic, EarshotError, EXIT } from "../errors.ts";
import type { ManifestInput } from "../manifest.ts";
import type { Study } from "../study/study.ts";
import { forgetTexts, type Warehouse } from "../warehouse/index.ts";
import type { Workspace } from "../workspace.ts";
import { assemble, fingerprintOf } from "./assemble.ts";
import { runningCode } from "./code.ts";
import { doubtfulDates } from "./doubtful-dates.ts";
import { textHashSql } from "./keys-sql.ts";
import { passingProblem } from "./passing.ts";
import { type ImportPlan, type PlannedFile, planImport } from "./plan.ts";
import { type Reading, readFile } from "./read-files.ts";
import {
  dropParts,
  ensureStore,
  type StoredPart,
  savePart,
  saveResult,
  storedParts,
  storedResult,
} from "./store.ts";
import { touchedMentions } from "./touched.ts";

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
  /** Which mentions may have changed since which fingerprint; absent where it may have been any. */
  touched?: { since: string; columns: Record<string, string> };
  /** Warnings, and errors for files that could not be read; the other files are imported in any case. */
  warnings: Diagnostic[];
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

/** What reading the new files came to. */
interface ReadNew {
  fresh: StoredPart[];
  /** Export files of which the rows of the import before stay, though they were to be read. */
  staying: Set<string>;
}

async function readNewFiles(
  reading: Reading,
  wanted: readonly PlannedFile[],
  before: readonly StoredPart[],
  options: ImportOptions,
): Promise<ReadNew> {
  const total = wanted.reduce((sum, file) => sum + file.bytes, 0);
  const found: ReadNew = { fresh: [], staying: new Set() };
  let done = 0;
  for (const file of wanted) {
    reading.signal.throwIfAborted();
    options.terminal?.progress(`import ${file.name}`, done, total);
    const { parts, stays } = await readFile(
      reading,
      file,
      before.filter((part) => part.container === file.name),
    );
    found.fresh.push(...parts);
    if (stays) found.staying.add(file.name);
    done += file.bytes;
  }
  if (wanted.length > 0) options.terminal?.progress("import", total, total);
  return found;
}

/** Fingerprint of what these parts give; a file of which nothing could be read has no part in it. */
function standingFingerprint(parts: readonly StoredPart[], studyZone: string, judged: string): string {
  const files = new Map<string, { file: string; sha256: string; recipe: string }>();
  for (const { container, file, sha256, recipe, facts } of parts) {
    const known = files.get(container)?.recipe ?? recipe;
    const partly = facts.incomplete ? `${known} ${file}:${facts.rows}` : known;
    files.set(container, { file: container, sha256, recipe: partly });
  }
  return fingerprintOf([...files.values()], studyZone, judged);
}

async function importing(
  warehouse: Warehouse,
  study: Study,
  plan: ImportPlan,
  options: ImportOptions,
  now: Date,
): Promise<ImportResult> {
  await ensureStore(warehouse);
  const before = await storedParts(warehouse);
  await dropOrphans(warehouse, before);
  const signal = options.signal ?? new AbortController().signal;
  const next = Math.max(0, ...before.map((part) => part.part)) + 1;
  const reading: Reading = { warehouse, study, signal, next, diagnostics: [...plan.diagnostics] };
  const wanted = plan.files.filter((file) => options.fullRefresh || file.status !== "unchanged");
  const { fresh, staying } = await readNewFiles(reading, wanted, before, options);
  const stays = new Set([
    ...plan.files.filter((file) => !wanted.includes(file)).map(({ name }) => name),
    ...staying,
  ]);
  const kept = before.filter((part) => stays.has(part.container));
  const gone = before.filter((part) => !kept.includes(part)).map((part) => part.part);
  const parts = [...kept, ...fresh].sort((a, b) => (a.file < b.file ? -1 : 1));
  signal.throwIfAborted();
  const last = await storedResult(warehouse);
  const fingerprint = standingFingerprint(parts, study.timeZone, plan.judged);
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
    const failed = reading.diagnostics.some((each) => each.severity === "error");
    await saveResult(warehouse, failed ? "" : fingerprint, plan.judged);
  });
  const columns = await touchedMentions(warehouse);
  return {
    files: await manifestInputs(warehouse),
    changed: true,
    fingerprint,
    ...(columns && last?.fingerprint && { touched: { since: last.fingerprint, columns } }),
    warnings: [
      ...reading.diagnostics,
      ...parts.flatMap((part) => part.diagnostics),
      ...(await doubtfulDates(warehouse, parts)),
    ],
  };
}

/**
 * Bring the public tables of the import up to date with the export files: `import_ledger`, `rejected_rows`,
 * `duplicate_rows`, `mentions`, `coverage_daily`, `unread_values` and the view `extras`, replaced in one transaction. Only new and
 * changed files are read; of texts that no file holds any more nothing is kept. A file that cannot be read is an error among the
 * warnings; the others are imported, and what was read from it before stays where the reason may pass.
 * @throws EarshotError where the machine does not let the import go on (a full disk), with everything as it was
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
  try {
    return await importing(warehouse, study, plan, options, now);
  } catch (cause) {
    const problem = passingProblem(cause, { database: warehouse.path });
    if (!problem) throw cause;
    throw new EarshotError(problem.message, {
      remedy: problem.remedy,
      exitCode: EXIT.stepFailed,
      cause,
    });
  }
}
