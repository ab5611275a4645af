import type { QueryNode, QueryProblem } from "./ast.ts";
import { expandMacros, type Macros } from "./macros.ts";
import { parseQuery } from "./parse-query.ts";

export interface ReadQuery {
  /** Macros expanded; null when `problems` holds an error. */
  node: QueryNode | null;
  problems: QueryProblem[];
}

/** Does the query name nothing that a mention must hold? Then it finds all that it does not exclude. */
export function onlyExcludes(node: QueryNode): boolean {
  if (node.type === "not") return true;
  if (node.type === "and") return node.items.every(onlyExcludes);
  return node.type === "or" && node.items.some(onlyExcludes);
}

/** Parse a query and expand its macros. */
export function readQuery(text: string, macros: Macros = {}): ReadQuery {
  const parsed = parseQuery(text);
  if (parsed.node === null) return parsed;
  const expanded = expandMacros(parsed.node, macros);
  const problems = [...parsed.problems, ...expanded.problems];
  if (expanded.node && onlyExcludes(expanded.node))
    problems.push({
      severity: "warning",
      ...expanded.node.at,
      message: "this query finds every mention that it does not exclude",
      rule: "only-excludes",
      hint: "Put what is wanted before NOT.",
    });
  return { node: expanded.node, problems };
}

/**
 * An entry of an exclusion list: words without any operator are one phrase (`job offer`), anything else is a
 * query.
 */
export function readExcludedWords(text: string, macros: Macros = {}): ReadQuery {
  const operators = /["“”„«»()[\]{}:~]|(^|\s)(and|or|not|o?near\/\d+f?)(\s|$)|(^|\s)(-|\+\+)\S/i;
  if (!/\s/.test(text.trim()) || operators.test(text)) return readQuery(text, macros);
  const parsed = parseQuery(`"${text.trim()}"`);
  return { node: parsed.node, problems: parsed.problems };
}
