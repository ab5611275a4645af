import { type Diagnostic, EarshotError, EXIT } from "../../errors.ts";
import type { QueryProblem } from "./ast.ts";

/** A problem as a diagnostic: line and column inside the query, and the line it stands on. */
export function queryDiagnostic(text: string, problem: QueryProblem): Diagnostic {
  const before = text.slice(0, problem.start);
  const start = before.lastIndexOf("\n") + 1;
  const { severity, message, rule, hint } = problem;
  return {
    line: before.split("\n").length,
    column: problem.start - start + 1,
    severity,
    message,
    rule,
    source: text.slice(start).split("\n", 1)[0] ?? "",
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Mistakes of one query, each with a caret. */
export class QueryError extends EarshotError {
  constructor(text: string, problems: readonly QueryProblem[]) {
    super("the query has mistakes", {
      exitCode: EXIT.usage,
      diagnostics: problems.map((problem) => queryDiagnostic(text, problem)),
      remedy: "docs/queries.md explains the query language.",
    });
    this.name = "QueryError";
  }
}
