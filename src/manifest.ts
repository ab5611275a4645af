/** Shape of `data/warehouse/runs/<id>.json`: everything needed to explain or repeat a run. */
export interface RunManifest {
  /** Sortable: UTC start time and a short random part, e.g. `20261122T101500Z-3f9a`. */
  id: string;
  startedAt: string;
  finishedAt: string | null;
  status: "running" | "done" | "checks_failed" | "failed" | "interrupted";
  versions: { earshot: string; duckdb: string; node: string; models: Record<string, string> };
  study: { title: string; file: string; sha256: string };
  inputs: ManifestInput[];
  steps: ManifestStep[];
  checks: ManifestCheck[];
  /** Headline numbers, copied from `figures`. */
  figures: Record<string, { value: number | null; low: number | null; high: number | null }>;
  /** True when no step had to run. */
  unchanged: boolean;
  peakMemoryBytes: number;
}

export interface ManifestInput {
  file: string;
  sha256: string;
  bytes: number;
  format: string;
  read: number;
  mentions: number;
  duplicates: number;
  rejected: number;
  /** Of the rejected, those that by their format are no posts; absent in manifests of earlier versions. */
  notPosts?: number;
}

export interface ManifestStep {
  name: string;
  kind: "import" | "seed" | "sql" | "typescript";
  file: string | null;
  status: "ran" | "unchanged" | "failed" | "skipped";
  /** Why it ran: changed code, changed input, first run … */
  reason: string;
  fingerprint: string;
  /** Hash of the step's own SQL or code with its parameters; the fingerprint holds its inputs too. */
  definition?: string;
  rows: number | null;
  milliseconds: number;
  error?: string;
}

export interface ManifestCheck {
  name: string;
  severity: "warn" | "error";
  status: "passed" | "failed" | "warned" | "skipped";
  failures: number;
  samples: Record<string, unknown>[];
}
