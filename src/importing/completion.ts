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
  if (name === "native_id") return `${known} and starts_with(d.key, 'id ')`;
  if (name === "title") return `${known} and r.title is distinct from k.text`;
  if (name === "original_native_id" || name === "original_url") return `${known} and r.kind = k.kind`;
  return known;
}

/**
 * `temp.import_completions(part, row_no, …)`: for every kept row with duplicates, what only they know, from the
 * fullest that knows it. One row per kept row; needs `import_ranked`, in whose order they are asked.
 */
export const COMPLETIONS = `create or replace temp table import_completions as
  select w.part, w.row_no,
    ${TAKEN.map((name) => `arg_min(r.${name}, d.place) filter (where k.${name} is null and ${lenders(name)}) as ${name}`).join(",\n    ")},
    arg_min(r.published_at, d.place) filter (where k.published_at is null) as published_at,
    arg_min(r.published_raw, d.place) filter (where k.published_at is null and r.published_at is not null) as published_raw,
    arg_min(r.date_default, d.place) filter (where k.published_at is null and r.published_at is not null) as date_default
  from import_ranked w
  join import_rows k on k.part = w.part and k.row_no = w.row_no
  join import_ranked d on d.key = w.key and d.place > 1
  join import_rows r on r.part = d.part and r.row_no = d.row_no
  where w.place = 1
  group by w.part, w.row_no`;

/** `column` of kept row `r`, completed from `import_completions c`; for every column that may be taken over. */
export const COMPLETED = [
  ...TAKEN.map((name) => `coalesce(r.${name}, c.${name}) as ${name}`),
  "coalesce(r.published_at, c.published_at) as published_at",
  "case when r.published_at is null then coalesce(c.published_raw, r.published_raw) else r.published_raw end as published_raw",
  "coalesce(c.date_default, r.date_default) as date_default",
];
