import type { Format } from "./format.ts";
import { FORMATS } from "./formats/index.ts";
import { normalName } from "./recognise.ts";

/** Which JSON format a file is, and in which list its mentions stand (`""`: each value is one). */
export interface JsonRecognition {
  format: Format | null;
  records: string;
  fitting: Format[];
  nearest: { format: Format; missing: string[] } | null;
}

/**
 * The list in which the rows of a single JSON document stand that is no known format: of the lists of objects, the one
 * with the most keys, an outer one before those inside it; `""` where there is none.
 */
export function listOfRows(paths: readonly string[]): string {
  const lists = paths
    .filter((path) => path.endsWith("[]") && !path.slice(0, -2).includes("[]"))
    .map((path) => ({ path: path.slice(0, -2), keys: pathsBelow(paths, path.slice(0, -2)).length }));
  const best = lists.sort((a, b) => b.keys - a.keys)[0];
  return best && best.keys >= 2 ? best.path : "";
}

interface Fit {
  format: Format;
  records: string;
  missing: string[];
  size: number;
}

/** Paths below a list, relative to its elements; for `""` all of them. */
export function pathsBelow(paths: Iterable<string>, records: string): string[] {
  const all = [...paths];
  if (records === "") return all;
  const prefix = `${records}[].`;
  return all.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
}

function fits(format: Format, paths: readonly string[]): Fit[] {
  return ["", ...(format.records ?? [])].flatMap((records) => {
    const names = new Set(pathsBelow(paths, records).map(normalName));
    if (format.absent?.some((name) => names.has(normalName(name)))) return [];
    return format.signature.map((signature) => ({
      format,
      records,
      missing: signature.filter((name) => !names.has(normalName(name))),
      size: signature.length,
    }));
  });
}

/** Recognise by key paths. Of several formats that fit, the one with the larger signature wins. */
export function recogniseJson(paths: Iterable<string>, formats = FORMATS): JsonRecognition {
  const all = [...paths].map((path) => path.replace(/^\[\]\.?/, "")).filter((path) => path !== "");
  const every = formats.filter((format) => format.shape === "json").flatMap((format) => fits(format, all));
  const good = every.filter((each) => each.missing.length === 0).sort((a, b) => b.size - a.size);
  const fitting = [...new Set(good.map((each) => each.format))];
  const best = good[0];
  const rival = good.find((each) => each.format !== best?.format);
  const clear = best && (!rival || best.size > rival.size);
  const near = every
    .filter((each) => each.missing.length > 0 && each.missing.length < each.size)
    .sort((a, b) => a.missing.length / a.size - b.missing.length / b.size || b.size - a.size)[0];
  return {
    format: clear ? best.format : null,
    records: clear ? best.records : "",
    fitting,
    nearest: near ? { format: near.format, missing: near.missing } : null,
  };
}
