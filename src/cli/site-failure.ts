import { type Diagnostic, EarshotError, EXIT } from "../errors.ts";

/** Any error of the site build as one with exit code 4, so that scripts can tell it from a failed step. */
export function siteFailure(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return error;
  const known = error instanceof EarshotError ? error : null;
  const diagnostics: readonly Diagnostic[] = known?.diagnostics ?? [];
  const message = error instanceof Error ? error.message : String(error);
  return new EarshotError(`the site could not be built: ${message}`, {
    exitCode: EXIT.siteFailed,
    diagnostics,
    ...(known?.remedy && { remedy: known.remedy }),
    cause: error,
  });
}
