import { literal, type Warehouse } from "../warehouse/index.ts";
import type { PartFacts } from "./store.ts";
import { timesSql } from "./times.ts";
import { toUtcSql } from "./zone.ts";

/** What machines write where they know no time, on the wall clock as it stands in the file. */
const DEFAULT_SQL = `coalesce(moment < timestamp '1970-01-03'
        or date_trunc('minute', moment) in (timestamp '1980-01-01', timestamp '1999-12-31', timestamp '2000-01-01'), false)`;

/** What is wrong with a date whatever the present is; dates in the future are told by the view `mentions`. */
export const QUALITY_SQL = `case
      when published_raw is null then 'missing'
      when published_at is null then 'impossible'
      when date_default then 'default'
      when published_at < timestamp '1990-01-01' then 'impossible'
      else 'ok' end`;

/** The day of a moment in the study's zone. */
export function dayInZoneSql(at: string, zone: string): string {
  return zone === "UTC" ? `${at}::date` : `timezone(${literal(zone)}, timezone('UTC', ${at}))::date`;
}

/** Fill in the times of a part's rows: in UTC, their day in the study's zone, what is wrong with them. */
export async function placeTimes(
  warehouse: Warehouse,
  part: number,
  facts: PartFacts,
  studyZone: string,
): Promise<void> {
  const time = timesSql(facts.times, "published_raw");
  const utc = `case when absolute then moment when day then ${toUtcSql("moment", studyZone)} else ${toUtcSql("moment", facts.zone.zone)} end`;
  await warehouse.run(`create or replace temp table import_moments as
    select row_number, day, ${DEFAULT_SQL} as by_default, coalesce(moment = date_trunc('day', moment), false) as at_midnight, case when moment between '0001-01-01' and '9999-12-30' then ${utc} end as utc
    from (
      select rowid as row_number, ${time.at} as moment, coalesce(${time.absolute}, false) as absolute, coalesce(${time.day}, false) as day
      from import.rows
      where part = ${part} and published_raw is not null
    )`);
  await warehouse.run(`update import.rows
    set published_at = utc, published_on = ${dayInZoneSql("utc", studyZone)}, day_only = day,
      midnight = at_midnight, default_time = by_default, date_default = by_default
    from import_moments
    where part = ${part} and import.rows.rowid = row_number`);
  await warehouse.run(`update import.rows set date_quality = ${QUALITY_SQL} where part = ${part}`);
  await warehouse.run("drop table temp.import_moments");
}

/** Number a part's rows as they stand in the file, with their lines; blank lines go. */
async function placeLines(warehouse: Warehouse, part: number, firstLine: number | null): Promise<void> {
  const first = "(select min(rowid) from import.rows where part = PART)".replace("PART", String(part));
  const line = firstLine === null ? "line" : `${firstLine} + rowid - ${first}`;
  await warehouse.run(
    `update import.rows set row_no = rowid - ${first}, line = ${line} where part = ${part}`,
  );
  const found = await warehouse.row<{ within: boolean; blank: boolean }>(
    `select coalesce(bool_or(newlines > 0), false) as within, coalesce(bool_or(problem = ''), false) as blank from import.rows where part = ${part}`,
  );
  if (firstLine !== null && found?.within) {
    await warehouse.run(`create or replace temp table import_lines_before as
      select rowid as row_number, sum(newlines) over (order by rowid rows between unbounded preceding and 1 preceding) as before
      from import.rows
      where part = ${part}`);
    await warehouse.run(`update import.rows set line = line + before
      from import_lines_before
      where part = ${part} and import.rows.rowid = row_number and before > 0`);
    await warehouse.run("drop table temp.import_lines_before");
  }
  if (found?.blank) await warehouse.run(`delete from import.rows where part = ${part} and problem = ''`);
}

/** Fill in what could be known only when all rows of a part had been read: their places and times. */
export async function placeRows(warehouse: Warehouse, part: number, facts: PartFacts): Promise<void> {
  await warehouse.transaction(async () => {
    await placeLines(warehouse, part, facts.firstLine);
    await placeTimes(warehouse, part, facts, facts.studyZone);
  });
}
