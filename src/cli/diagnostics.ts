import { type Diagnostic, formatDiagnostic } from "../errors.ts";
import type { Terminal } from "./verb.ts";

/** `2 errors, 1 warning`. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const words = (severity: Diagnostic["severity"]) => {
    const n = diagnostics.filter((found) => found.severity === severity).length;
    return n === 0 ? [] : [`${n} ${severity}${n === 1 ? "" : "s"}`];
  };
  return [...words("error"), ...words("warning")].join(", ");
}

/** Print what is wrong; errors also with --quiet. */
export function sayDiagnostics(terminal: Terminal, diagnostics: readonly Diagnostic[]): void {
  for (const found of diagnostics) {
    if (found.severity === "error") terminal.error(formatDiagnostic(found));
    else terminal.warn(formatDiagnostic(found));
  }
}
