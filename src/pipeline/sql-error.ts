import type { Diagnostic } from "../errors.ts";
import type { SqlBody } from "./node.ts";
import { placeAt } from "./sql-nodes.ts";
import { offsetOfByte } from "./text-position.ts";

interface DuckDBError {
  exception_type?: string;
  exception_message?: string;
  position?: string;
}

/** DuckDB's error as an object; its messages are JSON while `errors_as_json` is on. */
function readError(error: unknown): DuckDBError {
  const message = error instanceof Error ? error.message : String(error);
  const json = message.indexOf("{");
  if (json >= 0) {
    try {
      return JSON.parse(message.slice(json)) as DuckDBError;
    } catch {
      // an ordinary message with a brace in it
    }
  }
  return { exception_message: message };
}

/** Did DuckDB stop because `interrupt` was called? */
export function isInterrupt(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error);
  return /INTERRUPT|Interrupted!/.test(message);
}

/** DuckDB's message without its own drawing of the line, first line and hints apart. */
function splitMessage(message: string): { first: string; hint: string | undefined } {
  const text = message.replace(/\n+LINE \d+:[\s\S]*$/, "").trim();
  const [first = "", ...rest] = text.split("\n");
  const hint = rest
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(0, 8)
    .join("\n  ");
  return { first, hint: hint || undefined };
}

/**
 * An error of DuckDB at its place in the person's file.
 * @param prefix what was put before the file's text in the statement that failed
 */
export function sqlDiagnostic(error: unknown, body: SqlBody, prefix: string, place: string): Diagnostic {
  const found = readError(error);
  const { first, hint } = splitMessage(found.exception_message ?? "unknown error");
  const kind = found.exception_type ? `${found.exception_type} error: ` : "";
  const before = Buffer.byteLength(prefix);
  const byte = found.position === undefined ? Number.NaN : Number(found.position) - before;
  const at = byte >= 0 ? placeAt(body.text, offsetOfByte(body.text, byte), body.lineOffset) : {};
  return {
    file: place,
    ...at,
    severity: "error",
    message: `${kind}${first}`,
    rule: "sql",
    ...(hint && { hint }),
  };
}
