import { rmSync } from "node:fs";
import type { Source } from "../study/study.ts";
import type { Format } from "./format.ts";
import { FORMATS } from "./formats/index.ts";
import { countLineEnds } from "./inventory.ts";
import { headPaths, jsonLines, standsInLines } from "./json-lines.ts";
import { dropNested, elementsOfFormat, unnestRows } from "./json-nested.ts";
import { jsonSource, readLinesSql } from "./json-source.ts";
import { type RowPart, type RowPlan, readRowsSql, runInterruptible } from "./load.ts";
import { type LoadedPart, type PartContext, PartProblem, unknownFormat } from "./part.ts";
import type { PreparedFile } from "./prepare.ts";
import { normalName } from "./recognise.ts";
import { listOfRows, pathsBelow, recogniseJson } from "./recognise-json.ts";
import type { BadRow } from "./records.ts";
import { mappedFormat } from "./settings.ts";
import { readStanding } from "./standing.ts";

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

/** What the rows of a file of JSON are read with. */
interface Reading {
  context: PartContext;
  part: RowPart;
  format: Format;
  plan: RowPlan;
}

/** What was read. */
interface JsonRows {
  bad: BadRow[];
  rows: number;
  /** Paths that were looked at. */
  used: string[];
  /** The rows carry their lines. */
  numbered: boolean;
}

/** Rows that stand one on a line, read as they stand; null, with nothing read, where not every line is accounted for. */
async function readLines(reading: Reading, prepared: PreparedFile): Promise<JsonRows | null> {
  const { context, part, format, plan } = reading;
  const { warehouse, signal } = context;
  const survey = countLineEnds(prepared.path, signal);
  survey.catch(() => undefined);
  const from = readLinesSql(prepared.path, false, 0);
  const { source, used } = jsonSource(format, { from, numbered: false, values: false });
  const rows = await readStanding(warehouse, readRowsSql(part, plan, source), signal, async (rejects) => {
    const found = await warehouse.row<{ n: number }>(
      `select count(*) as n from import.rows where part = ${part.part}`,
    );
    const { newlines, endsOpen, blank } = await survey;
    const physical = newlines + (endsOpen ? 1 : 0);
    return rejects === 0 && found?.n === physical ? physical - blank : null;
  });
  const { bad } = prepared;
  return rows === null ? null : { bad, rows: rows + bad.length, used, numbered: false };
}

/** Rows of values that are written out first, each with its line; rows inside values some values at a time. */
async function readValues(reading: Reading, prepared: PreparedFile, records: string): Promise<JsonRows> {
  const { context, part, format, plan } = reading;
  const { warehouse, signal } = context;
  const elements = elementsOfFormat(format, records);
  const { files, bad, rows } = await jsonLines(prepared, context.scratch, { signal, elements });
  const read: JsonRows = { bad, rows, used: [], numbered: true };
  for (const file of files) {
    const nested = elements ? await unnestRows(warehouse, file, format, records, signal) : null;
    const from = nested ? "import_objects" : readLinesSql(file.path, true, file.longest);
    const { source, used } = jsonSource(format, { from, numbered: true, values: nested !== null });
    await runInterruptible(warehouse.connection, readRowsSql(part, plan, source), signal);
    await dropNested(warehouse);
    read.used = used;
    read.bad = [...read.bad, ...(nested?.bad ?? [])];
    read.rows -= nested?.unread ?? 0;
    rmSync(file.path, { force: true });
  }
  return read;
}

/** Read a file of JSON into the rows of `part`. */
export async function importJson(
  context: PartContext,
  prepared: PreparedFile,
  source: Source | null,
  part: number,
): Promise<LoadedPart> {
  const paths = headPaths(prepared);
  const { format, records } = chooseJsonFormat(prepared, paths, source);
  const plan = {
    columns: format.columns,
    format,
    platform: source?.platform ?? null,
    sourceType: source?.sourceType ?? null,
  };
  const reading: Reading = { context, part: { part, file: prepared.file }, format, plan };
  const inLines = !elementsOfFormat(format, records) && standsInLines(prepared);
  const read =
    (inLines ? await readLines(reading, prepared) : null) ?? (await readValues(reading, prepared, records));
  const below = pathsBelow(paths, records);
  const mapped = new Set(read.used.map((path) => normalName(path.replace(/\[\d+\]/g, "[]"))));
  return {
    format,
    diagnostics: [],
    bad: read.bad,
    rows: read.rows,
    firstLine: read.numbered ? null : 1,
    headerLine: null,
    delimiter: null,
    columns: below,
    extraNames: ["json"],
    unmapped: format.prepare ? [] : below.filter((path) => !mapped.has(normalName(path))).slice(0, 500),
    preamble: {},
  };
}
