import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { decodeHead } from "./decode.ts";
import type { ElementLists } from "./json-elements.ts";
import { keyPaths, linePaths } from "./json-paths.ts";
import { splitJson } from "./json-split.ts";
import type { PreparedFile } from "./prepare.ts";
import type { BadRow } from "./records.ts";

/** Lines of JSON on disk. */
export interface JsonLines {
  path: string;
  /** `line<TAB>json` rather than bare JSON. */
  numbered: boolean;
  longest: number;
  bad: BadRow[];
  /** Rows in them, those of `bad` among them, counted without DuckDB. */
  rows: number;
  /** Lines of the rows inside each value, where they were asked for: `value<TAB>element<TAB>line`. */
  elements: string | null;
}

const HEAD = 4 * 2 ** 20;

/** Key paths of the first values of a prepared file, as signatures name them. */
export function headPaths(prepared: PreparedFile): string[] {
  const handle = openSync(prepared.path, "r");
  try {
    const buffer = Buffer.alloc(HEAD);
    const size = readSync(handle, buffer, 0, HEAD, 0);
    const text = decodeHead(buffer.subarray(0, size), "utf-8").replace(/^\uFEFF/, "");
    const paths = prepared.shape === "json-lines" ? linePaths(text, size === HEAD) : keyPaths(text);
    const bare = [...paths.keys()].map((path) => path.replace(/^\[\]\.?/, "")).filter((path) => path !== "");
    return [...new Set(bare)];
  } finally {
    closeSync(handle);
  }
}

/** The lines of a file that DuckDB may read as they stand; null where they have to be rewritten. `rows` is not known yet. */
export function standingLines(prepared: PreparedFile): JsonLines | null {
  if (prepared.shape !== "json-lines" || prepared.encoding !== "utf-8") return null;
  return { path: prepared.path, numbered: false, longest: 0, bad: prepared.bad, rows: 0, elements: null };
}

/** Make lines of JSON of a prepared file; with `elements`, find the rows inside each value, too. */
export async function jsonLines(
  prepared: PreparedFile,
  scratch: string,
  options: { signal?: AbortSignal; elements?: ElementLists | null } = {},
): Promise<JsonLines> {
  const { signal, elements } = options;
  const target = join(scratch, "values.tsv");
  const side = join(scratch, "elements.tsv");
  const { longest, bad, rows } = await splitJson(prepared.path, target, {
    lines: prepared.shape === "json-lines",
    signal,
    ...(elements ? { elements: { ...elements, target: side } } : {}),
  });
  return {
    path: target,
    numbered: true,
    longest,
    bad: [...prepared.bad, ...bad],
    rows: rows + prepared.bad.length,
    elements: elements ? side : null,
  };
}
