import type { Warehouse } from "../warehouse/index.ts";

/** Fewest rows of one moment that can be a default. */
const FEWEST = 20;
/** A default stands over so many times the rows of any other moment of the days around it. */
const TIMES = 10;
/** People who post together say the same; rows whose date is unknown say each its own. */
const DISTINCT = 0.8;

/** Moments, exact to the second, that several rows of a vendor share. */
const MOMENTS = `create or replace temp table import_moments as
  select vendor, published_at as moment, count(*) as n, bool_and(midnight) as midnight
  from import_rows
  where problem is null and published_at is not null and not day_only and not date_default
  group by all
  having count(*) > 1`;

/** Of these, the midnights and odd seconds that stand far above all others; a round hour is when posts are scheduled. */
const OUTSTANDING = `create or replace temp table import_defaults as
  with tall as (
    select * from import_moments where n >= ${FEWEST} and (midnight or second(moment) <> 0)
  ),
  vendors as (
    select vendor, count(*) as n, count(*) filter (not midnight) as by_day
    from import_rows
    where problem is null and published_at is not null
    group by vendor
  ),
  alone as (
    select t.vendor, t.moment
    from tall t
    join vendors v using (vendor)
    where case when t.midnight then v.by_day >= t.n else v.n >= 2 * t.n end and not exists (
      select 1 from import_moments o
      where o.vendor = t.vendor and o.moment <> t.moment and o.n * ${TIMES} > t.n
        and (t.midnight and o.midnight or abs(epoch(o.moment - t.moment)) < 86400)
    )
  )
  select a.vendor, a.moment
  from alone a
  join import_rows r on r.vendor = a.vendor and r.published_at = a.moment and r.problem is null
  group by a.vendor, a.moment
  having count(distinct coalesce(r.text, r.title)) >= ${DISTINCT} * count(*)`;

/**
 * Mark dates that stand for none: one exact second (the export's own time) or one midnight under which 20 rows or
 * more of a vendor stand, each with a text of its own, while no other moment of the days around has a tenth of them, and the vendor knows the time of as many others.
 * Looks at all rows of a vendor together, so that it does not matter how they are spread over files.
 */
export async function markDefaultDates(warehouse: Warehouse): Promise<void> {
  await warehouse.run(MOMENTS);
  const tall = await warehouse.row<{ n: number }>(
    `select count(*) as n from import_moments where n >= ${FEWEST}`,
  );
  if (tall && tall.n > 0) {
    await warehouse.run(OUTSTANDING);
    await warehouse.run(`update import_rows r set date_default = true
      from import_defaults d
      where d.vendor = r.vendor and d.moment = r.published_at and not r.day_only`);
    await warehouse.run("drop table temp.import_defaults");
  }
  await warehouse.run("drop table temp.import_moments");
}
