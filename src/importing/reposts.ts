import type { Warehouse } from "../warehouse/index.ts";
import { OWN_ORIGINAL_SQL, plainTextSql } from "./keys-sql.ts";
import { freshSql, type Scope } from "./scope.ts";

/** A repost whose original is only named in its text, and that says enough to be tied to it. */
const NAMED = "kind = 'repost' and opening is not null";

/**
 * Make `import_again` before the outcome is written to the rows: rows that may say something else than on their own. They share a key with others, or repost
 * what has come or gone: cut short, or named in the text.
 */
export async function rowsToLookAt(warehouse: Warehouse, scope: Scope): Promise<void> {
  const outcome = "select part, row_no from import_outcome";
  if (scope.whole) {
    await warehouse.run(`create or replace temp table import_again as
      ${outcome} where not plain
      union
      select part, row_no from import.rows where problem is null and (cut or (${NAMED}))`);
    return;
  }
  const fresh = freshSql(scope);
  await warehouse.run(`create or replace temp table import_moved as
    with touched as (
      select part, row_no from import_outcome
      union
      select part, row_no from import.rows where ${fresh}
    )
    select r.opening, r.mention_id
    from import.rows r
    join touched t on t.part = r.part and t.row_no = r.row_no
    union all
    select null, mention_id from import_outcome
    union all
    select opening, mention_id from import_gone`);
  await warehouse.run(`create or replace temp table import_again as
    ${outcome}
    union
    select part, row_no
    from import.rows
    where problem is null and (
      ((cut or (${NAMED})) and ${fresh})
      or (cut and original_native_id is not null and original_id in (select mention_id from import_moved where mention_id is not null))
      or (${NAMED} and opening in (select opening from import_moved where opening is not null)))`);
}

/** Reposts named in the text, with the one mention by that author that begins as they do. */
const TIES = `create or replace temp table import_ties as
  with reposts as (
    select r.part, r.row_no, r.opening
    from import.rows r
    join import_again a on a.part = r.part and a.row_no = r.row_no
    where r.kept and ${NAMED}
  ),
  originals as (
    select opening, min(mention_id) as original_id, min(text) as text
    from import.rows
    where kept and kind <> 'repost' and platform = 'x' and opening in (select opening from reposts)
    group by opening
    having count(*) = 1
  )
  select p.part, p.row_no, o.original_id, o.text
  from reposts p
  join originals o on o.opening = p.opening`;

/** Reposts that lost the original they were tied to name it as they did before. */
const UNTIED = `update import.rows
  set original_id = ${OWN_ORIGINAL_SQL.replaceAll("plain", plainTextSql("text"))}
  from import_again a
  where a.part = import.rows.part and a.row_no = import.rows.row_no and ${NAMED}
    and not exists (select 1 from import_ties t where t.part = a.part and t.row_no = a.row_no)`;

const TIED = `update import.rows
  set original_id = t.original_id
  from import_ties t
  where t.part = import.rows.part and t.row_no = import.rows.row_no and import.rows.original_id is distinct from t.original_id`;

/** Full texts of reposts that are cut short: their own original text, else that of the original among the mentions. */
const FULL_TEXTS = `create or replace temp table import_full_texts as
  with reposts as (
    select r.part, r.row_no, r.original_text, r.text, case when r.original_native_id is not null then r.original_id end as known_id
    from import.rows r
    join import_again a on a.part = r.part and a.row_no = r.row_no
    where r.kept and r.cut
  ),
  originals as (
    select mention_id, text
    from import.rows
    where kept and mention_id in (select known_id from reposts where known_id is not null)
  )
  select p.part, p.row_no, coalesce(p.original_text, o.text, t.text) as text
  from reposts p
  left join originals o on o.mention_id = p.known_id
  left join import_ties t on t.part = p.part and t.row_no = p.row_no
  where coalesce(p.original_text, o.text, t.text) <> coalesce(p.text, '')`;

/** Tie reposts to their originals and find the full texts of those that are cut short: `temp.import_full_texts`. */
export async function tieReposts(warehouse: Warehouse, scope: Scope): Promise<void> {
  await warehouse.run(TIES);
  if (!scope.whole) await warehouse.run(UNTIED);
  await warehouse.run(TIED);
  await warehouse.run(FULL_TEXTS);
}
