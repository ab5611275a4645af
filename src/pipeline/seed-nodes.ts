import { readFileSync } from "node:fs";
import { literal } from "../warehouse/sql-text.ts";
import { sha256 } from "./fingerprint.ts";
import type { PipelineNode } from "./node.ts";
import type { SourceFile } from "./sources.ts";

/** The select that reads a seed: a CSV file with a header line; types are found by DuckDB over all its rows. */
export function seedSelect(path: string): string {
  return `select * from read_csv(${literal(path)}, header = true, sample_size = -1, null_padding = false)`;
}

/** Read the node of a CSV table in data/seeds. Its fingerprint is the file's content. */
export function readSeed(source: SourceFile): PipelineNode {
  return {
    name: source.name,
    kind: "seed",
    file: source.path,
    place: source.place,
    provides: [source.name],
    reads: [],
    readPlaces: {},
    folder: source.folder || "seeds",
    tags: [],
    docs: { description: `The table ${source.place}.`, grain: "line of the file", columns: {} },
    code: sha256(readFileSync(source.path)).slice(0, 16),
    parameters: "",
    versions: {},
  };
}
