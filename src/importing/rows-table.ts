import type { Warehouse } from "../warehouse/index.ts";
import { identifier } from "../warehouse/sql-text.ts";
import { READABLE, TARGET_NAMES, targetSqlType, unreadName } from "./targets.ts";

/** Separates the cells of a row's unmapped columns in `extras`; replaced inside them. */
export const CELL_END = "\u001f";

/** Mention columns as they are read; the time of a mention is made of `published_raw` when its zone is known. */
export const READ_TARGETS = TARGET_NAMES.filter((name) => name !== "published_at");

/** Columns of `import.rows` with their types: what was read, then what is worked out of it. */
export const ROW_COLUMNS: Readonly<Record<string, string>> = {
  part: "integer",
  row_no: "bigint",
  line: "bigint",
  file: "varchar",
  vendor: "varchar",
  ...Object.fromEntries(READ_TARGETS.map((name) => [name, targetSqlType(name)])),
  published_raw: "varchar",
  proof_at: "timestamp",
  problem: "varchar",
  raw: "varchar",
  newlines: "integer",
  ...Object.fromEntries(READABLE.map((name) => [unreadName(name), "varchar"])),
  extras: "varchar",
  id_hash: "ubigint",
  url_hash: "ubigint",
  text_hash: "ubigint",
  copy_group: "ubigint",
  opening: "ubigint",
  cut: "boolean",
  published_at: "timestamp",
  published_on: "date",
  day_only: "boolean",
  midnight: "boolean",
  default_time: "boolean",
  date_default: "boolean",
  date_quality: "varchar",
  mention_id: "varchar",
  original_id: "varchar",
  country_said: "varchar",
  kept: "boolean",
  elsewhere: "boolean",
};

/** Columns that `mentions` is made of, whether a row stands for itself or completed. */
export const MENTION_COLUMNS = [
  "mention_id",
  "vendor",
  "platform",
  "source_type",
  "native_id",
  "url",
  "published_at",
  "published_on",
  "date_quality",
  "author_id",
  "author_name",
  "author_followers",
  "author_verified",
  "kind",
  "original_id",
  "thread_id",
  "title",
  "text",
  "text_hash",
  "vendor_language",
  "vendor_sentiment",
  "country",
  "likes",
  "comments",
  "shares",
  "quotes",
  "views",
  "clicks",
  "seconds_on_page",
  "reach",
  "file",
  "line",
  "copy_group",
] as const;

/** Columns of `import.completed`: kept rows as they are with what others lend them. */
export const COMPLETED_COLUMNS: Readonly<Record<string, string>> = Object.fromEntries(
  ["part", "row_no", ...MENTION_COLUMNS].map((name) => [name, ROW_COLUMNS[name] as string]),
);

/** The rows of one part, as SQL to select from. */
export function partRows(part: number): string {
  return `(select * from import.rows where part = ${part})`;
}

/** `name type, …` of columns. */
export function columnsSql(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, type]) => `${identifier(name)} ${type}`)
    .join(", ");
}

/** Whole lines of JSON: Zstandard takes half the time and a quarter of the space of what DuckDB would choose. */
const LONG_TEXTS: ReadonlySet<string> = new Set(["extras"]);

/** Does the database's file format have Zstandard? In others DuckDB would keep such columns as they are. */
async function hasZstandard(warehouse: Warehouse): Promise<boolean> {
  const found = await warehouse.row<{ version: string | null }>(
    "select tags['storage_version'] as version from duckdb_databases() where database_name = current_database()",
  );
  return found?.version != null && !/^v1\.[01]\./.test(found.version);
}

/** Make `import.<table>` with these columns; one that an earlier version left with others is replaced. */
export async function ensureTable(
  warehouse: Warehouse,
  table: string,
  columns: Readonly<Record<string, string>>,
): Promise<boolean> {
  const there = await warehouse.rows<{ name: string }>(
    `select column_name as name from information_schema.columns
    where table_schema = 'import' and table_name = '${table}' and table_catalog = current_database()
    order by ordinal_position`,
  );
  const same = there.map(({ name }) => name).join() === Object.keys(columns).join();
  if (same) return true;
  const zstandard = await hasZstandard(warehouse);
  const typed = Object.entries(columns).map(([name, type]) => [
    name,
    zstandard && LONG_TEXTS.has(name) ? `${type} using compression zstd` : type,
  ]);
  await warehouse.run(`create or replace table import.${table} (${columnsSql(Object.fromEntries(typed))})`);
  return same;
}
