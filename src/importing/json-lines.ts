import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { textBytes } from "./byte-source.ts";
import { decodeHead } from "./decode.ts";
import { FORMATS } from "./formats/index.ts";
import type { ElementLists } from "./json-elements.ts";
import { keyPaths, linePaths } from "./json-paths.ts";
import { type SplitJson, splitJson } from "./json-split.ts";
import { PageSalvage } from "./page-salvage.ts";
import type { PreparedFile } from "./prepare.ts";
import { ValueWalk } from "./value-walk.ts";

const HEAD = 4 * 2 ** 20;

/** Lists of rows that any format knows. */
const LISTS = [
  ...new Set(
    FORMATS.flatMap(({ records, prepare }) => [...(records ?? []), ...(prepare?.elements.lists ?? [])]),
  ),
];

/** Key paths of a document; where a bracket or quote is missing, those of the rows that are sound and of what stands before them. */
function documentPaths(text: string): Iterable<string> {
  const bytes = textBytes(text);
  const fault = new ValueWalk(bytes).run(0);
  if (fault.why === "end" || fault.at >= text.length) return keyPaths(text).keys();
  const paths = new Set<string>();
  let below = "";
  let rows = 0;
  for (const each of new PageSalvage(bytes, { lists: LISTS, within: [] }).read()) {
    if (each.found === "list") {
      below = each.path === "" ? "" : `${each.path}[]`;
      for (const path of keyPaths(each.text).keys()) paths.add(path);
    } else if (each.found === "row") {
      rows += 1;
      for (const path of keyPaths(text.slice(each.start, each.end)).keys())
        paths.add(below === "" ? path : `${below}.${path}`);
    }
    if (rows >= 2000) break;
  }
  return rows > 0 ? paths : keyPaths(text).keys();
}

/** Key paths of the first values of a prepared file, as signatures name them. */
export function headPaths(prepared: PreparedFile): string[] {
  const handle = openSync(prepared.path, "r");
  try {
    const buffer = Buffer.alloc(HEAD);
    const size = readSync(handle, buffer, 0, HEAD, 0);
    const text = decodeHead(buffer.subarray(0, size), "utf-8").replace(/^\uFEFF/, "");
    const lines = prepared.shape === "json-lines" && text.trimEnd().includes("\n");
    const paths = lines ? linePaths(text, size === HEAD).keys() : documentPaths(text);
    const bare = [...paths].map((path) => path.replace(/^\[\]\.?/, "")).filter((path) => path !== "");
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
