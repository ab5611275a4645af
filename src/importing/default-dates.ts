import type { Warehouse } from "../warehouse/index.ts";
import { QUALITY_SQL } from "./place-rows.ts";

/** Fewest rows of one moment that can be a default. */
const FEWEST = 20;
/** A default stands over so many times the rows of any other moment of the days around it. */
const TIMES = 10;
/** People who post together say the same; rows whose date is unknown say each its own. */
const DISTINCT = 0.8;

/** Moments, exact to the second, that several rows of a vendor share. */
const MOMENTS = `create or replace temp table import_moments as
  select vendor, published_at as moment, count(*) as n, bool_and(midnight) as midnight
  from import.rows
  where problem is null and published_at is not null and not day_only and not default_time
  group by all
  having count(*) > 1`;

/** The post that a row is of: exports that overlap have it several times. */
const POST = "hash(r.platform, coalesce(r.native_id, r.url, r.text, r.title))";

/** Of these, the midnights and odd seconds that stand far above all others; a round hour is when posts are scheduled. */
const OUTSTANDING = `create or replace temp table import_defaults as
  with tall as (
    select m.vendor, m.moment, m.midnight, m.n, count(distinct ${POST}) as posts
    from import_moments m
    join import.rows r on r.vendor = m.vendor and r.published_at = m.moment and r.problem is null
    where m.n >= ${FEWEST} and (m.midnight or second(m.moment) <> 0)
    group by all
    having posts >= ${FEWEST}
  ),
  vendors as (
    select r.vendor, count(distinct ${POST}) as n, count(distinct ${POST}) filter (not r.midnight) as by_day
    from import.rows r
    where r.problem is null and r.published_at is not null and r.vendor in (select vendor from tall)
    group by r.vendor
  ),
  alone as (
    select t.vendor, t.moment, t.posts
    from tall t
    join vendors v using (vendor)
    where case when t.midnight then v.by_day >= t.posts else v.n >= 2 * t.posts end and not exists (
      select 1 from import_moments o
      where o.vendor = t.vendor and o.moment <> t.moment and o.n * ${TIMES} > t.n
        and (t.midnight and o.midnight or abs(epoch(o.moment - t.moment)) < 86400)
    )
  )
  select a.vendor, a.moment
  from alone a
  join import.rows r on r.vendor = a.vendor and r.published_at = a.moment and r.problem is null
  group by a.vendor, a.moment, a.posts
  having count(distinct coalesce(r.text, r.title)) >= ${DISTINCT} * a.posts`;

/** Rows whose mark is another than what the moments say now, for what has come and gone. */
const REMARKED = `create or replace temp table import_remarked as
  select r.rowid as row_number, r.part, not r.date_default as marked
  from import.rows r
  left join import_defaults d on d.vendor = r.vendor and d.moment = r.published_at and not r.day_only
  where r.published_at is not null and r.date_default <> (r.default_time or d.moment is not null)`;

/**
 * Mark dates that stand for none: one exact second (the export's own time) or one midnight under which 20 posts or
 * more of a vendor stand, each with a text of its own, while no other moment of the days around has a tenth of them,
 * and the vendor knows the time of as many others.
 * Looks at all rows of a vendor together, so that it does not matter how they are spread over files.
 * @returns the parts with rows that are marked otherwise than before
 */
export async function markDefaultDates(warehouse: Warehouse): Promise<number[]> {
  await warehouse.run(MOMENTS);
  const found = await warehouse.row<{ tall: number; marked: boolean }>(
    `select (select count(*) from import_moments where n >= ${FEWEST}) as tall,
      (select coalesce(bool_or(date_default <> default_time), false) from import.rows) as marked`,
  );
  if (!found || (found.tall === 0 && !found.marked)) {
    await warehouse.run("drop table temp.import_moments");
    return [];
  }
  await warehouse.run(OUTSTANDING);
  await warehouse.run(REMARKED);
  await warehouse.run(`update import.rows set date_default = marked
    from import_remarked
    where import.rows.rowid = row_number`);
  await warehouse.run(`update import.rows set date_quality = ${QUALITY_SQL}
    from import_remarked
    where import.rows.rowid = row_number`);
  const parts = await warehouse.rows<{ part: number }>("select distinct part from import_remarked");
  for (const table of ["moments", "defaults", "remarked"])
    await warehouse.run(`drop table temp.import_${table}`);
  return parts.map(({ part }) => part);
}
