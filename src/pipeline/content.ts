import { identifier } from "../warehouse/sql-text.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { sha256 } from "./fingerprint.ts";

/** Small tables without persons are kept whole after a run. */
export const SNAPSHOT_ROWS = 20_000;

/** Beyond this a table is known by its step's fingerprint, without a look at its rows. */
const HASHED_ROWS = 2_000_000;

/** Columns that hold persons, or what one of them wrote; `line` stands in tables of rows as the export has them. */
const PERSONAL =
  /^(author(_.*)?|line|raw|text|title|url|native_id|mention_id|original_id|thread_id|voice|user(_.*)?|handle|tokens|texts?_hash|examples|cause_value|terms?|theme)$/;

/** True for tables whose rows must go when their export goes: only a hash of them is kept. */
export const holdsPersons = (columns: Readonly<Record<string, string>>): boolean =>
  Object.keys(columns).some((name) => PERSONAL.test(name));

/** What a relation is like now. */
export interface TableContent {
  columns: Record<string, string>;
  rows: number;
  /** Equal for equal columns and rows, whatever the order of rows; null where looking would cost too much. */
  hash: string | null;
}

/** A view's rows are worked out anew by every reader: only small ones are looked at, and none of persons or texts. */
const worthHashing = (kind: "table" | "view", rows: number, columns: Readonly<Record<string, string>>) =>
  kind === "table" ? rows <= HASHED_ROWS : rows <= SNAPSHOT_ROWS && !holdsPersons(columns);

/** Columns with their types, and the number of rows, of a relation of schema main. */
export async function readShape(warehouse: Warehouse, name: string): Promise<Omit<TableContent, "hash">> {
  const described = await warehouse.rows<{ column_name: string; column_type: string }>(
    `describe main.${identifier(name)}`,
  );
  const columns = Object.fromEntries(described.map((column) => [column.column_name, column.column_type]));
  return { columns, rows: await warehouse.count(`main.${name}`) };
}

/** Look at a relation of schema main: its columns with their types, its rows, and a hash over all of them. */
export async function readContent(
  warehouse: Warehouse,
  name: string,
  kind: "table" | "view",
): Promise<TableContent> {
  const { columns, rows } = await readShape(warehouse, name);
  if (!worthHashing(kind, rows, columns)) return { columns, rows, hash: null };
  const values = Object.keys(columns).map(identifier).join(", ");
  const found = await warehouse.row<{ sum: string }>(
    `select coalesce(sum(hash(${values})::hugeint), 0)::varchar as sum from main.${identifier(name)}`,
  );
  const hash = sha256(`${JSON.stringify(columns)} ${rows} ${found?.sum}`).slice(0, 16);
  return { columns, rows, hash };
}
