import { literal } from "../warehouse/sql-text.ts";
import { rowsTable, type StoredPart } from "./store.ts";
import { TARGET_NAMES, targetSqlType } from "./targets.ts";
import { timesSql } from "./times.ts";
import { toUtcSql } from "./zone.ts";

const KEPT = TARGET_NAMES.filter((name) => name !== "published_at");

/** Physical line of a row in its file, as SQL over the part's table. */
export function lineSql(part: StoredPart): string {
  const { firstLine } = part.facts;
  if (firstLine === null) return "line";
  return `(${firstLine} + rowid + sum(newlines) over (rows between unbounded preceding and current row) - newlines)::bigint`;
}

/** What machines write where they know no time, on the wall clock as it stands in the file. */
const DEFAULT_SQL = `coalesce(moment < timestamp '1970-01-03'
        or date_trunc('minute', moment) in (timestamp '1980-01-01', timestamp '1999-12-31', timestamp '2000-01-01'), false)`;

/** Rows of one part with their time in UTC; rejected rows included, `problem` says why. */
export function partSelect(part: StoredPart, studyZone: string): string {
  const time = timesSql(part.facts.times, "published_raw");
  const utc = `case when absolute then moment when day then ${toUtcSql("moment", studyZone)} else ${toUtcSql("moment", part.facts.zone.zone)} end`;
  return `select ${part.part} as part, row_no, line, ${literal(part.facts.vendor)} as vendor,
      ${KEPT.join(", ")}, problem, raw, proof_at, published_raw, coalesce(day, false) as day_only, ${DEFAULT_SQL} as date_default,
      coalesce(moment = date_trunc('day', moment), false) as midnight,
      case when moment between '0001-01-01' and '9999-12-30' then ${utc} end as published_at
    from (
      select *, ${time.at} as moment, coalesce(${time.absolute}, false) as absolute, ${time.day} as day, rowid as row_no, ${lineSql(part)} as real_line
      from ${rowsTable(part.part)}
    ) as part_rows
    where problem is distinct from ''`.replace("row_no, line,", "row_no, real_line as line,");
}

/** All parts' rows under one roof; columns typed where there is no part. */
export function rowsViewSql(parts: readonly StoredPart[], studyZone: string): string {
  const empty = `select null::integer as part, null::bigint as row_no, null::bigint as line, null::varchar as vendor,
      ${KEPT.map((name) => `null::${targetSqlType(name)} as ${name}`).join(", ")},
      null::varchar as problem, null::varchar as raw, null::timestamp as proof_at, null::varchar as published_raw,
      false as day_only, false as date_default, false as midnight, null::timestamp as published_at
    where false`;
  return `create or replace temp table import_rows as
    ${[empty, ...parts.map((part) => partSelect(part, studyZone))].join("\n    union all by name\n    ")}`;
}
