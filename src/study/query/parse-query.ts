import type { QueryNode, QueryProblem } from "./ast.ts";
import { Parser } from "./parser.ts";

export interface ParsedQuery {
  /** Null when `problems` holds an error. */
  node: QueryNode | null;
  problems: QueryProblem[];
}

const LONGEST = 100_000;

/** Parse a query. Every mistake is in `problems`, with its place and what was expected. */
export function parseQuery(text: string): ParsedQuery {
  if (text.length > LONGEST) {
    const message = `the query has ${text.length} characters; at most ${LONGEST} are read`;
    return { node: null, problems: [{ severity: "error", start: 0, end: 1, message, rule: "too-long" }] };
  }
  const nul = text.indexOf("\0");
  if (nul >= 0) {
    const message = "a NUL character cannot be searched";
    return { node: null, problems: [{ severity: "error", start: nul, end: nul + 1, message, rule: "nul" }] };
  }
  const parser = new Parser(text);
  const node = parser.whole();
  const problems = parser.problems.sort((a, b) => a.start - b.start);
  return { node: problems.some((p) => p.severity === "error") ? null : node, problems };
}
