import { EarshotError } from "../../errors.ts";

/** What is wrong with a study's own classifier: in which file, why, and what to do about it. */
export function classifierError(
  file: string,
  message: string,
  remedy: string,
  cause?: unknown,
): EarshotError {
  return new EarshotError(`${file}: ${message}`, {
    diagnostics: [{ file, severity: "error", message, rule: "classifier", hint: remedy }],
    remedy,
    ...(cause !== undefined && { cause }),
  });
}
