import { EarshotError, EXIT, type ExitCode } from "../errors.ts";
import { sayDiagnostics } from "./diagnostics.ts";
import type { Terminal } from "./verb.ts";

/** Say what went wrong: diagnostics for what a person can mend, a stack for a defect of Earshot. */
export function reportError(error: unknown, terminal: Terminal, debug: boolean): ExitCode {
  if (error instanceof EarshotError) {
    sayDiagnostics(terminal, error.diagnostics);
    terminal.error(`earshot: ${error.message}`);
    if (error.remedy) terminal.error(error.remedy);
    if (terminal.json) {
      const { message, remedy, diagnostics } = error;
      terminal.data(JSON.stringify({ error: { message, remedy, diagnostics } }, null, 2));
    }
    if (debug && error.cause) terminal.error(String((error.cause as Error).stack ?? error.cause));
    return error.exitCode;
  }
  const { message, stack, code } = error as Error & { code?: string };
  terminal.error(systemMessage(code, message) ?? `earshot: unexpected error: ${message}`);
  if (debug) terminal.error(stack ?? "");
  else if (systemMessage(code, message) === null)
    terminal.error("This is a defect of Earshot; --debug shows where it happened.");
  return EXIT.stepFailed;
}

/** Errors of the operating system that a person can mend, in words. */
function systemMessage(code: string | undefined, message: string): string | null {
  if (code === "ENOSPC" || /no space left/i.test(message))
    return "earshot: the disk is full; nothing was lost. Make room and run again.";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return `earshot: cannot write: ${message}. Check the folder's permissions.`;
  }
  return null;
}
