import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Warehouse } from "../warehouse/index.ts";
import { decodeHead } from "./decode.ts";
import { countLineEnds } from "./inventory.ts";
import type { ElementLists } from "./json-elements.ts";
import { keyPaths, linePaths } from "./json-paths.ts";
import { readLinesSql } from "./json-source.ts";
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

/** Values of lines that DuckDB reads each as it stands, or null where it does not. */
async function plainLines(warehouse: Warehouse, path: string): Promise<number | null> {
  const { newlines, endsOpen, blank } = await countLineEnds(path);
  const drop = "drop table if exists temp.import_rejects; drop table if exists temp.import_scans";
  await warehouse.run(drop);
  try {
    const row = await warehouse.row<{ lines: number }>(
      `select count(*) as lines from ${readLinesSql(path, false, 0)}`,
    );
    const rejects = (await warehouse.exists("import_rejects")) ? await warehouse.count("import_rejects") : 0;
    const lines = newlines + (endsOpen ? 1 : 0);
    return rejects === 0 && Number(row?.lines) === lines ? lines - blank : null;
  } catch {
    return null;
  } finally {
    await warehouse.run(drop);
  }
}

/** Make lines of JSON of a prepared file; with `elements`, find the rows inside each value, too. */
export async function jsonLines(
  warehouse: Warehouse,
  prepared: PreparedFile,
  scratch: string,
  options: { signal?: AbortSignal; elements?: ElementLists | null } = {},
): Promise<JsonLines> {
  const { signal, elements } = options;
  const lines = prepared.shape === "json-lines";
  const plain =
    lines && !elements && prepared.encoding === "utf-8" ? await plainLines(warehouse, prepared.path) : null;
  if (plain !== null)
    return {
      path: prepared.path,
      numbered: false,
      longest: 0,
      bad: prepared.bad,
      rows: plain + prepared.bad.length,
      elements: null,
    };
  const target = join(scratch, "values.tsv");
  const side = join(scratch, "elements.tsv");
  const { longest, bad, rows } = await splitJson(prepared.path, target, {
    lines,
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
