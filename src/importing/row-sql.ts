import type { Format } from "./format.ts";
import { type Mapping, mappingSql, parseMapping, type Reader } from "./mapping.ts";
import { TARGET_NAMES, TARGETS, type Target, targetSqlType } from "./targets.ts";

/** Counts as people and vendors write them: `1,234`, `12.0`, `1.2K`. */
function countSql(value: string): string {
  return `coalesce(try_cast(${value} as bigint), try_cast(replace(${value}, ',', '') as bigint),
    (try_cast(regexp_extract(${value}, '^([0-9.]+) ?[KMkm]$', 1) as double)
      * case when upper(right(${value}, 1)) = 'K' then 1000 else 1000000 end)::bigint)`;
}

/** Ids without the quotes that exports put around them and the `.0` of spreadsheets; patterns only where they are. */
function idSql(value: string): string {
  const bare = `nullif(regexp_replace(trim(${value}, '" '''), '^([0-9]+)\\.0$', '\\1'), '')`;
  return `case when ends_with(${value}, '.0') or contains(${value}, '"') or contains(${value}, '''') then ${bare} else ${value} end`;
}

function convert(target: Target, value: string): string {
  switch (TARGETS[target]) {
    case "count":
      return countSql(value);
    case "number":
      return `coalesce(try_cast(${value} as double), try_cast(replace(${value}, ',', '') as double))`;
    case "flag":
      return `case when lower(${value}) in ('true', '1', 'yes', 't', 'y') then true
        when lower(${value}) in ('false', '0', 'no', 'f', 'n') then false end`;
    case "id":
      return idSql(value);
    default:
      return value;
  }
}

/** SQL of one mention column from a format's description or a study's mapping; typed NULL where it is absent. */
export function targetSql(
  target: Target,
  source: Format["columns"][Target] | Mapping,
  reader: Reader,
): string {
  const nothing = `null::${targetSqlType(target)}`;
  if (source === undefined) return nothing;
  const value =
    typeof source === "function"
      ? source((name) => reader.value(name) ?? "null::varchar")
      : mappingSql(typeof source === "string" ? parseMapping(source) : source, reader);
  return value === null ? nothing : convert(target, value);
}

/** `expression as column` for every mention column, in the order of `TARGETS`. */
export function targetSelects(
  columns: Partial<Record<Target, Format["columns"][Target] | Mapping>>,
  reader: Reader,
): string[] {
  return TARGET_NAMES.map((target) => {
    const name = target === "published_at" ? "published_raw" : target;
    return `${targetSql(target, columns[target], reader)} as ${name}`;
  });
}
