import { version as engineVersion } from "@duckdb/node-api";
import { type Diagnostic, EarshotError, formatDiagnostic } from "../errors.ts";
import type { Study } from "../study/study.ts";
import type { Workspace } from "../workspace.ts";
import { importChecks } from "./checks.ts";
import { buildGraph, type Graph } from "./graph.ts";
import { importNode } from "./import-node.ts";
import type { PipelineNode } from "./node.ts";
import { readNotebook } from "./notebook.ts";
import { ParsedSources, stampOf } from "./parsed-sources.ts";
import { readSeed } from "./seed-nodes.ts";
import { findSources } from "./sources.ts";
import { type ReadNodes, readSqlFile } from "./sql-nodes.ts";
import { SqlParser } from "./sql-parser.ts";
import type { StepDefinition } from "./step.ts";
import { readStep } from "./step-nodes.ts";
import { studyNodes } from "./study-tables.ts";

/** The whole pipeline of a workspace, read and put in order. */
export interface Pipeline extends Graph {
  /** TypeScript steps by table name. */
  definitions: ReadonlyMap<string, StepDefinition>;
  /** Files that it is made of, for a watch. */
  files: ReadonlySet<string>;
}

/**
 * Read every model, step, check, seed and notebook page of a workspace. Nothing runs. All that is wrong comes back
 * together in `diagnostics`; the graph holds what could be read.
 */
export async function readPipeline(workspace: Workspace, study: Study): Promise<Pipeline> {
  const nodes: PipelineNode[] = [importNode(), ...importChecks(study), ...studyNodes(study)];
  const diagnostics: Diagnostic[] = [];
  const definitions = new Map<string, StepDefinition>();
  const files = new Set<string>();
  const unreadable = new Set<string>();
  const parsed = ParsedSources.of(workspace, engineVersion());
  let parser: SqlParser | undefined;
  try {
    for (const source of findSources(workspace)) {
      files.add(source.path);
      if (source.kind === "seed") {
        nodes.push(readSeed(source));
      } else if (source.kind === "step") {
        const step = await readStep(source, study, workspace);
        for (const input of step.inputs) files.add(input);
        if (step.definition) definitions.set(source.name, step.definition);
        nodes.push(...step.nodes);
        diagnostics.push(...step.diagnostics);
      } else {
        const stamp = stampOf(source);
        let found = parsed.recall(source, stamp);
        if (!found) {
          parser ??= await SqlParser.open();
          const read = source.kind === "notebook" ? readNotebook : readSqlFile;
          const made = await read(source, parser, workspace).catch(asDiagnostics);
          found = parsed.remember(source, stamp, made);
        }
        nodes.push(...found.nodes);
        diagnostics.push(...found.diagnostics);
      }
      const makesTable = source.kind === "model" || source.kind === "step";
      if (makesTable && !nodes.some((node) => node.name === source.name))
        unreadable.add(source.name.toLowerCase());
    }
  } finally {
    parser?.close();
  }
  parsed.store(files);
  const graph = buildGraph(nodes, unreadable);
  return { ...graph, diagnostics: eachOnce([...diagnostics, ...graph.diagnostics]), definitions, files };
}

/** A file that cannot be read at all is a mistake like others. */
function asDiagnostics(error: unknown): ReadNodes {
  if (error instanceof EarshotError) return { nodes: [], diagnostics: [...error.diagnostics] };
  throw error;
}

/** A mistake in a file that several steps import is one mistake. */
function eachOnce(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((found) => [formatDiagnostic(found), found])).values()];
}
