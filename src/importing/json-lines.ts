import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { decodeHead } from "./decode.ts";
import type { ElementLists } from "./json-elements.ts";
import { keyPaths, linePaths } from "./json-paths.ts";
import { type SplitJson, splitJson } from "./json-split.ts";
import type { PreparedFile } from "./prepare.ts";

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

/** May DuckDB read the file's lines as they stand? */
export const standsInLines = (prepared: PreparedFile) =>
  prepared.shape === "json-lines" && prepared.encoding === "utf-8";

/** Make lines of JSON of a prepared file; with `elements`, find the rows inside each value, too. Rows left out on the way are counted. */
export async function jsonLines(
  prepared: PreparedFile,
  scratch: string,
  options: { signal?: AbortSignal; elements?: ElementLists | null } = {},
): Promise<SplitJson> {
  const { files, bad, rows } = await splitJson(prepared.path, join(scratch, "values"), {
    ...options,
    lines: prepared.shape === "json-lines",
  });
  return { files, bad: [...prepared.bad, ...bad], rows: rows + prepared.bad.length };
}
