import { basename } from "node:path";
import { textBytes } from "./byte-source.ts";
import { readHead } from "./decode.ts";
import { layoutOf } from "./import-table.ts";
import { headPaths, jsonLines, standsInLines } from "./json-lines.ts";
import { PageSalvage } from "./page-salvage.ts";
import { type PreparedFile, prepareFiles, scratchFolder } from "./prepare.ts";
import type { Sample } from "./propose.ts";
import { listOfRows } from "./recognise-json.ts";

const ROWS = 500;
const HEAD = 4 * 2 ** 20;

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (into.size > 2000) return;
  if (Array.isArray(value)) return;
  if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value))
      flatten(inner, path === "" ? key : `${path}.${key}`, into);
  } else if (value !== null && value !== undefined) into.set(path, String(value));
}

/** The values in the list at `path` of a JSON value; for `""` the value itself. */
function elementsAt(value: unknown, path: string): unknown[] {
  if (path === "") return [value];
  const found = path
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        inner !== null && typeof inner === "object" ? (inner as Record<string, unknown>)[key] : undefined,
      value,
    );
  return Array.isArray(found) ? found : [];
}

/** Scalar paths of JSON values with their texts; of the elements of the list `records` where one is named. */
export function sampleJson(lines: readonly string[], records = ""): Sample {
  const rows = lines.flatMap((line) => {
    try {
      return elementsAt(JSON.parse(line), records)
        .slice(0, ROWS)
        .map((element) => {
          const found = new Map<string, string>();
          flatten(element, "", found);
          return found;
        });
    } catch {
      return [];
    }
  });
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { names, values: names.map((name) => rows.map((row) => row.get(name) ?? "")) };
}

/** The first rows of a list in the head of a document, which may end anywhere. */
function headRows(head: Buffer, records: string): string[] {
  const text = head.toString("latin1");
  const rows: string[] = [];
  for (const each of new PageSalvage(textBytes(text), { lists: [records], within: [] }).read()) {
    if (each.found === "row")
      rows.push(Buffer.from(text.slice(each.start, each.end), "latin1").toString("utf8"));
    if (rows.length === ROWS) break;
  }
  return rows;
}

async function sampleOf(prepared: PreparedFile, scratch: string, signal?: AbortSignal): Promise<Sample> {
  if (prepared.shape === "table") {
    const { header, sample } = layoutOf(prepared);
    return {
      names: header,
      values: header.map((_, index) => sample.slice(0, ROWS).map((row) => row[index] ?? "")),
    };
  }
  const single =
    prepared.shape === "json-document" || !prepared.head.toString("latin1").trimEnd().includes("\n");
  const records = single ? listOfRows(headPaths(prepared)) : "";
  if (records !== "") {
    const found = sampleJson(headRows(readHead(prepared.path, HEAD), records));
    if (found.names.length > 0) return found;
  }
  return sampleLines(prepared, scratch, signal);
}

async function sampleLines(prepared: PreparedFile, scratch: string, signal?: AbortSignal): Promise<Sample> {
  const standing = standsInLines(prepared);
  const path = standing ? prepared.path : (await jsonLines(prepared, scratch, { signal })).files[0]?.path;
  const text = path ? readHead(path, HEAD).toString("utf8") : "";
  return sampleJson(
    text
      .split("\n")
      .slice(0, ROWS)
      .map((line) => (standing ? line : line.replace(/^\d+\t/, ""))),
  );
}

/** Names and first values of each file in an export file, for guesses. Files that cannot be read are left out. */
export async function sampleFiles(
  path: string,
  signal?: AbortSignal,
): Promise<{ file: string; sample: Sample }[]> {
  const scratch = scratchFolder();
  const samples: { file: string; sample: Sample }[] = [];
  try {
    for await (const prepared of prepareFiles(basename(path), path, scratch.path, signal)) {
      if ("error" in prepared) continue;
      samples.push({ file: prepared.file, sample: await sampleOf(prepared, scratch.path, signal) });
    }
  } finally {
    scratch.dispose();
  }
  return samples;
}
