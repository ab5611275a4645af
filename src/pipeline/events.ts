import type { Diagnostic } from "../errors.ts";
import type { ManifestStep } from "../manifest.ts";

/** What happens during a run, as it happens. The terminal, a log or a test turn these into their own form. */
export type RunEvent =
  | { type: "plan"; total: number; toRun: number }
  | { type: "step-started"; name: string; index: number; total: number; reason: string }
  | { type: "step-progress"; name: string; done: number; total?: number }
  | { type: "step-finished"; step: ManifestStep; index: number; total: number }
  | {
      type: "check-finished";
      name: string;
      status: "passed" | "failed" | "warned" | "skipped";
      failures: number;
      place: string;
      /** Why it could not be run, with its place. */
      error?: string;
    }
  | { type: "diagnostic"; diagnostic: Diagnostic }
  | { type: "note"; name: string; message: string }
  | { type: "dropped"; name: string };

export type RunListener = (event: RunEvent) => void;
