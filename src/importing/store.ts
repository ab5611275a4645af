import type { Diagnostic } from "../errors.ts";
import type { Warehouse } from "../warehouse/index.ts";
import { literal } from "../warehouse/sql-text.ts";
import { runningCode } from "./code.ts";
import { COMPLETED_COLUMNS, ensureTable, ROW_COLUMNS } from "./rows-table.ts";
import type { ZoneFinding } from "./zone.ts";

/** What is known about an imported part (an export file, or one file inside a zip). */
export interface PartFacts {
  format: string;
  label: string;
  vendor: string;
  encoding: string;
  delimiter: string | null;
  headerLine: number | null;
  /** Line of the first row; null where the rows carry their lines. */
  firstLine: number | null;
  columns: string[];
  unmapped: string[];
  /** Reasons of rejected records that by the format are no posts. */
  noPosts: string[];
  /** Names of the cells kept with each row, in their order there, for the view `extras`. */
  extraNames: string[];
  times: string[];
  zone: ZoneFinding;
  preamble: Record<string, string>;
  /** The study's zone by which the rows have their days. */
  studyZone: string;
  /** Rows of the file as its reader counted them, by lines, records or elements: not by what became of them. */
  rows: number;
  /** Numbers and flags of its rows that could not be read. */
  unread: number;
  /** Another member of the same zip could not be read: the zip is read again until all of it can. */
  incomplete?: boolean;
}

/** A part as the warehouse remembers it. */
export interface StoredPart {
  part: number;
  /** Export file below the workspace. */
  container: string;
  /** Ledger name: the container's, for a zip with the member's name behind `#`. */
  file: string;
  bytes: number;
  modified: number;
  sha256: string;
  /** Format version and settings that the rows were read with. */
  recipe: string;
  facts: PartFacts;
  diagnostics: Diagnostic[];
}

/** What became of rows of which there is more to say than that they are mentions by their own id. */
const FATE_COLUMNS = {
  part: "integer",
  row_no: "bigint",
  base_key: "ubigint",
  key: "varchar",
  by_id: "boolean",
  reason: "varchar",
  anyone: "boolean",
  base_id: "varchar",
  group_key: "ubigint",
  mention_id: "varchar",
  place: "bigint",
  kept: "boolean",
} as const;

/** Make the state tables of the import where they are missing, and drop those of earlier versions. */
export async function ensureStore(warehouse: Warehouse): Promise<void> {
  await warehouse.run("create schema if not exists import");
  const same = await ensureTable(warehouse, "rows", ROW_COLUMNS);
  await ensureTable(warehouse, "fates", FATE_COLUMNS);
  await ensureTable(warehouse, "completed", COMPLETED_COLUMNS);
  await warehouse.run(`create table if not exists import.untrusted_ids (id_hash ubigint);
    create table if not exists import.parts (part integer, container varchar, file varchar, bytes bigint, modified bigint,
      sha256 varchar, recipe varchar, facts varchar, diagnostics varchar);
    create table if not exists import.bad_rows (part integer, line bigint, reason varchar, raw varchar);
    create table if not exists import.result (fingerprint varchar);
    alter table import.result add column if not exists due timestamp;
    alter table import.result add column if not exists judged varchar;
    alter table import.result add column if not exists assembling varchar;`);
  if (!same)
    await warehouse.run("delete from import.parts; delete from import.bad_rows; delete from import.result");
  const old = await warehouse.rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'import' and regexp_matches(table_name, '^rows_[0-9]+$')",
  );
  for (const { name } of old) await warehouse.run(`drop table import.${name}`);
}

/** What the last import came to. */
export interface StoredResult {
  fingerprint: string;
  /** Moment (UTC, ISO 8601) from which on the earliest date in the future is none any more; null without any. */
  due: string | null;
  /** The last such moment that an import found passed; empty before the first. */
  judged: string;
  /** Version of the code that judged the rows; empty before the first. */
  assembling: string;
}

/** The last import's result; null before the first. */
export async function storedResult(warehouse: Warehouse): Promise<StoredResult | null> {
  if (!(await warehouse.exists("result", "import"))) return null;
  const row = await warehouse.row<Record<string, unknown>>(
    "select columns(lambda name: name in ('fingerprint', 'due', 'judged', 'assembling'))::varchar from import.result",
  );
  if (!row) return null;
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return {
    fingerprint: text(row["fingerprint"]) ?? "",
    due: text(row["due"]),
    judged: text(row["judged"]) ?? "",
    assembling: text(row["assembling"]) ?? "",
  };
}

/** Remember what an import came to: its fingerprint, and when its dates in the future are to be judged again. */
export async function saveResult(warehouse: Warehouse, fingerprint: string, judged: string): Promise<void> {
  const { assembling } = runningCode();
  await warehouse.run(`delete from import.result;
    insert into import.result (fingerprint, due, judged, assembling)
    select ${literal(fingerprint)}, min(published_at) - interval 1 day, ${literal(judged)}, ${literal(assembling)} from mentions where date_quality = 'future'`);
}

/** Parts imported so far; empty where nothing ever was. */
export async function storedParts(warehouse: Warehouse): Promise<StoredPart[]> {
  if (!(await warehouse.exists("parts", "import"))) return [];
  const rows = await warehouse.rows<
    Omit<StoredPart, "facts" | "diagnostics"> & { facts: string; diagnostics: string }
  >("select * from import.parts order by part");
  return rows.map((row) => ({
    ...row,
    facts: JSON.parse(row.facts) as PartFacts,
    diagnostics: JSON.parse(row.diagnostics) as Diagnostic[],
  }));
}

export async function savePart(warehouse: Warehouse, part: StoredPart): Promise<void> {
  const values = [part.part, part.container, part.file, part.bytes, part.modified, part.sha256, part.recipe];
  const texts = [JSON.stringify(part.facts), JSON.stringify(part.diagnostics)];
  await warehouse.run(`insert into import.parts values (${[...values, ...texts].map(literal).join(", ")})`);
}

/** Remember a part's facts anew. */
export async function saveFacts(warehouse: Warehouse, part: StoredPart): Promise<void> {
  await warehouse.run(
    `update import.parts set facts = ${literal(JSON.stringify(part.facts))} where part = ${part.part}`,
  );
}

/** Forget parts, their rows and their rejected rows. */
export async function dropParts(warehouse: Warehouse, parts: readonly number[]): Promise<void> {
  if (parts.length === 0) return;
  const which = `where part in (${parts.join(", ")})`;
  for (const table of ["rows", "parts", "bad_rows", "fates", "completed"])
    await warehouse.run(`delete from import.${table} ${which}`);
}
