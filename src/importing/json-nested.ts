import { literal, type Warehouse } from "../warehouse/index.ts";
import type { Format } from "./format.ts";
import type { ElementLists } from "./json-elements.ts";
import { jsonPath, readLinesSql, VALID_JSON } from "./json-source.ts";
import { runInterruptible } from "./load.ts";
import type { BadRow } from "./records.ts";
import type { ValueFile } from "./value-writer.ts";

/** Where the rows of a format lie inside each value; null where each value is one. */
export function elementsOfFormat(format: Format, records: string): ElementLists | null {
  if (format.prepare) return format.prepare.elements;
  return records === "" ? null : { lists: [records], within: [] };
}

/** `p is an array` for any of the lists that stand at a fixed place; those inside other lists are left out. */
const hasList = ({ lists }: ElementLists) =>
  lists
    .filter((path) => !path.includes("[]"))
    .map((path) => `coalesce(json_type(page, ${literal(jsonPath(path))}) = 'ARRAY', false)`)
    .join(" or ");

function rejectedSql(lists: ElementLists): string {
  const empty = lists.emptyPage
    ? `json_type(page, ${literal(jsonPath(lists.emptyPage))}) is not null`
    : "false";
  return `select line::bigint as line, left(json, 65536) as raw,
      case when page is null then 'not valid JSON' when json_type(page) <> 'OBJECT' then 'not a JSON object'
        when json_extract(page, '$.errors') is not null or json_extract(page, '$.error') is not null then 'an error message, no mention' else 'no mention in it' end as reason
    from import_values v
    where not exists (select 1 from import_objects o where o.value = v.value)
      and (page is null or not (${empty}) and not (${hasList(lists) || "false"}))
    order by line`;
}

/** Rows counted in values that DuckDB then takes for no JSON: of each, all but the one rejected row. */
const UNREAD = `select coalesce(sum(rows - 1), 0) as n
  from (
    select count(*) as rows
    from import_elements
    where value in (select value from import_values where page is null)
    group by value
  )`;

/**
 * Make `temp.import_objects(value, line, json)` with one mention each, for formats whose mentions stand in lists.
 * Returns the values without any, and how many of the rows counted in them are none.
 */
export async function unnestRows(
  warehouse: Warehouse,
  file: ValueFile,
  format: Format,
  records: string,
  signal: AbortSignal,
): Promise<{ bad: BadRow[]; unread: number }> {
  const lists = elementsOfFormat(format, records) as ElementLists;
  const run = (sql: string) => runInterruptible(warehouse.connection, sql, signal);
  await run(`create or replace temp table import_values as
    select row_number() over () as value, line, json, valid::json as page
    from (select line, json, ${VALID_JSON} as valid from (select line, json from ${readLinesSql(file.path, true, file.longest)}))`);
  await run(`create or replace temp table import_elements as
    from read_csv(${literal(file.elements ?? "")}, auto_detect = false, header = false, delim = '\\t', quote = '', escape = '',
      columns = {'value': 'BIGINT', 'element': 'BIGINT', 'line': 'BIGINT'})`);
  const path = literal(jsonPath(records));
  const select =
    format.prepare?.select ??
    `select value, unnest(json_extract(page, ${path} || '[*]')) as json, generate_subscripts(json_extract(page, ${path} || '[*]'), 1) as element
    from import_values where json_type(page, ${path}) = 'ARRAY'`;
  await run(`create or replace temp table import_objects as
    select value, coalesce(e.line, v.line)::bigint as line, p.json::varchar as json
    from (${select}) as p
    join import_values v using (value)
    left join import_elements e using (value, element)`);
  const unread = await warehouse.row<{ n: number }>(UNREAD);
  return {
    bad: await warehouse.rows<BadRow>(rejectedSql(lists)),
    unread: Number(unread?.n ?? 0),
  };
}

/** Forget what `unnestRows` made. */
export async function dropNested(warehouse: Warehouse): Promise<void> {
  for (const table of ["values", "elements", "objects", "rejects", "scans"])
    await warehouse.run(`drop table if exists temp.import_${table}`);
}
