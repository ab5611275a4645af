import type { createColors } from "picocolors";
import { type Diagnostic, formatDiagnostic } from "../errors.ts";
import type { Terminal } from "./verb.ts";

/** A diagnostic with colours: the severity and the caret stand out. */
export function paintDiagnostic(diagnostic: Diagnostic, paint: ReturnType<typeof createColors>): string {
  const severity = diagnostic.severity === "error" ? paint.red : paint.yellow;
  return formatDiagnostic(diagnostic)
    .split("\n")
    .map((line, index) => {
      if (index === 0) return line.replace(/(error|warning): /, (found) => severity(found));
      return /^\s+\^$/.test(line) ? severity(line) : line;
    })
    .join("\n");
}

/** `2 errors, 1 warning`. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const words = (severity: Diagnostic["severity"]) => {
    const n = diagnostics.filter((found) => found.severity === severity).length;
    return n === 0 ? [] : [`${n} ${severity}${n === 1 ? "" : "s"}`];
  };
  return [...words("error"), ...words("warning")].join(", ");
}

/** Print warnings that do not stop anything. */
export function sayDiagnostics(terminal: Terminal, diagnostics: readonly Diagnostic[]): void {
  for (const found of diagnostics) {
    if (found.severity === "error") terminal.error(formatDiagnostic(found));
    else terminal.warn(formatDiagnostic(found));
  }
}
