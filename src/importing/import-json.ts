import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Source } from "../study/study.ts";
import { literal, type Warehouse } from "../warehouse/index.ts";
import { decodeHead } from "./decode.ts";
import type { Format } from "./format.ts";
import { FORMATS } from "./formats/index.ts";
import { countLineEnds } from "./inventory.ts";
import { linePaths } from "./json-paths.ts";
import { jsonPath, jsonSource, readLinesSql, VALID_JSON } from "./json-source.ts";
import { splitJson } from "./json-split.ts";
import { rowsTableSql, runInterruptible } from "./load.ts";
import { type LoadedPart, type PartContext, PartProblem, unknownFormat } from "./part.ts";
import type { PreparedFile } from "./prepare.ts";
import { normalName } from "./recognise.ts";
import { pathsBelow, recogniseJson } from "./recognise-json.ts";
import type { BadRow } from "./records.ts";
import { mappedFormat } from "./settings.ts";

/** Lines of JSON on disk. */
export interface JsonLines {
  path: string;
  /** `line<TAB>json` rather than bare JSON. */
  numbered: boolean;
  longest: number;
  bad: BadRow[];
  /** Key paths of the first values. */
  paths: Map<string, number>;
}

const HEAD = 4 * 2 ** 20;

function headText(path: string): { text: string; cut: boolean } {
  const handle = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(HEAD);
    const size = readSync(handle, buffer, 0, HEAD, 0);
    return { text: decodeHead(buffer.subarray(0, size), "utf-8").replace(/^\uFEFF/, ""), cut: size === HEAD };
  } finally {
    closeSync(handle);
  }
}

/** Are these lines such that DuckDB reads each of them as it stands? */
async function plainLines(warehouse: Warehouse, path: string): Promise<boolean> {
  const { newlines, endsOpen } = await countLineEnds(path);
  await warehouse.run("drop table if exists temp.import_rejects; drop table if exists temp.import_scans");
  try {
    const row = await warehouse.row<{ n: number }>(
      `select count(json) as n, count(*) as lines from ${readLinesSql(path, false, 0)}`,
    );
    const lines = Number((row as unknown as { lines: number }).lines);
    const rejects = (await warehouse.exists("import_rejects")) ? await warehouse.count("import_rejects") : 0;
    return rejects === 0 && lines === newlines + (endsOpen ? 1 : 0);
  } catch {
    return false;
  } finally {
    await warehouse.run("drop table if exists temp.import_rejects; drop table if exists temp.import_scans");
  }
}

/** Make lines of JSON of a prepared file. */
export async function jsonLines(
  warehouse: Warehouse,
  prepared: PreparedFile,
  scratch: string,
  signal?: AbortSignal,
): Promise<JsonLines> {
  const lines = prepared.shape === "json-lines";
  if (lines && prepared.encoding === "utf-8" && (await plainLines(warehouse, prepared.path))) {
    const { text, cut } = headText(prepared.path);
    return {
      path: prepared.path,
      numbered: false,
      longest: 0,
      bad: prepared.bad,
      paths: linePaths(text, cut),
    };
  }
  const target = join(scratch, "values.tsv");
  const { longest, bad } = await splitJson(prepared.path, target, lines, signal);
  const { text, cut } = headText(target);
  return {
    path: target,
    numbered: true,
    longest,
    bad: [...prepared.bad, ...bad],
    paths: linePaths(text.replace(/^\d+\t/gm, ""), cut),
  };
}

function chooseJsonFormat(
  file: string,
  paths: readonly string[],
  source: Source | null,
): { format: Format; records: string } {
  if (source?.mapping && (!source.format || source.format === "generic")) {
    const { format, diagnostics } = mappedFormat(source.mapping, new Set(paths.map(normalName)), file);
    if (diagnostics.length > 0) throw new PartProblem(diagnostics);
    return { format: { ...format, shape: "json", label: "Generic JSON" }, records: "" };
  }
  const named = source?.format ? FORMATS.filter((format) => format.id === source.format) : FORMATS;
  const { format, records, fitting, nearest } = recogniseJson(paths, named);
  if (format) return { format, records };
  if (source?.format && named[0]) return { format: named[0], records: "" };
  throw new PartProblem([unknownFormat(file, paths, { fitting, nearest })]);
}

/** Table `line, json` with one mention each, for formats whose mentions stand in lists. */
async function unnested(
  warehouse: Warehouse,
  lines: JsonLines,
  format: Format,
  records: string,
  signal: AbortSignal,
): Promise<BadRow[]> {
  const line = lines.numbered ? "line" : "row_number() over ()";
  await runInterruptible(
    warehouse.connection,
    `create or replace temp table import_lines as
    select line, json, valid::json as page
    from (select line, json, ${VALID_JSON} as valid from (select ${line} as line, json from ${readLinesSql(lines.path, lines.numbered, lines.longest)}))
    where json is not null`,
    signal,
  );
  const list = `json_extract(page, ${literal(`${jsonPath(records)}[*]`)})`;
  const prepare =
    format.prepare ?? `select line, unnest(${list}) as json from import_lines where page is not null`;
  await runInterruptible(
    warehouse.connection,
    `create or replace temp table import_objects as
    select line::bigint as line, json::varchar as json from (${prepare}) as prepared`,
    signal,
  );
  return warehouse.rows<BadRow>(`
    select line::bigint as line, left(json, 65536) as raw,
      case when page is null then 'not valid JSON' when json_type(page) <> 'OBJECT' then 'not a JSON object'
        when json_extract(page, '$.errors') is not null or json_extract(page, '$.error') is not null then 'an error message, no mention' else 'no mention in it' end as reason
    from import_lines l
    where not exists (select 1 from import_objects o where o.line = l.line) and json_type(page, '$.meta.result_count') is null
    order by line`);
}

/** Read a file of JSON into `table`. */
export async function importJson(
  context: PartContext,
  prepared: PreparedFile,
  source: Source | null,
  table: string,
): Promise<LoadedPart> {
  const { warehouse, signal } = context;
  const lines = await jsonLines(warehouse, prepared, context.scratch, signal);
  const paths = [...lines.paths.keys()];
  const { format, records } = chooseJsonFormat(prepared.file, paths, source);
  const nested = records !== "" || format.prepare !== undefined;
  const bad = nested ? await unnested(warehouse, lines, format, records, signal) : [];
  const from = nested ? "import_objects" : readLinesSql(lines.path, lines.numbered, lines.longest);
  const { source: rows, used } = jsonSource(format, {
    from,
    numbered: nested || lines.numbered,
    values: nested,
  });
  const plan = {
    columns: format.columns,
    format,
    platform: source?.platform ?? null,
    sourceType: source?.sourceType ?? null,
  };
  await warehouse.run(`drop table if exists ${table}`);
  await runInterruptible(warehouse.connection, rowsTableSql(table, plan, rows), signal);
  await warehouse.run(
    "drop table if exists temp.import_lines; drop table if exists temp.import_objects; drop table if exists temp.import_rejects; drop table if exists temp.import_scans",
  );
  const below = pathsBelow(paths, records);
  const mapped = new Set(used.map((path) => normalName(path.replace(/\[\d+\]/g, "[]"))));
  return {
    format,
    diagnostics: [],
    bad: [...lines.bad, ...bad],
    firstLine: nested || lines.numbered ? null : 1,
    headerLine: null,
    delimiter: null,
    columns: below,
    unmapped: format.prepare ? [] : below.filter((path) => !mapped.has(normalName(path))).slice(0, 500),
    preamble: {},
  };
}
