import { randomUUID } from "node:crypto";
import { identifier, literal } from "../warehouse/sql-text.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";

/**
 * What changed in tables, for those that read them and make only a part of their own rows anew: for a table and one of its
 * columns the hashes of the values whose rows are not what they were, from one content of the table to the next. A set may
 * name too many values, never too few.
 */
export interface ChangeSet {
  /** Table, lower case. */
  relation: string;
  column: string;
  /** What stood for the table's content (see `contentKey`) before and after. */
  before: string;
  after: string;
}

const SETS = "earshot.change_sets";
const KEYS = "earshot.changed_keys";

/** Qualified by the database's name, which may be `earshot` too. */
async function qualified(warehouse: Warehouse): Promise<{ sets: string; keys: string }> {
  const catalog = await warehouse.row<{ name: string }>("select current_database() as name");
  const database = identifier(catalog?.name ?? "memory");
  return { sets: `${database}.${SETS}`, keys: `${database}.${KEYS}` };
}

/** Make the tables of change sets where they are missing. */
export async function prepareChangeSets(warehouse: Warehouse): Promise<void> {
  const { sets, keys } = await qualified(warehouse);
  await warehouse.run(
    `create table if not exists ${sets} (id varchar, relation varchar, column_name varchar, before varchar, after varchar);
     create table if not exists ${keys} (id varchar, key ubigint)`,
  );
}

/**
 * Keep a change set.
 * @param select one column: the hashes of the values
 */
export async function saveChangeSet(warehouse: Warehouse, set: ChangeSet, select: string): Promise<void> {
  const { sets, keys } = await qualified(warehouse);
  const id = randomUUID();
  const values = [id, set.relation, set.column, set.before, set.after].map(literal).join(", ");
  await warehouse.run(`insert into ${sets} values (${values})`);
  await warehouse.run(`insert into ${keys} select ${literal(id)}, key from (${select}) as changed(key)`);
}

/**
 * Which change sets lead from one content of a table to another, by the shortest way; null where none do.
 * @returns a select of the hashes of the changed values
 */
export async function changesBetween(warehouse: Warehouse, wanted: ChangeSet): Promise<string | null> {
  const { sets, keys } = await qualified(warehouse);
  const known = await warehouse.rows<{ id: string; before: string; after: string }>(
    `select id, before, after from ${sets} where relation = ${literal(wanted.relation)} and column_name = ${literal(wanted.column)}`,
  );
  const ways = new Map<string, string[]>([[wanted.before, []]]);
  for (let open = [wanted.before]; open.length > 0 && !ways.has(wanted.after); ) {
    const next: string[] = [];
    for (const { id, before, after } of known) {
      if (!open.includes(before) || ways.has(after)) continue;
      ways.set(after, [...(ways.get(before) ?? []), id]);
      next.push(after);
    }
    open = next;
  }
  const way = ways.get(wanted.after);
  if (!way) return null;
  return `select key from ${keys} where id in (${["", ...way].map(literal).join(", ")})`;
}

/** Forget all change sets: everything that reads the tables has seen them. */
export async function clearChangeSets(warehouse: Warehouse): Promise<void> {
  const { sets, keys } = await qualified(warehouse);
  await warehouse.run(`delete from ${sets}; delete from ${keys}`);
}
