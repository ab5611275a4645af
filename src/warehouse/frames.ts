import type * as arrow from "apache-arrow";
import type { DataFrame } from "danfojs-node";
import { arrowLibrary, queryArrow } from "./arrow.ts";
import type { Cell, Row } from "./values.ts";
import type { Warehouse } from "./warehouse.ts";
import { type ColumnTypes, writeRows } from "./write-rows.ts";

export type { DataFrame } from "danfojs-node";

type ArrowLibrary = typeof import("apache-arrow");

/** The danfo library, imported when first asked for: it takes a second and 160 MB. */
export async function danfo(): Promise<typeof import("danfojs-node")> {
  return import("danfojs-node");
}

function cellOf(arrow: ArrowLibrary, type: arrow.DataType, value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (arrow.DataType.isTimestamp(type)) return new Date(Number(value)).toISOString();
  return value as Cell;
}

function frameType(arrow: ArrowLibrary, type: arrow.DataType): string {
  if (arrow.DataType.isBool(type)) return "boolean";
  if (arrow.DataType.isInt(type)) return "int32";
  return arrow.DataType.isFloat(type) ? "float32" : "string";
}

/**
 * An Arrow table as a danfo data frame, columns in the same order. NULL stays null; timestamps become ISO text;
 * lists and structs are JSON text as `queryArrow` gives them. danfo's type names do not narrow numbers: they keep
 * their full precision.
 */
export async function frameOfArrow(table: arrow.Table): Promise<DataFrame> {
  const { DataFrame: Frame } = await danfo();
  const arrow = await arrowLibrary();
  const columns = Object.fromEntries(
    table.schema.fields.map((field, index) => {
      const vector = table.getChildAt(index);
      return [field.name, Array.from(vector ?? [], (value) => cellOf(arrow, field.type, value))];
    }),
  );
  const dtypes = table.schema.fields.map((field) => frameType(arrow, field.type));
  if (table.numRows === 0) return new Frame([], { columns: Object.keys(columns) });
  return new Frame(columns, { dtypes });
}

/** A data frame as an Arrow table: numbers as Float64, booleans as Bool, everything else as text. */
export async function arrowOfFrame(frame: DataFrame): Promise<arrow.Table> {
  const arrow = await arrowLibrary();
  const values = frameColumns(frame);
  const vectors = [...values].map(([name, cells]) => {
    const known = cells.filter((cell) => cell !== null);
    const all = (kind: string) => known.length > 0 && known.every((cell) => typeof cell === kind);
    const type = all("number") ? new arrow.Float64() : all("boolean") ? new arrow.Bool() : new arrow.Utf8();
    const plain = cells.map((cell) =>
      cell === null || all("number") || all("boolean") ? cell : String(cell),
    );
    return [name, arrow.vectorFromArray(plain, type)] as const;
  });
  return new arrow.Table(Object.fromEntries(vectors));
}

/** Result of a query as a data frame. For the small tables of analysis steps: everything is in memory. */
export async function readFrame(warehouse: Warehouse, sql: string): Promise<DataFrame> {
  return frameOfArrow(await queryArrow(warehouse, sql));
}

/** Values of a frame by column, with NaN and undefined as null. A Map: column names are data. */
export function frameColumns(frame: DataFrame): Map<string, Cell[]> {
  const rows = frame.values as unknown as Cell[][];
  return new Map(
    frame.columns.map((name, index) => [
      name,
      rows.map((row) => {
        const value = row[index];
        return value === undefined || (typeof value === "number" && Number.isNaN(value)) ? null : value;
      }) as Cell[],
    ]),
  );
}

/** Rows of a frame as plain objects. */
export function frameRows<T = Row>(frame: DataFrame): T[] {
  const columns = [...frameColumns(frame)];
  const length = columns[0]?.[1].length ?? 0;
  return Array.from({ length }, (_, at) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[at] ?? null])),
  ) as T[];
}

/** Write a frame as a table with these columns; see `writeRows`. */
export async function writeFrame(
  warehouse: Warehouse,
  table: string,
  columns: ColumnTypes,
  frame: DataFrame,
): Promise<number> {
  return writeRows(warehouse, table, columns, frameRows<Row>(frame));
}

/**
 * The frame cut by the values of some columns, in order of first appearance; empty for an empty frame.
 * danfo's own `groupby` keeps its groups in plain objects and fails on a value such as `constructor`.
 */
export function frameGroups(frame: DataFrame, keys: readonly string[]): { key: Cell[]; group: DataFrame }[] {
  const columns = frameColumns(frame);
  const groups = new Map<string, { key: Cell[]; rows: number[] }>();
  for (let row = 0; row < frame.index.length; row++) {
    const key = keys.map((name) => columns.get(name)?.[row] ?? null);
    const id = JSON.stringify(key);
    const group = groups.get(id) ?? { key, rows: [] };
    group.rows.push(row);
    groups.set(id, group);
  }
  return [...groups.values()].map(({ key, rows }) => ({ key, group: frame.iloc({ rows }) as DataFrame }));
}
