import type { Warehouse } from "../warehouse/index.ts";
import { READ_TARGETS } from "./rows-table.ts";
import { TARGET_NAMES, type Target } from "./targets.ts";

/** What only the kept row can say: its text decides that it is kept, and its kind belongs to its text. */
const NEVER: readonly Target[] = ["platform", "record_id", "published_at", "kind", "text", "original_text"];

/** Columns that a kept row may take over from the duplicates it stands for. */
const TAKEN = TARGET_NAMES.filter((name) => !NEVER.includes(name));

/** Numbers and labels of a vendor's own making, which mean nothing beside another vendor's name. */
const VENDORS_OWN: readonly Target[] = ["reach", "vendor_sentiment"];

/** Which duplicates may lend a column to the kept row. */
function lenders(name: Target): string {
  const known = `r.${name} is not null`;
  if (VENDORS_OWN.includes(name)) return `${known} and r.vendor = k.vendor`;
  if (name === "native_id") return `${known} and r.by_id`;
  if (name === "title") return `${known} and r.title is distinct from k.text`;
  if (name === "original_native_id" || name === "original_url") return `${known} and r.kind = k.kind`;
  return known;
}

/** The rows of all groups in which a row to be looked at is kept, in the order in which they are asked. */
const GROUPS = `create or replace temp table import_group_rows as
  with groups as (
    select f.group_key
    from import.fates f
    join import_again a on a.part = f.part and a.row_no = f.row_no
    where f.kept
    intersect
    select group_key from import.fates where not kept
  )
  select f.group_key, f.place, f.by_id, r.part, r.row_no, r.vendor, r.published_raw, r.published_at, r.date_default,
    ${READ_TARGETS.map((name) => `r.${name}`).join(", ")}
  from import.fates f
  join groups g on g.group_key = f.group_key
  join import.rows r on r.part = f.part and r.row_no = f.row_no`;

/**
 * `temp.import_completions(part, row_no, …)`: for every kept row of `import_again` with duplicates, what only they
 * know, from the fullest that knows it; rows that learn nothing are left out.
 */
const COMPLETIONS = `create or replace temp table import_completions as
  select *
  from (
    select k.part, k.row_no,
      ${TAKEN.map((name) => `arg_min(r.${name}, r.place) filter (where k.${name} is null and ${lenders(name)}) as ${name}`).join(",\n      ")},
      arg_min(r.published_at, r.place) filter (where k.published_at is null) as published_at,
      arg_min(r.published_raw, r.place) filter (where k.published_at is null and r.published_at is not null) as published_raw,
      arg_min(r.date_default, r.place) filter (where k.published_at is null and r.published_at is not null) as date_default
    from import_group_rows k
    join import_group_rows r on r.group_key = k.group_key and r.place > 1
    where k.place = 1
    group by k.part, k.row_no
  )
  where coalesce(${[...TAKEN, "published_at"].map((name) => `${name}::varchar`).join(", ")}) is not null`;

/** `column` of kept row `r`, completed from `import_completions c`; for every column that may be taken over. */
export const COMPLETED = [
  ...TAKEN.map((name) => `coalesce(r.${name}, c.${name}) as ${name}`),
  "coalesce(r.published_at, c.published_at) as published_at",
  "case when r.published_at is null then coalesce(c.published_raw, r.published_raw) else r.published_raw end as published_raw",
  "coalesce(c.date_default, r.date_default) as date_default",
];

/** Make `temp.import_completions` for the rows of `import_again`. */
export async function gatherCompletions(warehouse: Warehouse): Promise<void> {
  await warehouse.run(GROUPS);
  await warehouse.run(COMPLETIONS);
}
