import { literal } from "../warehouse/sql-text.ts";
import { rowsTable, type StoredPart } from "./store.ts";
import { TARGET_NAMES, targetSqlType } from "./targets.ts";
import { timesSql } from "./times.ts";
import { toUtcSql } from "./zone.ts";

const KEPT = TARGET_NAMES.filter((name) => name !== "published_at");

function lineSql(part: StoredPart): string {
  const { firstLine } = part.facts;
  if (firstLine === null) return "line";
  return `(${firstLine} + rowid + sum(newlines) over (rows between unbounded preceding and current row) - newlines)::bigint`;
}

/** Rows of one part with their time in UTC; rejected rows included, `problem` says why. */
export function partSelect(part: StoredPart, studyZone: string): string {
  const time = timesSql(part.facts.times, "published_raw");
  const utc = `case when absolute then moment when day then ${toUtcSql("moment", studyZone)} else ${toUtcSql("moment", part.facts.zone.zone)} end`;
  return `select ${part.part} as part, row_no, line, ${literal(part.facts.vendor)} as vendor,
      ${KEPT.join(", ")}, problem, raw, proof_at, published_raw, coalesce(day, false) as day_only,
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
      false as day_only, null::timestamp as published_at
    where false`;
  return `create or replace temp table import_rows as
    ${[empty, ...parts.map((part) => partSelect(part, studyZone))].join("\n    union all by name\n    ")}`;
}
