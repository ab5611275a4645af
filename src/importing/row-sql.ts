import type { Format } from "./format.ts";
import { type Mapping, mappingSql, parseMapping, type Reader } from "./mapping.ts";
import { READABLE, TARGET_NAMES, TARGETS, type Target, targetSqlType, unreadName } from "./targets.ts";

/** Bare whole numbers; texts with marks wait for the style of their column (`numbers.ts`). */
const bareSql = (value: string) =>
  `case when try_cast(${value} as bigint)::varchar = ${value}::varchar and not starts_with(${value}::varchar, '-') then try_cast(${value} as bigint) end`;

/** Ids without the quotes that exports put around them and the `.0` of spreadsheets; patterns only where they are. */
function idSql(value: string): string {
  const bare = `nullif(regexp_replace(trim(${value}, '" '''), '^([0-9]+)\\.0$', '\\1'), '')`;
  return `case when ends_with(${value}, '.0') or contains(${value}, '"') or contains(${value}, '''') then ${bare} else ${value} end`;
}

/** Prefixes that vendors put before a platform's own id of an account, `tw:242` for `242`. */
const PLATFORM_PREFIX =
  "^(?i:tw|twitter|x|fb|facebook|ig|instagram|yt|youtube|tt|tiktok|li|linkedin|reddit|tg|telegram):([^:/]+)$";

/** An account's id as its platform writes it. */
const accountIdSql = (value: string) =>
  `case when contains(${value}, ':') then regexp_replace(${idSql(value)}, '${PLATFORM_PREFIX}', '\\1') else ${idSql(value)} end`;

function convert(target: Target, value: string): string {
  if (target === "author_id") return accountIdSql(value);
  switch (TARGETS[target]) {
    case "count":
    case "number":
      return bareSql(`(${value})`);
    case "flag":
      return `case when lower(${value}) in ('true', '1', 'yes', 't', 'y') then true
        when lower(${value}) in ('false', '0', 'no', 'f', 'n') then false end`;
    case "id":
      return idSql(value);
    default:
      return value;
  }
}

function sourceSql(source: Format["columns"][Target] | Mapping, reader: Reader): string | null {
  if (source === undefined) return null;
  if (typeof source === "function") return source((name) => reader.value(name) ?? "null::varchar");
  return mappingSql(typeof source === "string" ? parseMapping(source) : source, reader);
}

/** SQL of one mention column from a format's description or a study's mapping; typed NULL where it is absent. */
export function targetSql(
  target: Target,
  source: Format["columns"][Target] | Mapping,
  reader: Reader,
): string {
  const value = sourceSql(source, reader);
  const type = targetSqlType(target);
  if (value === null) return `null::${type}`;
  return type === "double" ? `(${convert(target, value)})::double` : convert(target, value);
}

/** For every column of numbers or flags, its texts that are no bare whole number, or no flag: name, SQL. */
export function unreadTexts(
  columns: Partial<Record<Target, Format["columns"][Target] | Mapping>>,
  reader: Reader,
): { name: string; sql: string }[] {
  return READABLE.flatMap((target) => {
    const value = sourceSql(columns[target], reader);
    if (value === null) return [];
    const read = `(${convert(target, `(${value})`)})`;
    return [
      {
        name: unreadName(target),
        sql: `case when ${read} is null then (${value})::varchar end`,
      },
    ];
  });
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
