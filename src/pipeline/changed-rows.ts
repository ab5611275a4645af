import { identifier } from "../warehouse/sql-text.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { saveChangeSet } from "./change-sets.ts";
import { readShape } from "./content.ts";
import type { Graph } from "./graph.ts";
import { CHANGED, keyHash, type Part } from "./incremental.ts";
import type { PipelineNode } from "./node.ts";

/** Larger tables that are made anew as a whole are not compared with what they were. */
const COMPARED_ROWS = 2_000_000;

/** Columns of a table by which tables that read it tell what of them has to be made anew. */
export function keysAskedFor(
  node: PipelineNode,
  table: string,
  pipeline: Pick<Graph, "nodes">,
  columns: Readonly<Record<string, string>>,
): string[] {
  const readers = pipeline.nodes.filter(({ reads }) => reads.includes(table));
  const keys = readers.flatMap(({ incremental }) => incremental ?? []);
  return [...new Set(node.kind === "check" ? [] : keys)].filter((key) => columns[key] !== undefined);
}

/** The rows of a table as they were before it is made anew, by hash, for telling what changed. */
export class RowsBefore {
  private constructor(
    private readonly warehouse: Warehouse,
    private readonly table: string,
    private readonly keys: readonly string[],
    private readonly columns: Readonly<Record<string, string>>,
    private readonly part: Part | null,
  ) {}

  /**
   * Look at the rows that will go: those of `part`, or all.
   * @returns null where nobody asks for changes, or where looking would cost too much
   */
  static async of(
    warehouse: Warehouse,
    node: PipelineNode,
    pipeline: Pick<Graph, "nodes">,
    part: Part | null,
  ): Promise<RowsBefore | null> {
    const [table] = node.provides;
    if (table === undefined || !(await warehouse.exists(table, "main"))) return null;
    const { columns, rows } = await readShape(warehouse, table);
    const keys = keysAskedFor(node, table.toLowerCase(), pipeline, columns);
    if (keys.length === 0 && part === null) return null;
    if (part === null && rows > COMPARED_ROWS) return null;
    const before = new RowsBefore(warehouse, table, keys, columns, part);
    await warehouse.run(`create or replace temp table rows_before as ${before.select()}`);
    return before;
  }

  private select(): string {
    const keys = this.keys.map((key, place) => `${keyHash(key)} as key_${place}, `).join("");
    const all = Object.keys(this.columns).map(identifier).join(", ");
    const where = this.part === null ? "" : `where ${keyHash(this.part.key)} in (select key from ${CHANGED})`;
    return `select ${keys}hash(${all}) as content from main.${identifier(this.table)} ${where}`;
  }

  /**
   * Compare with the rows there are now.
   * @returns false where the table's columns are others, and so everything; else the number of rows that went or came
   */
  async compare(): Promise<number | false> {
    const { columns } = await readShape(this.warehouse, this.table);
    if (JSON.stringify(columns) !== JSON.stringify(this.columns)) return false;
    await this.warehouse.run(`create or replace temp table rows_after as ${this.select()};
      create or replace temp table rows_differing as
        (from rows_before except all from rows_after) union all (from rows_after except all from rows_before);
      drop table temp.rows_after`);
    return this.warehouse.count("rows_differing");
  }

  /** Keep what changed for the tables that read this one. */
  async save(before: string, after: string): Promise<void> {
    for (const [place, column] of this.keys.entries()) {
      const set = { relation: this.table.toLowerCase(), column, before, after };
      await saveChangeSet(this.warehouse, set, `select distinct key_${place} from temp.rows_differing`);
    }
  }

  /** Let go of what was remembered. */
  async drop(): Promise<void> {
    await this.warehouse.run(
      "drop table if exists temp.rows_before; drop table if exists temp.rows_differing",
    );
  }
}
