import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { BuildFailure, Message } from "esbuild";
import { type Diagnostic, EarshotError } from "../errors.ts";
import type { Study } from "../study/study.ts";
import { PACKAGE_ROOT, type Workspace } from "../workspace.ts";
import { stableJson } from "./fingerprint.ts";
import { loadStep } from "./load-step.ts";
import type { PipelineNode, SourcePlace } from "./node.ts";
import { placeOf, type SourceFile } from "./sources.ts";
import { placeAt, type ReadNodes } from "./sql-nodes.ts";
import type { StepDefinition } from "./step.ts";
import { bundleStep } from "./step-bundle.ts";
import { lineAt } from "./text-position.ts";

function buildDiagnostic(message: Message, source: SourceFile, workspace: Workspace): Diagnostic {
  const at = message.location;
  return {
    file: at?.file ? placeOf(workspace, resolve(PACKAGE_ROOT, at.file)) : source.place,
    ...(at && { line: at.line, column: at.column + 1, source: at.lineText }),
    severity: "error",
    message: message.text,
    rule: "step-build",
  };
}

/** Any error met while building or loading a step, as diagnostics at its file. */
function loadDiagnostics(error: unknown, source: SourceFile, workspace: Workspace): Diagnostic[] {
  if (error instanceof EarshotError && error.diagnostics.length > 0) return [...error.diagnostics];
  const messages = (error as Partial<BuildFailure>).errors;
  if (Array.isArray(messages) && messages.length > 0) {
    return messages.map((message) => buildDiagnostic(message, source, workspace));
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return [
    { file: source.place, ...stackPlace(stack, workspace), severity: "error", message, rule: "step-load" },
  ];
}

/** First place of a stack that lies in a step's own file. */
export function stackPlace(
  stack: string | undefined,
  workspace: Workspace,
): { file?: string; line?: number; column?: number; source?: string } {
  for (const found of (stack ?? "").matchAll(/(?:file:\/\/)?(\/[^\s():]+):(\d+):(\d+)/g)) {
    const path = decodeURI(found[1] ?? "");
    if (!path.includes("/pipelines/") || path.includes("/node_modules/")) continue;
    const line = Number(found[2]);
    const source = existsSync(path) ? lineAt(readFileSync(path, "utf8"), line) : undefined;
    const at = { file: placeOf(workspace, path), line, column: Number(found[3]) };
    return { ...at, ...(source !== undefined && { source }) };
  }
  return {};
}

/** Where the names of the tables read stand in the step's file. */
function readPlaces(path: string, tables: readonly string[]): Record<string, SourcePlace> {
  const text = readFileSync(path, "utf8");
  const from = Math.max(0, text.search(/\breads\s*:/));
  const found = tables.flatMap((table): [string, SourcePlace][] => {
    const at = ['"', "'", "`"]
      .map((quote) => text.indexOf(quote + table + quote, from))
      .find((offset) => offset >= 0);
    return at === undefined ? [] : [[table.toLowerCase(), placeAt(text, at + 1)]];
  });
  return Object.fromEntries(found);
}

async function stepNode(
  source: SourceFile,
  definition: StepDefinition,
  code: string,
  packages: Record<string, string>,
  study: Study,
  workspace: Workspace,
): Promise<PipelineNode> {
  return {
    name: source.name,
    kind: "typescript",
    file: source.path,
    place: source.place,
    provides: [source.name],
    reads: definition.reads.map((table) => table.toLowerCase()),
    readPlaces: readPlaces(source.path, definition.reads),
    folder: source.folder || "steps",
    tags: definition.tags ?? [],
    writesTo: definition.writesTo ?? [],
    ...(definition.incremental && { incremental: definition.incremental }),
    docs: {
      description: definition.description,
      grain: definition.grain,
      columns: Object.fromEntries(
        Object.entries(definition.columns).map(([name, column]) => [name, column.description]),
      ),
    },
    code,
    parameters: stableJson(definition.parameters?.(study) ?? null),
    versions: { ...packages, ...(await definition.versions?.(workspace, study)) },
  };
}

/** A step's node with the definition to run. */
export interface LoadedStep extends ReadNodes {
  definition: StepDefinition | null;
  /** Every file that the step is made of; what a watch looks at. */
  inputs: string[];
}

/** Bundle and load a TypeScript step. Whatever is wrong with its code comes back as diagnostics. */
export async function readStep(source: SourceFile, study: Study, workspace: Workspace): Promise<LoadedStep> {
  try {
    const bundle = await bundleStep(source.path, workspace);
    const definition = await loadStep(bundle.module, source.place);
    const node = await stepNode(source, definition, bundle.code, bundle.packages, study, workspace);
    return { nodes: [node], diagnostics: [], definition, inputs: bundle.inputs };
  } catch (error) {
    return {
      nodes: [],
      diagnostics: loadDiagnostics(error, source, workspace),
      definition: null,
      inputs: [],
    };
  }
}
