import { mkdirSync } from "node:fs";
import { totalmem } from "node:os";
import { dirname, resolve } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { EXACT_SUM } from "./exact-sum.ts";
import { identifier, literal } from "./sql-text.ts";
import { plainValue, type Row } from "./values.ts";

export interface WarehouseOptions {
  /** `:memory:` or the path of a DuckDB file, made when missing. */
  path: string;
  readOnly?: boolean;
  /** Default: DuckDB's own, all cores. */
  threads?: number;
  /** For example `4GB`; default: `EARSHOT_MEMORY`, else {@link defaultMemoryLimit}. */
  memoryLimit?: string;
}

/**
 * What DuckDB may hold in memory before it writes to its temporary folder beside the database: a quarter of the
 * machine's memory, at least 1 GB and at most 3 GB, so that a laptop has room for the rest of a run and for other programs.
 */
export function defaultMemoryLimit(
  bytes = Math.min(totalmem(), process.constrainedMemory() || Infinity),
): string {
  const gigabytes = Math.min(3, Math.max(1, bytes / 4 / 1e9));
  return `${gigabytes.toFixed(1)}GB`;
}

/** Gigabytes that tables of so many mentions are worked out in without much spilling: 1.2 for a million, 3 for five and a half. */
export const memoryFor = (mentions: number): number => Math.max(1.2, 0.8 + (0.4 * mentions) / 1e6);

/** File format of new databases: the first that compresses long texts by Zstandard. Those that are there keep theirs. */
const STORAGE_VERSION = "v1.2.0";

/** Files open in this process. DuckDB's lock is one per process: two instances on one file would destroy it. */
const OPEN_FILES = new Set<string>();

/** What every session has: times in UTC, and `exact_sum`. */
async function prepareSession(connection: DuckDBConnection): Promise<void> {
  await connection.run("set timezone = 'UTC'");
  await connection.run(EXACT_SUM);
}

/** One open DuckDB database with one connection for queries. Close it; it holds a file lock. */
export class Warehouse {
  readonly path: string;
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  private memoryIsChosen = true;

  private constructor(
    path: string,
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    private readonly owner = true,
  ) {
    this.path = path;
    this.instance = instance;
    this.connection = connection;
  }

  /** Open or make the database. DuckDB's own error is thrown where another process holds it. */
  static async open(options: WarehouseOptions): Promise<Warehouse> {
    const settings: Record<string, string> = {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      storage_compatibility_version: STORAGE_VERSION,
    };
    if (options.readOnly) settings["access_mode"] = "READ_ONLY";
    if (options.threads) settings["threads"] = String(options.threads);
    settings["memory_limit"] = options.memoryLimit ?? (process.env["EARSHOT_MEMORY"] || defaultMemoryLimit());
    if (options.path !== ":memory:" && !options.readOnly)
      mkdirSync(dirname(options.path), { recursive: true });
    const file = options.path === ":memory:" ? null : resolve(options.path);
    if (file !== null && OPEN_FILES.has(file)) throw new Error(`${file} is open in this process already`);
    const chosen = options.memoryLimit !== undefined || Boolean(process.env["EARSHOT_MEMORY"]);
    const instance = await DuckDBInstance.create(options.path, settings);
    if (file !== null) OPEN_FILES.add(file);
    const connection = await instance.connect();
    await prepareSession(connection);
    const warehouse = new Warehouse(options.path, instance, connection);
    warehouse.memoryIsChosen = chosen;
    return warehouse;
  }

  /**
   * Let DuckDB hold no more than the tables of so many mentions need, unless somebody chose a limit: it would fill up to
   * {@link defaultMemoryLimit} with what it has read.
   */
  async fitMemory(mentions: number): Promise<void> {
    if (this.memoryIsChosen) return;
    const limit = Math.min(memoryFor(mentions), Number.parseFloat(defaultMemoryLimit()));
    await this.run(`set memory_limit = '${limit.toFixed(1)}GB'`);
  }

  /** A further connection to the same database, for what must run beside an open stream. */
  async connect(): Promise<DuckDBConnection> {
    const connection = await this.instance.connect();
    await prepareSession(connection);
    return connection;
  }

  /**
   * A second session on the same open database, for transactions side by side: a connection of its own with its own
   * settings and temporary tables. Closing it leaves the database open.
   */
  async beside(): Promise<Warehouse> {
    const session = new Warehouse(this.path, this.instance, await this.connect(), false);
    const place = await this.row<{ path: string }>("select current_setting('file_search_path') as path");
    await session.run(`set file_search_path = ${literal(place?.path ?? "")}`);
    return session;
  }

  /** Run one or several statements; nothing comes back. */
  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  /** All rows of a query as plain objects (see `plainValue`). For small results: everything is in memory. */
  async rows<T = Row>(sql: string): Promise<T[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.convertRowObjects(plainValue) as T[];
  }

  /** The first row, or undefined. */
  async row<T = Row>(sql: string): Promise<T | undefined> {
    return (await this.rows<T>(sql))[0];
  }

  /** Does a table or view of this name exist in `schema`? */
  async exists(name: string, schema = "main"): Promise<boolean> {
    const found = await this.row(
      `select 1 from information_schema.tables where table_schema = ${literal(schema)} and table_name = ${literal(name)}`,
    );
    return found !== undefined;
  }

  /** Rows in a table; the name may be qualified (`cache.sentiment`). */
  async count(table: string): Promise<number> {
    const name = table.split(".").map(identifier).join(".");
    const found = await this.row<{ n: number }>(`select count(*) as n from ${name}`);
    return found?.n ?? 0;
  }

  /** Run `work` in one transaction: all of it or nothing. Nesting is an error of DuckDB. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run("begin transaction");
    try {
      const result = await work();
      await this.run("commit");
      return result;
    } catch (error) {
      await this.run("rollback").catch(() => undefined);
      throw error;
    }
  }

  close(): void {
    this.connection.closeSync();
    if (!this.owner) return;
    this.instance.closeSync();
    OPEN_FILES.delete(resolve(this.path));
  }
}
