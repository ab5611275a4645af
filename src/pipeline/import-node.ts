import type { PipelineNode } from "./node.ts";

/** Tables that the import writes. */
export const IMPORT_TABLES = [
  "import_ledger",
  "rejected_rows",
  "duplicate_rows",
  "mentions",
  "coverage_daily",
  "extras",
  "unread_values",
] as const;

/** The node that reads the export files; its fingerprint is filled in by the plan from the files. */
export function importNode(): PipelineNode {
  return {
    name: "import",
    kind: "import",
    file: null,
    place: "data/exports",
    provides: IMPORT_TABLES,
    reads: [],
    readPlaces: {},
    folder: "import",
    tags: [],
    docs: {
      description: "Export files, read once each: every row a mention, a duplicate or a rejected row.",
      grain: null,
      columns: {},
    },
    code: "import",
    parameters: "",
    versions: {},
  };
}
