import type { Diagnostic } from "../errors.ts";
import { didYouMean } from "./nearest-names.ts";
import type { PipelineNode } from "./node.ts";

/** Nodes in an order in which each comes after what it reads, with everything wrong with them. */
export interface Graph {
  /** Topological; nodes of a cycle come last. */
  nodes: PipelineNode[];
  /** Lower-case table name → the node that provides it. */
  providers: ReadonlyMap<string, PipelineNode>;
  diagnostics: Diagnostic[];
}

/** Line on which a node begins in its file. */
const firstLine = (node: PipelineNode) => node.sql?.lineOffset || 1;

function duplicateDiagnostics(nodes: readonly PipelineNode[]): Diagnostic[] {
  const seen = new Map<string, PipelineNode>();
  const diagnostics: Diagnostic[] = [];
  for (const node of nodes) {
    const names = node.provides.length > 0 ? node.provides : [`check ${node.name}`];
    for (const name of names) {
      const first = seen.get(name.toLowerCase());
      if (first) {
        diagnostics.push({
          file: node.place,
          line: firstLine(node),
          column: 1,
          severity: "error",
          message: `duplicate name: ${name} is already defined by ${first.place}${first.kind === "notebook" ? `:${firstLine(first)}` : ""}`,
          rule: "duplicate-name",
          hint:
            node.kind === "notebook"
              ? "Give one of the two blocks another id: ```sql id=name."
              : "Rename one of the two files.",
        });
      } else seen.set(name.toLowerCase(), node);
    }
  }
  return diagnostics;
}

function missingDiagnostics(
  nodes: readonly PipelineNode[],
  providers: ReadonlyMap<string, PipelineNode>,
  unreadable: ReadonlySet<string>,
): Diagnostic[] {
  const known = [...providers.keys()];
  return nodes.flatMap((node) =>
    node.reads
      .filter((table) => !providers.has(table) && !unreadable.has(table))
      .map((table): Diagnostic => {
        const hint = didYouMean(table, known);
        return {
          file: node.place,
          ...node.readPlaces[table],
          severity: "error",
          message: `unknown table: ${table}; nothing in the pipeline makes it`,
          rule: "unknown-table",
          ...(hint && { hint }),
        };
      }),
  );
}

interface Sorted {
  order: PipelineNode[];
  cycles: PipelineNode[][];
}

function sort(nodes: readonly PipelineNode[], providers: ReadonlyMap<string, PipelineNode>): Sorted {
  const state = new Map<PipelineNode, "open" | "done">();
  const sorted: Sorted = { order: [], cycles: [] };
  const path: PipelineNode[] = [];
  const visit = (node: PipelineNode): void => {
    const mark = state.get(node);
    if (mark === "done") return;
    if (mark === "open") {
      sorted.cycles.push(path.slice(path.indexOf(node)));
      return;
    }
    state.set(node, "open");
    path.push(node);
    for (const table of node.reads) {
      const provider = providers.get(table);
      if (provider) visit(provider);
    }
    path.pop();
    state.set(node, "done");
    sorted.order.push(node);
  };
  for (const node of nodes) visit(node);
  return sorted;
}

function cycleDiagnostic(cycle: readonly PipelineNode[]): Diagnostic {
  const [first] = cycle;
  const second = cycle[1] ?? first;
  const table = second?.provides[0]?.toLowerCase() ?? "";
  return {
    file: first?.place ?? "",
    ...(first?.readPlaces[table] ?? { line: 1, column: 1 }),
    severity: "error",
    message: `circle: ${[...cycle, first].map((node) => node?.name).join(" reads ")}`,
    rule: "cycle",
    hint: "One of these must not read the next; move what they share into a table of its own.",
  };
}

/**
 * Put nodes in order. Duplicate names, unknown tables and circles are reported all at once.
 * @param unreadable tables whose files have mistakes of their own, lower case: reading them is no further mistake
 */
export function buildGraph(
  nodes: readonly PipelineNode[],
  unreadable: ReadonlySet<string> = new Set(),
): Graph {
  const providers = new Map<string, PipelineNode>();
  for (const node of nodes) {
    for (const table of node.provides) {
      if (!providers.has(table.toLowerCase())) providers.set(table.toLowerCase(), node);
    }
  }
  const { order, cycles } = sort(nodes, providers);
  return {
    nodes: order,
    providers,
    diagnostics: [
      ...duplicateDiagnostics(nodes),
      ...missingDiagnostics(nodes, providers, unreadable),
      ...cycles.map(cycleDiagnostic),
    ],
  };
}

/** Nodes that a node reads from directly. */
export function inputsOf(node: PipelineNode, graph: Graph): PipelineNode[] {
  const found = node.reads.map((table) => graph.providers.get(table)).filter((input) => input !== undefined);
  return [...new Set(found)];
}

/** What the given nodes depend on, themselves included, so many steps up. */
export function withAncestors(
  start: Iterable<PipelineNode>,
  graph: Graph,
  reach = Number.POSITIVE_INFINITY,
): Set<PipelineNode> {
  return spread(start, reach, (node) => inputsOf(node, graph));
}

/** What depends on the given nodes, themselves included, so many steps down. */
export function withDescendants(
  start: Iterable<PipelineNode>,
  graph: Graph,
  reach = Number.POSITIVE_INFINITY,
): Set<PipelineNode> {
  const readers = new Map<PipelineNode, PipelineNode[]>();
  for (const node of graph.nodes)
    for (const input of inputsOf(node, graph)) readers.set(input, [...(readers.get(input) ?? []), node]);
  return spread(start, reach, (node) => readers.get(node) ?? []);
}

/** The given nodes and their neighbours, neighbours of neighbours and so on, so many times. */
function spread(
  start: Iterable<PipelineNode>,
  reach: number,
  neighbours: (node: PipelineNode) => readonly PipelineNode[],
): Set<PipelineNode> {
  const found = new Set(start);
  let edge = [...found];
  for (let step = 0; step < reach && edge.length > 0; step++) {
    edge = [...new Set(edge.flatMap(neighbours))].filter((node) => !found.has(node));
    for (const node of edge) found.add(node);
  }
  return found;
}
