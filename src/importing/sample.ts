import { basename } from "node:path";
import { Warehouse } from "../warehouse/index.ts";
import { readHead } from "./decode.ts";
import { layoutOf } from "./import-table.ts";
import { jsonLines } from "./json-lines.ts";
import { type PreparedFile, prepareFiles, scratchFolder } from "./prepare.ts";
import type { Sample } from "./propose.ts";

const ROWS = 500;

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (into.size > 2000) return;
  if (Array.isArray(value)) return;
  if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value))
      flatten(inner, path === "" ? key : `${path}.${key}`, into);
  } else if (value !== null && value !== undefined) into.set(path, String(value));
}

/** Scalar paths of JSON values with their texts. */
export function sampleJson(lines: readonly string[]): Sample {
  const rows = lines.flatMap((line) => {
    try {
      const found = new Map<string, string>();
      flatten(JSON.parse(line), "", found);
      return [found];
    } catch {
      return [];
    }
  });
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { names, values: names.map((name) => rows.map((row) => row.get(name) ?? "")) };
}

async function sampleOf(prepared: PreparedFile, scratch: string, signal?: AbortSignal): Promise<Sample> {
  if (prepared.shape === "table") {
    const { header, sample } = layoutOf(prepared);
    return {
      names: header,
      values: header.map((_, index) => sample.slice(0, ROWS).map((row) => row[index] ?? "")),
    };
  }
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    const lines = await jsonLines(warehouse, prepared, scratch, { signal });
    const text = readHead(lines.path, 4 * 2 ** 20).toString("utf8");
    return sampleJson(
      text
        .split("\n")
        .slice(0, ROWS)
        .map((line) => (lines.numbered ? line.replace(/^\d+\t/, "") : line)),
    );
  } finally {
    warehouse.close();
  }
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
