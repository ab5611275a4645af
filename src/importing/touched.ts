import type { Warehouse } from "../warehouse/index.ts";
import { freshSql, type Scope } from "./scope.ts";

/** Hashes of what steps know a mention by. */
const KEYS = "hash(mention_id) as mention_id, hash(text_hash) as text_hash";

/** Mentions whose date lies in the future: the mark goes with the clock. */
const FUTURE = `insert into import.touched select ${KEYS} from mentions where date_quality = 'future'`;

/**
 * Begin `import.touched`: hashes of the ids and texts of all mentions that an import may change, as they were and as they are.
 * To be called while everything stands as it was.
 * @param gone parts whose rows are about to go
 */
export async function beginTouched(warehouse: Warehouse, gone: readonly number[]): Promise<void> {
  await warehouse.run("create or replace table import.touched (mention_id ubigint, text_hash ubigint)");
  if (await warehouse.exists("mentions")) await warehouse.run(FUTURE);
  if (gone.length === 0) return;
  for (const table of ["import.rows", "import.completed"])
    await warehouse.run(
      `insert into import.touched select ${KEYS} from ${table} where part in (${gone.join(", ")})`,
    );
}

/** Add the mentions of the rows that are judged or looked at again, as they stand: before these change, and after. */
export async function touch(warehouse: Warehouse, scope: Scope): Promise<void> {
  if (scope.whole) return;
  for (const table of ["import.rows", "import.completed"])
    await warehouse.run(`insert into import.touched
      select ${KEYS} from ${table}
      where ${freshSql(scope)} or (part, row_no) in (select (part, row_no) from import_again)`);
}

/** End `import.touched`; where all rows were judged there is none. */
export async function endTouched(warehouse: Warehouse, scope: Scope): Promise<void> {
  await warehouse.run(scope.whole ? "drop table if exists import.touched" : FUTURE);
}

/** What the last import touched in `mentions`: column → select of hashes; null where it may have been everything. */
export async function touchedMentions(warehouse: Warehouse): Promise<Record<string, string> | null> {
  if (!(await warehouse.exists("touched", "import"))) return null;
  return {
    mention_id: "select distinct mention_id from import.touched",
    text_hash: "select distinct text_hash from import.touched",
  };
}
