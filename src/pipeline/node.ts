import type { ModelHeader } from "./model-header.ts";

export type NodeKind = "import" | "study" | "seed" | "sql" | "typescript" | "check" | "notebook";

/** One node of the pipeline. All but checks write the tables they provide. */
export interface PipelineNode {
  /** The table's name; `import`; or the check's name. */
  name: string;
  kind: NodeKind;
  /** Absolute path; null for what the study or the code itself defines. */
  file: string | null;
  /** The path as messages show it: below the workspace, or `earshot:…` below the package. */
  place: string;
  /** Tables that exist when it has run. */
  provides: readonly string[];
  /** Tables it reads. */
  reads: readonly string[];
  /** Where a table is read for the first time, for messages. */
  readPlaces: Readonly<Record<string, SourcePlace>>;
  /** Folder below models/, e.g. `marts`; otherwise the kind's own folder. */
  folder: string;
  tags: readonly string[];
  /** What it writes beside its tables; no other node that writes to it runs at the same time. */
  writesTo?: readonly string[];
  /**
   * Column by which its rows can be made anew a part at a time, and a second one by which tables without the first say which
   * (see docs/pipeline.md).
   */
  incremental?: readonly string[];
  docs: NodeDocs;
  /** What stands for the definition in the fingerprint. */
  code: string;
  /** Values of the study that the result depends on, as JSON text. */
  parameters: string;
  versions: Readonly<Record<string, string>>;
  sql?: SqlBody;
  check?: CheckBody;
}

/** A place in a node's file and the line that stands there. */
export interface SourcePlace {
  line: number;
  column: number;
  source: string;
}

export interface NodeDocs {
  description: string;
  grain: string | null;
  columns: Readonly<Record<string, string>>;
}

/** A select and where it stands. */
export interface SqlBody {
  text: string;
  /** Lines above the text in its file: positions are shifted by this. */
  lineOffset: number;
  materialized: "table" | "view";
  /** Files read directly, absolute paths or patterns. */
  files: readonly string[];
}

export interface CheckBody {
  severity: "warn" | "error";
  /** Failing rows tolerated. */
  threshold: number;
  /** Where a check of one line is declared; its SQL stands in no file. */
  declaredAt?: SourcePlace;
}

/** Docs of a SQL file from its header. */
export function headerDocs(header: ModelHeader): NodeDocs {
  return { description: header.description, grain: header.grain, columns: header.columns };
}
