import { statSync } from "node:fs";
import { explainChange, type FingerprintParts, fingerprint, sha256 } from "./fingerprint.ts";
import { globFiles } from "./glob.ts";
import type { PipelineNode } from "./node.ts";
import type { Pipeline } from "./pipeline.ts";
import { type SelectionRequest, selectNodes } from "./selection.ts";
import { contentKey, type PipelineState } from "./state.ts";

/** What a run would do with one node. */
export interface PlannedNode {
  node: PipelineNode;
  action: "run" | "unchanged" | "not selected";
  /** Why, in words; never empty. */
  reason: string;
  parts: FingerprintParts;
  fingerprint: string;
}

export interface RunPlan {
  /** In the order in which they run. */
  nodes: PlannedNode[];
  /** True when no node has to run. */
  unchanged: boolean;
}

export interface PlanRequest extends SelectionRequest {
  fullRefresh?: boolean;
}

/** What the import's fingerprint is made of; the import itself knows. */
export interface ImportFingerprint {
  /** Hash over files, their contents and the settings that matter. */
  fingerprint: string;
  /** For people, e.g. `export files: 2 new, 1 changed`; empty where nothing changed. */
  changes: string;
  /** False when the import itself sees something to do, whatever the fingerprints say. */
  unchanged: boolean;
}

/** Size and time of change of every file that a select reads directly. */
function fileStamps(node: PipelineNode): Record<string, string> {
  const patterns = node.sql?.files ?? [];
  const stamps: Record<string, string> = {};
  for (const path of patterns.flatMap(globFiles)) {
    const stats = statSync(path, { throwIfNoEntry: false });
    stamps[path] = stats ? `${stats.size}:${stats.mtimeMs}` : "missing";
  }
  return stamps;
}

/**
 * The parts of a node's fingerprint.
 * @param inputContent what stands for the content of a table, or undefined when its step never ran
 */
export function fingerprintParts(
  node: PipelineNode,
  engine: string,
  imports: ImportFingerprint,
  inputContent: (table: string) => string | undefined,
): FingerprintParts {
  const files = fileStamps(node);
  return {
    code: node.kind === "import" ? "import" : node.code,
    inputs: Object.fromEntries(node.reads.map((table) => [table, inputContent(table) ?? "never ran"])),
    parameters: node.kind === "import" ? imports.fingerprint : node.parameters,
    versions: {
      duckdb: engine,
      ...node.versions,
      ...(Object.keys(files).length > 0 && { files: sha256(JSON.stringify(files)).slice(0, 16) }),
    },
  };
}

function runReason(
  node: PipelineNode,
  parts: FingerprintParts,
  state: PipelineState,
  imports: ImportFingerprint,
): string | null {
  if (node.kind === "check") {
    const before = state.checks.get(node.name);
    if (!before) return "first run";
    return before.fingerprint === fingerprint(parts) ? null : "what it checks changed";
  }
  const before = state.steps.get(node.name);
  if (!before) return "first run";
  const missing = node.provides.filter((table) => !state.relations.has(table.toLowerCase()));
  if (missing.length > 0) return `its table ${missing[0]} is missing`;
  const same = before.fingerprint === fingerprint(parts);
  if (same && (node.kind !== "import" || imports.unchanged)) return null;
  if (node.kind === "import") return imports.changes || "export files or import settings changed";
  const reasons = explainChange(before.parts, parts);
  const partly =
    node.incremental?.[0] !== undefined && reasons.length === 1 && /^input changed/.test(reasons[0] ?? "");
  if (partly) return `${reasons[0]}; as far as possible only the rows concerned, by ${node.incremental?.[0]}`;
  return reasons.join("; ") || "its fingerprint changed";
}

/**
 * Which nodes a run would execute and why. What reads the table of a step that has to run is planned to run too; the run
 * leaves it where the table turns out as it was. Pure but for the files that selects read directly.
 */
export function planNodes(
  pipeline: Pipeline,
  state: PipelineState,
  engine: string,
  imports: ImportFingerprint,
  request: PlanRequest = {},
): RunPlan {
  const wanted = new Map<string, string>();
  const planned = pipeline.nodes.map((node): PlannedNode => {
    const parts = fingerprintParts(node, engine, imports, (table) => wanted.get(table));
    const own = fingerprint(parts);
    const known = state.steps.get(node.name);
    for (const table of node.provides)
      wanted.set(table.toLowerCase(), (known?.fingerprint === own && contentKey(known, table)) || own);
    const reason = runReason(node, parts, state, imports);
    return {
      node,
      parts,
      fingerprint: own,
      action: reason === null ? "unchanged" : "run",
      reason: reason ?? "nothing changed",
    };
  });
  const modified = new Set(planned.filter((found) => found.action === "run").map((found) => found.node));
  const selected = selectNodes(request, pipeline, modified);
  const nodes = planned.map((found): PlannedNode => {
    if (!selected.has(found.node)) return { ...found, action: "not selected", reason: "not selected" };
    if (request.fullRefresh && found.action === "unchanged")
      return { ...found, action: "run", reason: "--full-refresh" };
    return found;
  });
  return { nodes, unchanged: nodes.every((found) => found.action !== "run") };
}
