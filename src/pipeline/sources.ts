import { isUtf8 } from "node:buffer";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { type Diagnostic, EarshotError } from "../errors.ts";
import type { Workspace } from "../workspace.ts";

export type SourceKind = "model" | "step" | "check" | "seed" | "notebook";

/** A file that defines a node of the pipeline. */
export interface SourceFile {
  kind: SourceKind;
  /** The file's name without its ending: the table or check it defines. */
  name: string;
  path: string;
  /** The path as messages show it. */
  place: string;
  /** Folder below the kind's own, `/` between parts; empty at its top. */
  folder: string;
}

const PLACES: Record<SourceKind, { parts: string[]; ending: RegExp }> = {
  model: { parts: ["pipelines", "models"], ending: /\.sql$/ },
  step: { parts: ["pipelines", "steps"], ending: /(?<!\.d)\.ts$/ },
  check: { parts: ["pipelines", "checks"], ending: /\.sql$/ },
  seed: { parts: ["data", "seeds"], ending: /\.csv$/ },
  notebook: { parts: ["reports", "notebooks"], ending: /\.md$/ },
};

const KINDS = Object.keys(PLACES) as SourceKind[];

/** Path of a file as messages show it: below the workspace, else `earshot:` and the path below the package. */
export function placeOf(workspace: Workspace, path: string): string {
  const inside = relative(workspace.root, path);
  if (!inside.startsWith("..")) return inside.split(sep).join("/");
  const packaged = relative(workspace.packageRoot, path);
  return packaged.startsWith("..") ? path : `earshot:${packaged.split(sep).join("/")}`;
}

function scan(workspace: Workspace, root: string, kind: SourceKind): SourceFile[] {
  const { parts, ending } = PLACES[kind];
  const base = join(root, ...parts);
  if (!existsSync(base)) return [];
  return readdirSync(base, { recursive: true, encoding: "utf8" })
    .filter((path) => ending.test(path) && !basename(path).startsWith("."))
    .sort()
    .map((path) => {
      const steps = path.split(sep);
      const file = steps.at(-1) ?? path;
      return {
        kind,
        name: file.replace(ending, ""),
        path: join(base, path),
        place: placeOf(workspace, join(base, path)),
        folder: steps.slice(0, -1).join("/"),
      };
    });
}

/** Where a file stops being UTF-8, and what it seems to be. */
function encodingDiagnostic(bytes: Buffer, place: string): Diagnostic {
  const lines = bytes.toString("latin1").split("\n");
  const line = lines.findIndex((each) => !isUtf8(Buffer.from(each, "latin1")));
  const text = Buffer.from(lines[line] ?? "", "latin1").toString("utf8");
  const utf16 = bytes[0] === 0xff || bytes[0] === 0xfe;
  return {
    file: place,
    line: line + 1,
    column: [...text.slice(0, text.indexOf("\uFFFD"))].length + 1,
    severity: "error",
    message: `this file is not UTF-8${utf16 ? " but UTF-16" : ""}`,
    rule: "encoding",
    hint: "Save it as UTF-8 in your editor.",
  };
}

/**
 * The text of a file of the pipeline, without a byte order mark.
 * @throws EarshotError with the place where it is not UTF-8
 */
export function readSource(source: Pick<SourceFile, "path" | "place">): string {
  const bytes = readFileSync(source.path);
  if (isUtf8(bytes)) return bytes.toString("utf8").replace(/^\uFEFF/, "");
  throw new EarshotError(`${source.place} cannot be read`, {
    diagnostics: [encodingDiagnostic(bytes, source.place)],
  });
}

/** Notebook and check names live apart from tables: a check may be called like the table it is about. */
const nameSpace = (kind: SourceKind) => (kind === "check" || kind === "notebook" ? kind : "table");

/**
 * All files that define the pipeline. What the workspace lacks comes from the package; a file of the workspace
 * takes the place of every file of the package that defines the same name.
 */
export function findSources(workspace: Workspace): SourceFile[] {
  const own = KINDS.flatMap((kind) => scan(workspace, workspace.root, kind));
  if (workspace.root === workspace.packageRoot) return own;
  const taken = new Set(own.map((source) => `${nameSpace(source.kind)}:${source.name.toLowerCase()}`));
  const packaged = KINDS.flatMap((kind) => scan(workspace, workspace.packageRoot, kind));
  return [
    ...own,
    ...packaged.filter((source) => !taken.has(`${nameSpace(source.kind)}:${source.name.toLowerCase()}`)),
  ];
}
