import { type Diagnostic, EarshotError } from "../errors.ts";
import type { Study } from "../study/study.ts";
import type { Warehouse } from "../warehouse/index.ts";
import { importPart } from "./import-part.ts";
import { PartProblem } from "./part.ts";
import { type PassingProblem, passingProblem } from "./passing.ts";
import type { PlannedFile } from "./plan.ts";
import { prepareFiles, scratchFolder } from "./prepare.ts";
import { dropParts, type StoredPart } from "./store.ts";

const EMPTY = "there is no file in it to import";

/** One import's reading. */
export interface Reading {
  warehouse: Warehouse;
  study: Study;
  signal: AbortSignal;
  /** Number of the next part. */
  next: number;
  diagnostics: Diagnostic[];
}

/** What came of reading a file. */
export interface ReadFile {
  parts: StoredPart[];
  /** Nothing was read for a reason that may pass: the rows of the import before stay. */
  stays: boolean;
}

function problemOf(
  file: string,
  error: unknown,
  passing: PassingProblem | null,
  stays: string,
): Diagnostic[] {
  if (error instanceof PartProblem) return error.diagnostics;
  const known = error instanceof EarshotError ? error : null;
  const message =
    passing?.message ??
    (known ? known.message : `cannot be read: ${(error as Error).message.split("\n")[0]}`);
  const hint = passing?.remedy ?? known?.remedy;
  return [
    {
      file,
      severity: "error",
      rule: "unreadable-file",
      message: `${message}${stays}`,
      ...(hint ? { hint } : {}),
    },
  ];
}

/** A failure of one file inside an export file. */
interface Failure {
  file: string;
  error: unknown;
}

async function readParts(reading: Reading, file: PlannedFile, failures: Failure[]): Promise<StoredPart[]> {
  const { warehouse, study, signal } = reading;
  const parts: StoredPart[] = [];
  let current = file.name;
  let part = reading.next;
  const fail = async (error: unknown) => {
    signal.throwIfAborted();
    failures.push({ file: current, error });
    await dropParts(warehouse, [part]);
  };
  let scratch: ReturnType<typeof scratchFolder> | null = null;
  try {
    if (file.problem) throw file.problem;
    scratch = scratchFolder();
    for await (const prepared of prepareFiles(file.name, file.path, scratch.path, signal)) {
      current = prepared.file;
      part = reading.next++;
      if ("error" in prepared) {
        await fail(prepared.error);
        continue;
      }
      const context = { warehouse, study, scratch: scratch.path, signal };
      try {
        parts.push(await importPart(context, prepared, file, part, file.recipe));
      } catch (error) {
        await fail(error);
      }
    }
  } catch (error) {
    await fail(error);
  } finally {
    scratch?.dispose();
  }
  return parts;
}

/** Were the same bytes read whole before? Then it is not their fault that they cannot be read now. */
const wasWhole = (file: PlannedFile, before: readonly StoredPart[]) =>
  before.every((part) => part.sha256 === file.sha256 && !part.facts.incomplete);

/**
 * Read one export file into new parts; every file in it that cannot be read is an error among the diagnostics. Where the reason may
 * pass (a full disk, a file that cannot be opened now) and the file was imported before, what was read is dropped and `stays` says to keep
 * what there is.
 */
export async function readFile(
  reading: Reading,
  file: PlannedFile,
  before: readonly StoredPart[],
): Promise<ReadFile> {
  const failures: Failure[] = [];
  const parts = await readParts(reading, file, failures);
  if (failures.length === 0 && parts.length > 0) return { parts, stays: false };
  if (failures.length === 0) failures.push({ file: file.name, error: new EarshotError(EMPTY) });
  const places = { file: file.path, database: reading.warehouse.path };
  const passing = failures.map(({ error }) => passingProblem(error, places));
  const whole = wasWhole(file, before) && failures.every(({ error }) => !(error instanceof PartProblem));
  const stays = before.length > 0 && (whole || passing.some((each) => each !== null));
  const rows = before.reduce((sum, part) => sum + part.facts.rows, 0);
  const said = stays ? `; the ${rows.toLocaleString("en-US")} rows read from it before are kept` : "";
  failures.forEach((failure, index) => {
    reading.diagnostics.push(...problemOf(failure.file, failure.error, passing[index] ?? null, said));
  });
  if (stays)
    await dropParts(
      reading.warehouse,
      parts.map(({ part }) => part),
    );
  const incomplete = parts.map((each) => ({ ...each, facts: { ...each.facts, incomplete: true } }));
  return { parts: stays ? [] : incomplete, stays };
}
