import { join } from "node:path";
import { EarshotError } from "../errors.ts";
import type { Warehouse } from "../warehouse/index.ts";
import { type ByteSurvey, surveyBytes } from "./byte-survey.ts";
import type { Format } from "./format.ts";
import type { RowSource } from "./load.ts";
import { type RowPart, type RowPlan, readRowsSql, runInterruptible } from "./load.ts";
import { mappedColumns, parseMapping } from "./mapping.ts";
import type { PreparedFile } from "./prepare.ts";
import { normalName } from "./recognise.ts";
import type { BadRow } from "./records.ts";
import { rewriteTable } from "./rewrite-table.ts";
import { MAX_COLUMNS, sniffTable, type TableLayout } from "./sniff.ts";
import { readStanding } from "./standing.ts";
import { type TableFile, tableSource } from "./table-source.ts";

/** Where the columns of a table stand. Throws where there is no table to be seen. */
export function layoutOf(prepared: PreparedFile): TableLayout {
  const layout = sniffTable(prepared.head, prepared.encoding === "xlsx" ? "utf-8" : "utf-8", prepared.cut);
  if (!layout)
    throw new EarshotError("no header line among the first lines", {
      remedy: "Is it a table with column names?",
    });
  if (layout.header.length > MAX_COLUMNS)
    throw new EarshotError(
      `${layout.header.length} columns; no export of mentions has more than ${MAX_COLUMNS}`,
    );
  if (prepared.encoding !== "xlsx") return layout;
  const headerLine = Number(layout.header[0]) || layout.headerLine;
  return {
    ...layout,
    header: layout.header.slice(1),
    headerLine,
    firstLine: headerLine + 1,
    sample: layout.sample.map((row) => row.slice(1)),
  };
}

/** Names of the columns that a description reads, as signatures compare them. */
export function columnsRead(format: Format): Set<string> {
  const names = new Set<string>();
  const note = (name: string) => {
    names.add(normalName(name));
    return "null::varchar";
  };
  for (const source of Object.values(format.columns)) {
    if (typeof source === "function") source(note);
    else if (source) for (const name of mappedColumns(parseMapping(source))) names.add(normalName(name));
  }
  format.proof?.(note);
  for (const { when } of format.rejects ?? []) when(note);
  return names;
}

export interface LoadedTable {
  bad: BadRow[];
  /** Rows of the file, those of `bad` among them, counted by lines or records rather than by what was loaded. */
  rows: number;
  /** Line of the first row, or null where rows carry their lines. */
  firstLine: number | null;
  unmapped: string[];
  extraNames: string[];
}

export interface Loading {
  warehouse: Warehouse;
  part: RowPart;
  prepared: PreparedFile;
  layout: TableLayout;
  format: Format;
  platform: string | null;
  sourceType: string | null;
  scratch: string;
  signal: AbortSignal;
}

const planOf = ({ format, platform, sourceType }: Loading): RowPlan => ({
  columns: format.columns,
  format,
  platform,
  sourceType,
});

/** Read as it stands: the number of rows; null, with nothing read, where a physical line is not accounted for. */
function readAsItStands(
  loading: Loading,
  source: RowSource,
  survey: Promise<ByteSurvey>,
): Promise<number | null> {
  const { warehouse, part, layout, prepared, signal } = loading;
  return readStanding(warehouse, readRowsSql(part, planOf(loading), source), signal, async (rejects) => {
    if (prepared.encoding === "xlsx") return (prepared.rows ?? 0) - layout.skip;
    const found = await warehouse.row<{ rows: number; inside: number }>(
      `select count(*) as rows, coalesce(sum(newlines), 0) as inside from import.rows where part = ${part.part}`,
    );
    const { newlines, endsOpen, cellEnds } = await survey;
    const lines = newlines + (endsOpen ? 1 : 0) - (layout.firstLine - 1);
    if (rejects > 0 || !found || found.rows + found.inside !== lines || cellEnds) return null;
    return lines - found.inside;
  });
}

/**
 * Read a delimited file into the rows of a part: by DuckDB as it stands where every line of it is proper, else from
 * a rewritten copy, with the rows that cannot be saved coming back.
 */
export async function loadTable(loading: Loading): Promise<LoadedTable> {
  const { prepared, layout, format, warehouse, part, signal } = loading;
  const mapped = columnsRead(format);
  const numbered = prepared.encoding === "xlsx";
  const options = { nulls: format.nulls, drop: format.drop };
  const file: TableFile = { path: prepared.path, layout, numbered, rewritten: false };
  const source = tableSource(file, mapped, { ...options, cellEnds: numbered });
  const unmapped = source.extras.map(({ name }) => name);
  const simple = !layout.dialect.backslash && new Set([",", "\t", ";", "|"]).has(layout.dialect.delimiter);
  const loaded = { unmapped, extraNames: unmapped };
  const survey = surveyBytes(prepared.path, signal);
  survey.catch(() => undefined);
  const found = simple ? await readAsItStands(loading, source, survey) : null;
  if (found !== null) {
    const { bad } = prepared;
    return { ...loaded, bad, rows: found + bad.length, firstLine: numbered ? null : layout.firstLine };
  }
  const target = join(loading.scratch, "rewritten.csv");
  const { rows, bad } = await rewriteTable(prepared.path, layout, target, signal);
  const rewritten = tableSource({ path: target, layout, numbered: true, rewritten: true }, mapped, {
    ...options,
    cellEnds: true,
  });
  await runInterruptible(warehouse.connection, readRowsSql(part, planOf(loading), rewritten), signal);
  const row = await warehouse.row<{ n: number }>(
    `select count(*) as n from import.rows where part = ${part.part}`,
  );
  if (row?.n !== rows) throw new EarshotError(`${rows} rows were written for reading, ${row?.n} were read`);
  const allBad = [...prepared.bad, ...bad];
  return { ...loaded, bad: allBad, rows: rows + allBad.length, firstLine: null };
}
