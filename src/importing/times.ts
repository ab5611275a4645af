import type { Warehouse } from "../warehouse/index.ts";
import { literal } from "../warehouse/sql-text.ts";
import { KNOWN_TIMES } from "./known-times.ts";

/** One way of writing time, as SQL over the text `value`. */
export interface TimeSql {
  /** TIMESTAMP as written (in UTC where an offset stands beside it). */
  at: string;
  /** True where the row itself states its offset. */
  absolute: string;
  /** True where only a day is given. */
  day: string;
}

/** Zone abbreviations that exports write, with their offsets. */
export const ABBREVIATIONS: Record<string, string> = {
  UTC: "+0000",
  GMT: "+0000",
  EST: "-0500",
  EDT: "-0400",
  CST: "-0600",
  CDT: "-0500",
  MST: "-0700",
  MDT: "-0600",
  PST: "-0800",
  PDT: "-0700",
  CET: "+0100",
  CEST: "+0200",
  EET: "+0200",
  EEST: "+0300",
  WET: "+0000",
  WEST: "+0100",
};

/** A time without any zone, as most files write it: read as it stands, in a seventh of what an unknown zone takes. */
const WALL_CLOCK = "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?";

const ZONE_NAME = " [A-Za-z]+(?:_[A-Za-z]+)*(?:/[A-Za-z_+-]+)+$";

/** Times with a zone's abbreviation or full name behind them, each turned into UTC here and nowhere else. */
function named(value: string): TimeSql {
  const cases = Object.entries(ABBREVIATIONS)
    .map(([name, offset]) => {
      const minutes = Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3)));
      return `when '${name}' then ${minutes}`;
    })
    .join(" ");
  const parts = (group: number) =>
    `regexp_extract(${value}, '^([0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}[ T][0-9]{1,2}:[0-9:.]+) ?([A-Za-z]{3,4})$', ${group})`;
  const abbreviated = `try_cast(${parts(1)} as timestamp) - to_minutes(case upper(${parts(2)}) ${cases} end)`;
  const unix = (group: number) =>
    `regexp_extract(${value}, '^([A-Z][a-z]{2} [A-Z][a-z]{2} +[0-9]{1,2} [0-9:]+) ([A-Z]{3,4}) ([0-9]{4})$', ${group})`;
  const written = `try_strptime(${unix(1)} || ' ' || ${unix(3)}, '%a %b %d %H:%M:%S %Y') - to_minutes(case ${unix(2)} ${cases} end)`;
  return {
    at: `case when regexp_matches(${value}, '${ZONE_NAME}') then try_cast(${value} as timestamptz)::timestamp
      when starts_with(${value}, '2') or starts_with(${value}, '1') then ${abbreviated} else ${written} end`,
    absolute: "true",
    day: "false",
  };
}

/** Stamps count from 1990 on: smaller numbers are days (`20240105`) or nothing; zero is the default of machines. */
function stampSql(value: string, perSecond: number): string {
  const number = `try_cast(${value} as double)`;
  const first = 631_152_000 * perSecond;
  return `case when ${number} = 0 or ${number} >= ${first} and ${number} < ${2e10 * perSecond} then make_timestamp((${number} * ${1_000_000 / perSecond})::bigint) end`;
}

/** Days since 1899-12-30 as a spreadsheet keeps them (`46153.64`, also with a decimal comma), from 1954 to 2119. */
function serialSql(value: string): TimeSql {
  const days = `case when regexp_full_match(${value}, '[2-7][0-9]{4}([.,][0-9]+)?') then replace(${value}, ',', '.')::double end`;
  return {
    at: `timestamp '1899-12-30' + to_seconds(round(${days} * 86400))`,
    absolute: "false",
    day: `not regexp_matches(${value}, '[.,]')`,
  };
}

/** SQL for a time format: `iso`, `named-zone`, `epoch`, `epoch-ms`, `epoch-us`, `excel` or a strptime pattern. */
export function timeSql(format: string, value: string): TimeSql {
  switch (format) {
    case "iso":
      return {
        at: `case when regexp_full_match(${value}, '${WALL_CLOCK}') then try_cast(${value} as timestamp)
          when length(${value}) >= 8 and not regexp_matches(${value}, '^[0-9.]+$|[A-Za-z]$') or regexp_matches(${value}, '[0-9] ?(Z|UTC)$')
          then try_cast(${value} as timestamptz)::timestamp end`,
        absolute: `regexp_matches(${value}, ':[0-9.]+ ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)$')`,
        day: `length(${value}) <= 10`,
      };
    case "named-zone":
      return named(value);
    case "epoch":
      return { at: stampSql(value, 1), absolute: "true", day: "false" };
    case "epoch-ms":
      return { at: stampSql(value, 1000), absolute: "true", day: "false" };
    case "epoch-us":
      return { at: stampSql(value, 1_000_000), absolute: "true", day: "false" };
    case "excel":
      return serialSql(value);
    default:
      return {
        at: `try_strptime(${value}, ${literal(format)})::timestamp`,
        absolute: /%z|UTC|GMT|Z$/.test(format) ? "true" : "false",
        day: /%[HIcX]/.test(format) ? "false" : "true",
      };
  }
}

/** Several formats, tried in order. */
export function timesSql(formats: readonly string[], value: string): TimeSql {
  const all = formats.map((format) => timeSql(format, value));
  if (all.length === 1) return all[0] as TimeSql;
  const pick = (key: "absolute" | "day") =>
    `case ${all.map((each) => `when ${each.at} is not null then ${each[key]}`).join(" ")} end`;
  return {
    at: `coalesce(${all.map((each) => each.at).join(", ")})`,
    absolute: pick("absolute"),
    day: pick("day"),
  };
}

const swapped = (format: string) => format.replace("%d/%m", "%m/%d");
const swappedBack = (format: string) => format.replace("%m/%d", "%d/%m");

export interface FoundTimes {
  formats: string[];
  /** Day and month cannot be told apart: every value can be read both ways. */
  ambiguous: boolean;
}

/** Earlier times are a sign that a year of two digits was read as one of four; the zero of machines counts. */
const PLAUSIBLE = "1900-01-01";

/** How many values each format reads, as a time that can be. */
async function parsed(warehouse: Warehouse, from: string, formats: readonly string[]): Promise<number[]> {
  if (formats.length === 0) return [];
  const counts = formats.map(
    (format, i) => `count(*) filter (${timeSql(format, "value").at} >= timestamp '${PLAUSIBLE}') as n${i}`,
  );
  const row = await warehouse.row<Record<string, number>>(`select ${counts.join(", ")} from ${from}`);
  return formats.map((_, i) => Number(row?.[`n${i}`] ?? 0));
}

/**
 * How the times of a column are written: the formats that read most of its values (looked for in a sample,
 * day and month order decided over the whole column). `column` is SQL over `from`.
 */
export async function findTimes(warehouse: Warehouse, from: string, column: string): Promise<FoundTimes> {
  const values = `(select ${column} as value from ${from} where ${column} is not null)`;
  await warehouse.run(
    `create or replace temp table import_times as select distinct value from ${values} using sample reservoir(2000 rows) repeatable (7)`,
  );
  const counts = await parsed(warehouse, "temp.import_times", KNOWN_TIMES);
  const total = await warehouse.count("import_times");
  const ranked = KNOWN_TIMES.map((format, i) => ({ format, count: counts[i] ?? 0 }))
    .filter((each) => each.count > Math.max(0, total / 200))
    .sort((a, b) => b.count - a.count);
  await warehouse.run("drop table temp.import_times");
  const best = ranked[0];
  if (!best) return { formats: ["iso"], ambiguous: false };
  if (!/%d\/%m|%m\/%d/.test(best.format))
    return { formats: ranked.slice(0, 3).map((each) => each.format), ambiguous: false };
  const pair = [swappedBack(best.format), swapped(best.format)];
  const [dayFirst = 0, monthFirst = 0] = await parsed(warehouse, values, pair);
  const chosen = monthFirst > dayFirst ? swapped(best.format) : swappedBack(best.format);
  return { formats: [chosen], ambiguous: dayFirst === monthFirst };
}
