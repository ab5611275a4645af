import { type Diagnostic, EarshotError } from "../errors.ts";
import { globExpression } from "./glob.ts";
import { type Graph, withAncestors, withDescendants } from "./graph.ts";
import { didYouMean } from "./nearest-names.ts";
import type { PipelineNode } from "./node.ts";

/** Selectors as given on the command line: several separated by white space are taken together, by commas cut with each other. */
export interface SelectionRequest {
  select?: readonly string[];
  exclude?: readonly string[];
}

interface Selector {
  text: string;
  /** Steps up and down the graph that come along; 0 for none. */
  ancestors: number;
  descendants: number;
  /** Also what its descendants depend on, so that they can run whatever is out of date. */
  whole: boolean;
  method: "name" | "tag" | "state" | "folder" | "model";
  value: string;
}

function parseSelector(text: string): Selector {
  const found = /^(@|\d*\+|)(?:(tag|state|folder|path):)?(.*?)(\+\d*|)$/.exec(text);
  const given = found?.[3] ?? text;
  const reach = (plus = "") =>
    plus.includes("+") ? Number(plus.replace("+", "") || Number.POSITIVE_INFINITY) : 0;
  const value = given.replace(/^(pipelines\/)?models\//, "");
  const method =
    found?.[2] === "tag" || found?.[2] === "state"
      ? found[2]
      : value.includes("/")
        ? "folder"
        : value === given
          ? "name"
          : "model";
  const whole = found?.[1] === "@";
  return {
    ...{ text, method, value, whole },
    ancestors: reach(found?.[1]),
    descendants: whole ? Number.POSITIVE_INFINITY : reach(found?.[4]),
  };
}

const globMatch = (text: string, pattern: string) => globExpression(pattern, "i").test(text);

function matches(selector: Selector, node: PipelineNode, modified: ReadonlySet<PipelineNode>): boolean {
  switch (selector.method) {
    case "tag":
      return node.tags.some((tag) => globMatch(tag, selector.value));
    case "state":
      return selector.value === "modified" && modified.has(node);
    case "folder":
      return (
        globMatch(`${node.folder}/${node.name}`, selector.value) ||
        globMatch(`${node.folder}/`, selector.value)
      );
    case "model":
      return node.kind === "sql" && globMatch(node.name, selector.value);
    case "name":
      return [node.name, ...node.provides].some((name) => globMatch(name, selector.value));
  }
}

/** Nodes of one selector with its `+`; a check comes along with the tables that it reads. */
function expand(selector: Selector, graph: Graph, modified: ReadonlySet<PipelineNode>): Set<PipelineNode> {
  const start = graph.nodes.filter((node) => matches(selector, node, modified));
  const chosen = new Set(start);
  for (const node of withAncestors(start, graph, selector.ancestors)) chosen.add(node);
  for (const node of withDescendants(start, graph, selector.descendants)) chosen.add(node);
  return selector.whole ? withAncestors(chosen, graph) : chosen;
}

function selectorDiagnostic(selector: Selector, graph: Graph): Diagnostic | null {
  if (selector.method === "state" && selector.value !== "modified") {
    return {
      severity: "error",
      message: `unknown selector: ${selector.text}; the one state is state:modified`,
      rule: "selector",
    };
  }
  if (selector.method === "state") return null;
  const known =
    selector.method === "tag"
      ? graph.nodes.flatMap((node) => node.tags)
      : graph.nodes.map((node) => node.name);
  const hint = didYouMean(selector.value, known);
  return {
    severity: "error",
    message: `unknown selection: ${selector.text} matches nothing`,
    rule: "selector",
    ...(hint && { hint }),
  };
}

const nothingCommon = (parts: readonly Selector[]): Diagnostic => ({
  severity: "error",
  message: `unknown selection: nothing is in all of ${parts.map(({ text }) => text).join(",")}`,
  rule: "selector",
  hint: "A comma takes what is in both; put a blank between them for either.",
});

/**
 * Nodes that a run may execute: all, or those that a selector names, less the excluded. Grammar: `name` (with `*`),
 * `+name` (and what it depends on), `name+` (and what depends on it), `1+name+2` (so far), `@name` (`name+`, and all that
 * these depend on), `folder/*`, `models/*` (all SQL models), `tag:x`, `state:modified`; `a,b`: what both choose.
 * Checks come along when all that they read is chosen. Throws when a selector matches nothing.
 */
export function selectNodes(
  request: SelectionRequest,
  graph: Graph,
  modified: ReadonlySet<PipelineNode>,
): Set<PipelineNode> {
  /** Each with its parts: what all parts choose. */
  const parse = (given: readonly string[] | undefined) =>
    (given ?? [])
      .flatMap((text) => text.replaceAll(/\s*,\s*/g, ",").split(/\s+/))
      .map((text) => text.split(",").filter((part) => part !== ""))
      .filter((parts) => parts.length > 0)
      .map((parts) => parts.map(parseSelector));
  const diagnostics: Diagnostic[] = [];
  const one = (selector: Selector) => {
    const nodes = expand(selector, graph, modified);
    const wrong = nodes.size === 0 ? selectorDiagnostic(selector, graph) : null;
    if (wrong) diagnostics.push(wrong);
    return nodes;
  };
  const resolve = (selectors: readonly (readonly Selector[])[]) => {
    const found = new Set<PipelineNode>();
    for (const parts of selectors) {
      const [first = new Set<PipelineNode>(), ...others] = parts.map(one);
      const common = [...first].filter((node) => others.every((nodes) => nodes.has(node)));
      if (common.length === 0 && others.length > 0) diagnostics.push(nothingCommon(parts));
      for (const node of common) found.add(node);
    }
    return found;
  };
  const selectors = parse(request.select);
  const chosen = selectors.length === 0 ? new Set(graph.nodes) : resolve(selectors);
  const excluded = resolve(parse(request.exclude));
  if (diagnostics.length > 0) throw new EarshotError("the selection is wrong", { diagnostics });
  for (const node of graph.nodes) {
    const covered = node.reads.every((table) => {
      const provider = graph.providers.get(table);
      return provider !== undefined && chosen.has(provider);
    });
    if (node.kind === "check" && covered && node.reads.length > 0) chosen.add(node);
  }
  for (const node of excluded) chosen.delete(node);
  return chosen;
}
