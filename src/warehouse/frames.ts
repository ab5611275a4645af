import { createRequire } from "node:module";
import type * as arrow from "apache-arrow";
import type { DataFrame } from "danfojs-node";
import { arrowLibrary } from "./arrow.ts";
import type { Cell } from "./values.ts";

export type { DataFrame } from "danfojs-node";

type ArrowLibrary = typeof import("apache-arrow");

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

/** The danfo library, imported when first asked for: it takes half a second and 100 MB. */
export async function danfo(): Promise<typeof import("danfojs-node")> {
  loadMathAsOneFile();
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
