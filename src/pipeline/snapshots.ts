import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { identifier, literal } from "../warehouse/sql-text.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Workspace } from "../workspace.ts";
import { sha256 } from "./fingerprint.ts";
import { runIds, writeWhole } from "./manifest-store.ts";

/** Larger tables, and those that hold persons, are known by columns, rows and a hash only. */
export const SNAPSHOT_ROWS = 20_000;

/** Beyond this a table that ran again counts as changed, without a look at its rows. */
const HASHED_ROWS = 500_000;

/** What a table was like at the end of a run. */
export interface TableRecord {
  columns: Record<string, string>;
  rows: number;
  /** Equal for equal content, whatever the order of rows. */
  hash: string;
  /** File with the rows below `data/warehouse/snapshots`; null for large tables and those that hold persons. */
  snapshot: string | null;
}

export type TableRecords = Record<string, TableRecord>;

/** Columns that hold persons, or what one of them wrote. */
const PERSONAL =
  /^(author(_.*)?|raw|text|title|url|native_id|mention_id|original_id|thread_id|voice|user(_.*)?|handle|tokens|texts?_hash|examples|cause_value|terms?|theme)$/;

/** True for tables whose rows must go when their export goes: only a hash of them is kept. */
export const holdsPersons = (columns: Readonly<Record<string, string>>): boolean =>
  Object.keys(columns).some((name) => PERSONAL.test(name));

const folderOf = (workspace: Workspace) => join(workspace.warehouse, "snapshots");
const recordFile = (workspace: Workspace, run: string) => join(workspace.runs, `${run}.tables.json`);

/** What the tables were like at the end of a run; empty where that was not kept. */
export function readTableRecords(workspace: Workspace, run: string): TableRecords {
  try {
    return JSON.parse(readFileSync(recordFile(workspace, run), "utf8")) as TableRecords;
  } catch {
    return {};
  }
}

async function recordTable(
  warehouse: Warehouse,
  workspace: Workspace,
  run: string,
  name: string,
): Promise<TableRecord> {
  const relation = `main.${identifier(name)}`;
  const described = await warehouse.rows<{ column_name: string; column_type: string }>(
    `describe ${relation}`,
  );
  const columns = Object.fromEntries(described.map((column) => [column.column_name, column.column_type]));
  const rows = await warehouse.count(`main.${name}`);
  const sum = "coalesce(sum(hash(t)::hugeint), 0)::varchar";
  const found =
    rows > HASHED_ROWS
      ? { hash: run }
      : await warehouse.row<{ hash: string }>(`select ${sum} as hash from ${relation} as t`);
  const hash = sha256(`${JSON.stringify(columns)}${found?.hash}`).slice(0, 16);
  if (rows > SNAPSHOT_ROWS || holdsPersons(columns)) return { columns, rows, hash, snapshot: null };
  const snapshot = `${sha256(name).slice(0, 8)}-${hash}.parquet`;
  const path = join(folderOf(workspace), snapshot);
  if (!existsSync(path)) {
    mkdirSync(folderOf(workspace), { recursive: true });
    const draft = `${path}.${process.pid}.part`;
    await warehouse.run(
      `copy (select * from ${relation}) to ${literal(draft)} (format parquet, compression zstd)`,
    );
    renameSync(draft, path);
  }
  return { columns, rows, hash, snapshot };
}

/**
 * Keep what the tables are like after a run: those that changed are looked at, the others taken over from `before`.
 * Small tables without persons are kept whole, by content, so that equal tables are kept once.
 */
export async function keepTableRecords(
  warehouse: Warehouse,
  workspace: Workspace,
  run: string,
  before: string | null,
  tables: { name: string; changed: boolean }[],
): Promise<void> {
  const known = before === null ? {} : readTableRecords(workspace, before);
  const records: TableRecords = {};
  for (const { name, changed } of tables) {
    const old = known[name];
    const stands = old && !changed && !(old.snapshot && holdsPersons(old.columns));
    records[name] = stands ? old : await recordTable(warehouse, workspace, run, name);
  }
  mkdirSync(workspace.runs, { recursive: true });
  writeWhole(recordFile(workspace, run), JSON.stringify(records));
}

/** Path of a kept table's rows; null where they were not kept. */
export function snapshotPath(workspace: Workspace, record: TableRecord | undefined): string | null {
  if (!record?.snapshot) return null;
  const path = join(folderOf(workspace), record.snapshot);
  return existsSync(path) ? path : null;
}

/** Remove records of runs that are gone and rows that no kept run refers to. */
export function removeUnusedSnapshots(workspace: Workspace): void {
  const runs = new Set(runIds(workspace));
  const used = new Set<string>();
  for (const file of list(workspace.runs).filter((name) => name.endsWith(".tables.json"))) {
    const run = file.slice(0, -".tables.json".length);
    if (!runs.has(run)) rmSync(join(workspace.runs, file), { force: true });
    else
      for (const record of Object.values(readTableRecords(workspace, run))) used.add(record.snapshot ?? "");
  }
  for (const file of list(folderOf(workspace)).filter((name) => !used.has(name))) {
    rmSync(join(folderOf(workspace), file), { force: true });
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
