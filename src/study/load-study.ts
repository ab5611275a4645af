import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { type Diagnostic, EarshotError, EXIT } from "../errors.ts";
import type { Workspace } from "../workspace.ts";
import { readBlockList } from "./block-list.ts";
import { referenceDiagnostics } from "./check-references.ts";
import { emptyExclusions, studyFromFile } from "./from-file.ts";
import { checkQueries } from "./query/check-queries.ts";
import { studySchema } from "./schema.ts";
import { issueDiagnostics } from "./schema-diagnostics.ts";
import type { Exclusions, Study } from "./study.ts";
import { StudySource } from "./study-source.ts";

/** A study file as read. `study` is null when `diagnostics` holds an error. */
export interface LoadedStudy {
  study: Study | null;
  /** All mistakes and warnings, in file order. */
  diagnostics: Diagnostic[];
  /** Of the study file and the block lists it names, hex. */
  sha256: string;
}

/** Read and check `pipelines/study.yaml`. Never throws for what a person wrote; see `diagnostics`. */
export function loadStudy(workspace: Workspace): LoadedStudy {
  const text = readFileSync(workspace.study, "utf8").replace(/^\uFEFF/, "");
  const hash = createHash("sha256").update(text);
  const file = relative(workspace.root, workspace.study);
  const readList = (path: string): Exclusions => {
    const full = isAbsolute(path) ? path : join(workspace.root, path);
    if (!existsSync(full)) throw new MissingBlockList(path);
    const list = readFileSync(full, "utf8");
    hash.update(`\0${path}\0${list}`);
    return readBlockList(list);
  };
  const { study, diagnostics } = checkStudy(new StudySource(file, text), readList);
  return { study, diagnostics, sha256: hash.digest("hex") };
}

class MissingBlockList extends Error {
  readonly path: string;
  constructor(path: string) {
    super(`missing block list: ${path}`);
    this.path = path;
  }
}

function checkStudy(
  source: StudySource,
  readList: (path: string) => Exclusions,
): { study: Study | null; diagnostics: Diagnostic[] } {
  const syntax = source.syntaxErrors();
  if (syntax.length > 0) return { study: null, diagnostics: syntax };
  const checked = studySchema.safeParse(source.value);
  const diagnostics = checked.success
    ? []
    : checked.error.issues.flatMap((issue) => issueDiagnostics(source, issue));
  diagnostics.push(...referenceDiagnostics(source), ...checkQueries(source));
  let study: Study | null = null;
  if (checked.success) {
    study = studyFromFile(checked.data, (path) => {
      try {
        return readList(path);
      } catch (error) {
        if (!(error instanceof MissingBlockList)) throw error;
        diagnostics.push(source.diagnostic(source.text.indexOf(path), error.message, "missing-file"));
        return emptyExclusions();
      }
    });
  }
  diagnostics.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return { study: diagnostics.some((d) => d.severity === "error") ? null : study, diagnostics };
}

/** The study, or an error that carries every diagnostic of the file. */
export function requireStudy(workspace: Workspace): Study {
  const { study, diagnostics } = loadStudy(workspace);
  if (study !== null) return study;
  const errors = diagnostics.filter((d) => d.severity === "error").length;
  throw new EarshotError(`${errors} ${errors === 1 ? "mistake" : "mistakes"} in the study file`, {
    exitCode: EXIT.usage,
    diagnostics,
    remedy: "Correct what is marked above; docs/study.md explains every key.",
  });
}
