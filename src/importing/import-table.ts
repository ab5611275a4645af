import { join } from "node:path";
import { EarshotError } from "../errors.ts";
import type { Warehouse } from "../warehouse/index.ts";
import type { Format } from "./format.ts";
import { countLineEnds } from "./inventory.ts";
import { type RowPlan, rowsTableSql, runInterruptible } from "./load.ts";
import { mappedColumns, parseMapping } from "./mapping.ts";
import type { PreparedFile } from "./prepare.ts";
import { normalName } from "./recognise.ts";
import type { BadRow } from "./records.ts";
import { rewriteTable } from "./rewrite-table.ts";
import { MAX_COLUMNS, sniffTable, type TableLayout } from "./sniff.ts";
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
}

export interface Loading {
  warehouse: Warehouse;
  table: string;
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

/**
 * Read as it stands; the number of rows when every physical line is accounted for, else null. `oneLine`: without counting the line ends
 * inside fields, which takes a pass over every column.
 */
async function readAsItStands(
  loading: Loading,
  file: TableFile,
  mapped: Set<string>,
  oneLine: boolean,
): Promise<number | null> {
  const { warehouse, table, layout, prepared } = loading;
  await warehouse.run("drop table if exists temp.import_rejects; drop table if exists temp.import_scans");
  await warehouse.run(`drop table if exists ${table}`);
  const { nulls, drop } = loading.format;
  const source = tableSource(file, mapped, { nulls, drop, oneLine });
  try {
    await runInterruptible(
      warehouse.connection,
      rowsTableSql(table, planOf(loading), source),
      loading.signal,
    );
  } catch (error) {
    loading.signal.throwIfAborted();
    if (!/csv|CSV|Invalid Input|Conversion/.test((error as Error).message)) throw error;
    return null;
  }
  if (file.numbered) return (prepared.rows ?? 0) - layout.skip;
  const rejects = (await warehouse.exists("import_rejects")) ? await warehouse.count("import_rejects") : 0;
  await warehouse.run("drop table if exists temp.import_rejects; drop table if exists temp.import_scans");
  if (rejects > 0) return null;
  const found = await warehouse.row<{ rows: number; inside: number }>(
    `select count(*) as rows, coalesce(sum(newlines), 0) as inside from ${table}`,
  );
  const { newlines, endsOpen } = await countLineEnds(file.path);
  const lines = newlines + (endsOpen ? 1 : 0) - (layout.firstLine - 1);
  return found && found.rows + found.inside === lines ? lines - found.inside : null;
}

/**
 * Read a delimited file into `table`: by DuckDB as it stands where every line of it is proper, else from a
 * rewritten copy, with the rows that cannot be saved coming back.
 */
export async function loadTable(loading: Loading): Promise<LoadedTable> {
  const { prepared, layout, format, warehouse, table } = loading;
  const mapped = columnsRead(format);
  const numbered = prepared.encoding === "xlsx";
  const file: TableFile = { path: prepared.path, layout, numbered, rewritten: false };
  const source = tableSource(file, mapped, { drop: format.drop });
  const unmapped = source.extras.map(({ name }) => name);
  const simple = !layout.dialect.backslash && new Set([",", "\t", ";", "|"]).has(layout.dialect.delimiter);
  const several = layout.sample.some((record) => record.some((field) => field.includes("\n")));
  const asItStands = async () =>
    (several ? null : await readAsItStands(loading, file, mapped, true)) ??
    (await readAsItStands(loading, file, mapped, false));
  const found = simple ? await asItStands() : null;
  if (found !== null) {
    const { bad } = prepared;
    return { bad, rows: found + bad.length, firstLine: numbered ? null : layout.firstLine, unmapped };
  }
  const target = join(loading.scratch, "rewritten.csv");
  const { rows, bad } = await rewriteTable(prepared.path, layout, target, loading.signal);
  await warehouse.run(`drop table if exists ${table}`);
  const rewritten = tableSource({ path: target, layout, numbered: true, rewritten: true }, mapped, {
    nulls: format.nulls,
    drop: format.drop,
  });
  await runInterruptible(
    warehouse.connection,
    rowsTableSql(table, planOf(loading), rewritten),
    loading.signal,
  );
  const read = await warehouse.count(table);
  if (read !== rows) throw new EarshotError(`${rows} rows were written for reading, ${read} were read`);
  const allBad = [...prepared.bad, ...bad];
  return { bad: allBad, rows: rows + allBad.length, firstLine: null, unmapped };
}
