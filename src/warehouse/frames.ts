import { createRequire } from "node:module";
import type * as arrow from "apache-arrow";
import type { DataFrame } from "danfojs-node/dist/danfojs-base/index.js";
import { EarshotError } from "../errors.ts";
import { readArrow } from "./arrow.ts";
import type { Cell, Row } from "./values.ts";
import type { Warehouse } from "./warehouse.ts";

export type { DataFrame } from "danfojs-node/dist/danfojs-base/index.js";

type ArrowLibrary = typeof import("apache-arrow");
type Danfo = typeof import("danfojs-node/dist/danfojs-base/index.js");

/**
 * Have danfo find mathjs, which it asks for five functions, as mathjs's own build in one file: its thousand modules would
 * take longer to load than all the rest.
 */
function loadMathAsOneFile(): void {
  const require = createRequire(import.meta.url);
  const modules = require.resolve("mathjs");
  if (require.cache[modules]) return;
  const whole = require.resolve("mathjs/lib/browser/math.js");
  require(whole);
  require.cache[modules] = require.cache[whole];
}

/**
 * The danfo library (`DataFrame`, `Series`, `concat`, …), imported when first asked for. It is danfojs-node without its
 * readers and writers of files, which DuckDB does: those take four times as long to load as the frames.
 */
export async function danfo(): Promise<Danfo> {
  loadMathAsOneFile();
  return import("danfojs-node/dist/danfojs-base/index.js");
}

/** Properties by which danfo's frames find their own data: a column of such a name would hide it. */
const TAKEN = new Set(
  "T at axis columns config constructor ctypes dtypes iat index ndim shape size tensor values".split(" "),
);

function dtypeOf(cells: readonly Cell[]): string {
  const known = cells.find((cell) => cell !== null);
  if (typeof known === "number") return "float32";
  return typeof known === "boolean" ? "boolean" : "string";
}

/** A frame of columns of one length by a class of frames. danfo's type names do not narrow numbers. */
export function frameBy(
  Frame: new (data: unknown, options: { columns: string[]; dtypes?: string[] }) => DataFrame,
  columns: ReadonlyMap<string, readonly Cell[]>,
): DataFrame {
  const names = [...columns.keys()];
  const taken = names.find((name) => TAKEN.has(name) || name.startsWith("$"));
  if (taken !== undefined) {
    throw new EarshotError(
      `invalid column of a frame: ${taken}; danfo's frames have a property of that name`,
      {
        remedy: `Give it another name, in SQL by \`${taken} as …\`.`,
      },
    );
  }
  const cells = [...columns.values()];
  const length = cells[0]?.length ?? 0;
  if (length === 0) return new Frame([], { columns: names });
  const rows = Array.from({ length }, (_, at) => cells.map((column) => column[at] ?? null));
  return new Frame(rows, { columns: names, dtypes: cells.map(dtypeOf) });
}

/** A frame of these columns, of the class that `frame` has: where there is a frame, danfo need not be waited for. */
export function frameLike(frame: DataFrame, columns: ReadonlyMap<string, readonly Cell[]>): DataFrame {
  return frameBy(Object.getPrototypeOf(frame).constructor, columns);
}

/** Cells of a row by column; undefined as null. */
export type Cells = Readonly<Record<string, Cell | undefined>>;

function columnsOf(rows: readonly Cells[], first: readonly string[]): Map<string, Cell[]> {
  const names = new Set(first);
  for (const row of rows) for (const name in row) names.add(name);
  return new Map([...names].map((name) => [name, rows.map((row) => row[name] ?? null)]));
}

/** A frame of rows with these columns first, then what rows have besides, of the class that `frame` has. */
export function rowsLike(frame: DataFrame, rows: readonly Cells[], first: readonly string[]): DataFrame {
  return frameLike(frame, columnsOf(rows, first));
}

/** A frame of rows, with these columns first (and where there are no rows), then what rows have besides; what a row lacks is null. */
export async function frameOfRows(
  rows: readonly Cells[],
  columns: readonly string[] = [],
): Promise<DataFrame> {
  const { DataFrame: Frame } = await danfo();
  return frameBy(Frame, columnsOf(rows, columns));
}

function cellOf(arrow: ArrowLibrary, type: arrow.DataType, value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (arrow.DataType.isTimestamp(type)) return new Date(Number(value)).toISOString();
  return value as Cell;
}

async function frameOf(arrow: ArrowLibrary, table: arrow.Table): Promise<DataFrame> {
  const { DataFrame: Frame } = await danfo();
  const columns = table.schema.fields.map((field, index): [string, Cell[]] => {
    const vector = table.getChildAt(index);
    return [field.name, Array.from(vector ?? [], (value) => cellOf(arrow, field.type, value))];
  });
  return frameBy(Frame, new Map(columns));
}

/**
 * An Arrow table as a danfo data frame, columns in the same order. NULL stays null; timestamps become ISO text;
 * lists and structs are JSON text as `queryArrow` gives them. Numbers keep their full precision: a column with integers beyond
 * 2^53 is text. Throws an EarshotError where a
 * column is called as danfo calls a part of a frame (`index`, `values`, `columns`, …).
 */
export async function frameOfArrow(table: arrow.Table): Promise<DataFrame> {
  return frameOf(await import("apache-arrow"), table);
}

/** The result of a query as a data frame, by way of Arrow; see {@link frameOfArrow} for the types and errors. */
export async function readFrame(warehouse: Warehouse, sql: string): Promise<DataFrame> {
  const { arrow, table } = await readArrow(warehouse, sql);
  return frameOf(arrow, table);
}

const known = (value: unknown): Cell =>
  value === undefined || (typeof value === "number" && Number.isNaN(value)) ? null : (value as Cell);

/** Values of a frame by column, with NaN and undefined as null. A Map: column names are data. */
export function frameColumns(frame: DataFrame): Map<string, Cell[]> {
  const rows = frame.values as unknown as Cell[][];
  return new Map(frame.columns.map((name, index) => [name, rows.map((row) => known(row[index]))]));
}

/** The numbers of one column as the functions of `earshot/statistics` take them: null as NaN, true as 1. Throws for an unknown column. */
export function frameNumbers(frame: DataFrame, column: string): Float64Array {
  const cells = frameColumn(frame, column);
  return Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
}

/**
 * The values of one column, with NaN and undefined as null. Throws for an unknown column, unless there are no rows: columns
 * worked out row by row do not come to be then.
 */
export function frameColumn(frame: DataFrame, column: string): Cell[] {
  const index = frame.columns.indexOf(column);
  if (index < 0 && frame.index.length > 0)
    throw new EarshotError(`unknown column: ${column}; the frame has ${frame.columns.join(", ")}`);
  return (frame.values as unknown as Cell[][]).map((row) => known(row[index]));
}

/** The rows of a frame, as `write` of a step takes them; NaN as NULL. `T` says what a row holds, as with `rows` of a step. */
export function frameRows<T = Row>(frame: DataFrame): T[] {
  const columns: readonly string[] = frame.columns;
  const rows = frame.values as unknown as Cell[][];
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, known(row[at])])) as T);
}
