import type { Warehouse } from "../warehouse/index.ts";
import { AUTHOR_KEY_SQL, urlKeySql } from "./keys-sql.ts";

/** Which rows an import judges. */
export interface Scope {
  /** Parts whose rows are new. */
  fresh: readonly number[];
  /** Everything, as if nothing were known. */
  whole: boolean;
}

/** What identity rests on; `judged`: the row's fate is to be decided, else it is there for the sake of others. */
const KEYS = `part, row_no, vendor, platform, id_hash, url_hash,
    platform || ':' || native_id as id_key,
    ${urlKeySql("platform", "url")} as url_key,
    vendor || ' ' || record_id as record_key,
    ${AUTHOR_KEY_SQL} as author,
    published_at,
    ${AUTHOR_KEY_SQL} is null and (coalesce(day_only, false) or published_at is null) as anyone,
    text_hash`;

/** Is the row one of `fresh` parts? */
export function freshSql({ fresh }: Scope): string {
  return fresh.length === 0 ? "false" : `part in (${fresh.join(", ")})`;
}

/** `import_gone`: what rows that are about to go may have in common with those that stay. */
export async function rememberGone(warehouse: Warehouse, gone: readonly number[]): Promise<void> {
  const which = gone.length === 0 ? "false" : `part in (${gone.join(", ")})`;
  await warehouse.run(`create or replace temp table import_gone as
    select r.id_hash, r.url_hash, r.opening, r.mention_id, f.base_key
    from (select part, row_no, id_hash, url_hash, opening, mention_id from import.rows where ${which} and problem is null) r
    left join (select part, row_no, base_key from import.fates where ${which}) f on f.part = r.part and f.row_no = r.row_no`);
}

/**
 * All rows that have anything in common with others: without an id, with one that stands there again, or with the
 * address of such a row. The others are mentions by their own id.
 */
async function linkedRows(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`create or replace temp table import_ids as
    select id_hash
    from import.rows
    where problem is null and id_hash is not null
    group by id_hash
    having count(*) > 1`);
  await warehouse.run(`create or replace temp table import_urls as
    select distinct url_hash
    from import.rows
    where problem is null and url_hash is not null and (id_hash is null or id_hash in (select id_hash from import_ids))`);
  await warehouse.run(`create or replace temp table import_keys as
    select ${KEYS}, true as judged
    from import.rows
    where problem is null
      and (id_hash is null or id_hash in (select id_hash from import_ids) or url_hash in (select url_hash from import_urls))`);
}

/**
 * The rows whose fate may be another for what has come and gone: the new ones, those with their ids, and those with
 * the addresses of all these; and, unjudged, the rows that have the ids of the last.
 */
async function touchedRows(warehouse: Warehouse, scope: Scope): Promise<void> {
  const fresh = freshSql(scope);
  await warehouse.run(`create or replace temp table import_ids as
    select id_hash from import.rows where ${fresh} and problem is null and id_hash is not null
    union
    select id_hash from import_gone where id_hash is not null`);
  await warehouse.run(`create or replace temp table import_urls as
    select url_hash
    from import.rows
    where problem is null and url_hash is not null and (${fresh} or id_hash in (select id_hash from import_ids))
    union
    select url_hash from import_gone where url_hash is not null`);
  const judged = `(${fresh} or coalesce(id_hash in (select id_hash from import_ids), false) or coalesce(url_hash in (select url_hash from import_urls), false))`;
  await warehouse.run(`create or replace temp table import_more_ids as
    select distinct id_hash from import.rows where problem is null and id_hash is not null and ${judged}`);
  await warehouse.run(`create or replace temp table import_keys as
    select ${KEYS}, ${judged} as judged
    from import.rows
    where problem is null and (${judged} or id_hash in (select id_hash from import_more_ids))`);
}

/** `import_keys`: the rows to judge. */
export async function gatherKeys(warehouse: Warehouse, scope: Scope): Promise<void> {
  if (scope.whole) await linkedRows(warehouse);
  else await touchedRows(warehouse, scope);
}
