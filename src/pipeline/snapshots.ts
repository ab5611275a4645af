import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { identifier, literal } from "../warehouse/sql-text.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Workspace } from "../workspace.ts";
import { holdsPersons, readShape, SNAPSHOT_ROWS } from "./content.ts";
import { sha256 } from "./fingerprint.ts";
import { runIds, writeWhole } from "./manifest-store.ts";

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

/** A table at the end of a run. */
export interface EndedTable {
  name: string;
  /** False where its record of the run before still holds. */
  changed: boolean;
  /** Stands for its content; see `contentKey`. */
  content: string;
}

async function keepRows(
  warehouse: Warehouse,
  workspace: Workspace,
  name: string,
  hash: string,
): Promise<string> {
  const snapshot = `${sha256(name).slice(0, 8)}-${hash}.parquet`;
  const path = join(folderOf(workspace), snapshot);
  if (existsSync(path)) return snapshot;
  mkdirSync(folderOf(workspace), { recursive: true });
  const draft = `${path}.${process.pid}.part`;
  await warehouse.run(
    `copy (select * from main.${identifier(name)}) to ${literal(draft)} (format parquet, compression zstd)`,
  );
  renameSync(draft, path);
  return snapshot;
}

async function recordTable(
  warehouse: Warehouse,
  workspace: Workspace,
  { name, content }: EndedTable,
): Promise<TableRecord> {
  const { columns, rows } = await readShape(warehouse, name);
  const kept = rows <= SNAPSHOT_ROWS && !holdsPersons(columns);
  const snapshot = kept ? await keepRows(warehouse, workspace, name, content) : null;
  return { columns, rows, hash: content, snapshot };
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
  tables: readonly EndedTable[],
): Promise<void> {
  const known = before === null ? {} : readTableRecords(workspace, before);
  const records: TableRecords = {};
  for (const table of tables) {
    const old = known[table.name];
    const stands = old && !table.changed && !(old.snapshot && holdsPersons(old.columns));
    records[table.name] = stands ? old : await recordTable(warehouse, workspace, table);
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
