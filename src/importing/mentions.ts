import type { Warehouse } from "../warehouse/index.ts";
import { literal } from "../warehouse/sql-text.ts";
import { MENTION_COLUMNS } from "./rows-table.ts";

/** Columns as the mentions show them; `clock` is the present. */
function shown(clock: string): string {
  const columns = MENTION_COLUMNS.map((name) => {
    if (name === "author_name") return "ltrim(author_name, '@') as author_name";
    if (name === "date_quality")
      return `case when published_at > ${clock} + interval 1 day then 'future' else date_quality end as date_quality`;
    if (name === "reach")
      return `reach,
    case when coalesce(likes, comments, shares, quotes) is not null
      then coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(quotes, 0) end as engagement`;
    return name;
  });
  return columns.join(", ");
}

/** Views cannot replace tables, which earlier versions left. */
async function dropTable(warehouse: Warehouse, name: string): Promise<void> {
  const [found] = await warehouse.rows<{ type: string }>(
    `select table_type as type from information_schema.tables where table_schema = 'main' and table_name = ${literal(name)} and table_catalog = current_database()`,
  );
  if (found?.type === "BASE TABLE") await warehouse.run(`drop table ${name}`);
}

/**
 * Make the view `mentions` of the rows that are kept, and the tables `duplicate_rows` and `rejected_rows`, whose `class` is
 * `no post` for records that by their format are none, else `fault`. `now` marks what lies in the future. Rows of parts after `last` are not yet part of it.
 */
export async function writeMentions(warehouse: Warehouse, now: Date, last: number): Promise<void> {
  const clock = `timestamp ${literal(now.toISOString().slice(0, 19).replace("T", " "))}`;
  await dropTable(warehouse, "mentions");
  await warehouse.run(`create or replace view mentions as
    select ${shown(clock)} from import.rows where kept and not elsewhere and part <= ${last}
    union all
    select ${shown(clock)} from import.completed`);
  await warehouse.run(`create or replace table duplicate_rows as
    select r.file, r.line, f.mention_id, f.reason
    from import.fates f
    join import.rows r on r.part = f.part and r.row_no = f.row_no
    where not f.kept
    order by r.file, r.line`);
  await warehouse.run(`create or replace table rejected_rows as
    select file, line, case when list_contains(no_posts, reason) then 'no post' else 'fault' end as class, reason, raw
    from (
      select part, line, problem as reason, raw from import.rows where problem is not null
      union all by name
      select part, line, reason, raw from import.bad_rows
    )
    join import_parts using (part)
    order by file, line`);
}
