import type { Source } from "../study/study.ts";
import type { Format } from "./format.ts";
import { FORMATS } from "./formats/index.ts";
import { headPaths, jsonLines } from "./json-lines.ts";
import { dropNested, elementsOfFormat, unnestRows } from "./json-nested.ts";
import { jsonSource, readLinesSql } from "./json-source.ts";
import { readRowsSql, runInterruptible } from "./load.ts";
import { type LoadedPart, type PartContext, PartProblem, unknownFormat } from "./part.ts";
import type { PreparedFile } from "./prepare.ts";
import { normalName } from "./recognise.ts";
import { listOfRows, pathsBelow, recogniseJson } from "./recognise-json.ts";
import { mappedFormat } from "./settings.ts";

/** A mapping of the study's, on the values of a file or on the list in them. */
function mappedJson(
  prepared: PreparedFile,
  paths: readonly string[],
  mapping: Record<string, string>,
): { format: Format; records: string } {
  const tries = ["", listOfRows(paths)].map((records) => {
    const names = new Set(pathsBelow(paths, records).map(normalName));
    return { records, ...mappedFormat(mapping, names, prepared.file) };
  });
  const found = tries.find(({ diagnostics }) => diagnostics.length === 0);
  if (!found) throw new PartProblem(tries[0]?.diagnostics ?? []);
  return { format: { ...found.format, shape: "json", label: "Generic JSON" }, records: found.records };
}

function chooseJsonFormat(
  prepared: PreparedFile,
  paths: readonly string[],
  source: Source | null,
): { format: Format; records: string } {
  if (source?.mapping && (!source.format || source.format === "generic"))
    return mappedJson(prepared, paths, source.mapping);
  const named = source?.format ? FORMATS.filter((format) => format.id === source.format) : FORMATS;
  const { format, records, fitting, nearest } = recogniseJson(paths, named);
  if (format) return { format, records };
  if (source?.format && named[0]) return { format: named[0], records: "" };
  throw new PartProblem([unknownFormat(prepared.file, paths, { fitting, nearest })]);
}

/** Read a file of JSON into the rows of `part`. */
export async function importJson(
  context: PartContext,
  prepared: PreparedFile,
  source: Source | null,
  part: number,
): Promise<LoadedPart> {
  const { warehouse, signal } = context;
  const paths = headPaths(prepared);
  const { format, records } = chooseJsonFormat(prepared, paths, source);
  const elements = elementsOfFormat(format, records);
  const lines = await jsonLines(warehouse, prepared, context.scratch, { signal, elements });
  const nested = elements ? await unnestRows(warehouse, lines, format, records, signal) : lines;
  const { source: rows, used } = jsonSource(format, {
    from: elements ? "import_objects" : readLinesSql(lines.path, lines.numbered, lines.longest),
    numbered: lines.numbered,
    values: elements !== null,
  });
  const plan = {
    columns: format.columns,
    format,
    platform: source?.platform ?? null,
    sourceType: source?.sourceType ?? null,
  };
  await runInterruptible(
    warehouse.connection,
    readRowsSql({ part, file: prepared.file }, plan, rows),
    signal,
  );
  await dropNested(warehouse);
  const below = pathsBelow(paths, records);
  const mapped = new Set(used.map((path) => normalName(path.replace(/\[\d+\]/g, "[]"))));
  return {
    format,
    diagnostics: [],
    bad: elements ? [...lines.bad, ...nested.bad] : lines.bad,
    rows: nested.rows,
    firstLine: lines.numbered ? null : 1,
    headerLine: null,
    delimiter: null,
    columns: below,
    extraNames: ["json"],
    unmapped: format.prepare ? [] : below.filter((path) => !mapped.has(normalName(path))).slice(0, 500),
    preamble: {},
  };
}
