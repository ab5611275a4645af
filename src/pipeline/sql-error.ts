import type { Diagnostic } from "../errors.ts";
import type { PipelineNode } from "./node.ts";
import { placeAt } from "./sql-nodes.ts";
import { offsetOfByte, offsetOfCharacter } from "./text-position.ts";

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

/** Did the disk run out of room? DuckDB may say so only at the commit. */
export function isDiskFull(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error);
  return /\bno space left on device\b|\bENOSPC\b/i.test(message);
}

/** Did two transactions that were open at the same time write to the same thing? The later one has to begin again. */
export function isConflict(error: unknown): boolean {
  if (isDiskFull(error)) return false;
  const message = error instanceof Error ? error.message : String(error);
  return /\bTransactionContext\b|write-write conflict|Transaction conflict:/i.test(message);
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
 * @param prefix what was put before the node's select in the statement that failed
 */
export function sqlDiagnostic(
  error: unknown,
  node: Pick<PipelineNode, "sql" | "check" | "place">,
  prefix: string,
): Diagnostic {
  const found = readError(error);
  const { first, hint } = splitMessage(found.exception_message ?? "unknown error");
  const kind = found.exception_type ? `${found.exception_type} error: ` : "";
  const said = { severity: "error" as const, message: `${kind}${first}`, rule: "sql", ...(hint && { hint }) };
  const { sql, check, place: file } = node;
  if (check?.declaredAt) return { file, ...check.declaredAt, ...said };
  const inCharacters = found.exception_type === "Parser";
  const before = inCharacters ? [...prefix].length : Buffer.byteLength(prefix);
  const position = found.position === undefined ? Number.NaN : Number(found.position) - before;
  const offsetOf = inCharacters ? offsetOfCharacter : offsetOfByte;
  const at = sql && position >= 0 ? placeAt(sql.text, offsetOf(sql.text, position), sql.lineOffset) : {};
  return { file, ...at, ...said };
}
