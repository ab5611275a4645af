import { literal, type Warehouse } from "../warehouse/index.ts";
import { CELL_END } from "./rows-table.ts";
import type { StoredPart } from "./store.ts";

/** The unmapped columns of every file, long: the view `extras(file, line, name, value)`; empty cells are left out.
 * Countries stand there as the file writes them where `mentions` has their code. */
export async function writeExtras(warehouse: Warehouse, parts: readonly StoredPart[]): Promise<void> {
  const named = parts.filter((part) => part.facts.extraNames.length > 0);
  await warehouse.run("create or replace table import.extra_names (part integer, names varchar[])");
  if (named.length > 0)
    await warehouse.run(
      `insert into import.extra_names values ${named.map(({ part, facts }) => `(${part}, [${facts.extraNames.map(literal).join(", ")}])`).join(", ")}`,
    );
  await warehouse.run(`create or replace view extras as
    select file, line, name, value
    from (
      select r.file, r.line, unnest(n.names) as name,
        unnest(case when len(n.names) = 1 then [r.extras] else string_split(r.extras, ${literal(CELL_END)}) end) as value
      from import.rows r
      join import.extra_names n on n.part = r.part
      where r.problem is null
    )
    where value <> ''
    union all
    select r.file, r.line, 'country' as name, r.country_said as value
    from import.rows r
    join import.parts p on p.part = r.part
    where r.country_said is not null and r.problem is null`);
}
