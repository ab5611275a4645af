import type { Warehouse } from "../warehouse/index.ts";

/** A silence less likely than this by chance is a gap. */
const UNLIKELY = 0.001;
/** Days that bring less evidence than this share of the run's strongest, such as weekends of office hours, stay out. */
const WORTH = 0.2;

/** Every source's days from its first to its last mention, with what stood on them. */
const COVERED = `
  daily as (
    select vendor, platform, published_on as date, count(*) as mentions,
      max(published_at) = min(published_at) and second(min(published_at)) = 0 as one_moment
    from mentions
    where date_quality = 'ok'
    group by vendor, platform, published_on
  ),
  spans as (
    select vendor, platform, min(date) as first, max(date) as last,
      bool_and(one_moment) and count(*) > 1 and max(mentions) > 1 as days_only,
      median(mentions) as usual
    from daily
    group by vendor, platform
  ),
  days as (
    select vendor, platform, first, last, days_only, usual,
      unnest(generate_series(first, last, interval 1 day))::date as date
    from spans
  ),
  filled as (
    select d.vendor, d.platform, d.date, coalesce(y.mentions, 0) as mentions,
      not d.days_only and d.date in (d.first, d.last) as partial,
      bool_and(y.mentions is null) over (partition by d.date) as all_silent,
      not all_silent and d.date not in (d.first, d.last) as inner_day,
      least(coalesce(y.mentions, 0), 3 * (d.usual + 1)) as capped,
      count(y.mentions) over (partition by d.vendor, d.platform order by d.date) as stretch
    from days d
    left join daily y using (vendor, platform, date)
  )`;

/** What is usual: the level around a silence, the weekday's share of it, and how much days scatter. */
const USUAL = `
  around as (
    select *,
      list(capped) filter (inner_day) over (partition by vendor, platform order by date rows between 14 preceding and 1 preceding) as before,
      list(capped) filter (inner_day) over (partition by vendor, platform order by date rows between 1 following and 14 following) as after
    from filled
  ),
  means as (
    select vendor, platform, greatest(coalesce(avg(capped) filter (inner_day), 0), 0.001) as mean
    from filled
    group by vendor, platform
  ),
  weekdays as (
    select vendor, platform, isodow(date) as weekday,
      (coalesce(sum(capped) filter (inner_day), 0) + any_value(mean)) / (count(*) filter (inner_day) + 1) / any_value(mean) as factor
    from filled
    join means using (vendor, platform)
    group by vendor, platform, isodow(date)
  ),
  expected as (
    select a.vendor, a.platform, a.capped, w.factor * coalesce(list_avg(list_concat(a.before, a.after)), 0) as mean
    from around a
    join weekdays w on w.vendor = a.vendor and w.platform = a.platform and w.weekday = isodow(a.date)
    where a.inner_day
  ),
  scatter as (
    select vendor, platform,
      greatest(coalesce(sum(least(capped - mean, mean) ** 2 - mean) / nullif(sum(mean ** 2), 0), 0), 0.001) as dispersion
    from expected
    group by vendor, platform
  )`;

/** Log probability of a silence in which `missed` mentions should have come, the level known from `evidence` mentions. */
const logChance = (missed: string) => `-evidence * ln(1 + ${missed} / evidence)`;

/** What each silent day misses, and which of them are gaps. */
const JUDGED = `
  levels as (
    select vendor, platform, stretch,
      list_concat(arg_min(before, date), arg_max(after, date)) as around_it,
      coalesce(list_avg(around_it), 0) as level, coalesce(list_sum(around_it), 0) + 0.5 as evidence
    from around
    where mentions = 0
    group by vendor, platform, stretch
  ),
  silences as (
    select a.vendor, a.platform, a.date, a.stretch, a.all_silent,
      ln(1 + s.dispersion * l.level * w.factor) / s.dispersion as missed, l.evidence
    from around a
    join levels l using (vendor, platform, stretch)
    join scatter s using (vendor, platform)
    join weekdays w on w.vendor = a.vendor and w.platform = a.platform and w.weekday = isodow(a.date)
    where a.mentions = 0
  ),
  together as (
    select *, all_silent and sum(${logChance("missed")}) over (partition by date) < ln(${UNLIKELY}) as of_all
    from silences
  ),
  parts as (
    select *, count(*) filter (of_all) over (partition by vendor, platform, stretch order by date) as part
    from together
  ),
  judged as (
    select vendor, platform, date,
      of_all or (missed > ${WORTH} * max(missed) filter (not of_all) over run
        and ${logChance("sum(missed) filter (not of_all) over run")} < ln(${UNLIKELY})) as gap
    from parts
    window run as (partition by vendor, platform, stretch, part)
  )`;

/**
 * Make `coverage_daily`: for every source, each day from its first to its last mention. The first and the last
 * day are partial unless days are all the source gives. A day without mentions is a gap when the silence is less
 * likely than 1 in 1,000: that of all sources together on the day, or that of the source alone over its run of
 * silent days (of which days that are usually all but silent are no gaps). Counts are taken as negative binomial
 * with the source's mean of the 14 days before and the 14 after (but for its first and last day), its weekday's
 * share of that, and its own scatter (method of moments; days far above what is usual are capped). The mean is
 * doubted as far as the mentions it rests on allow (gamma law, so the prediction is negative binomial once more):
 * a weak source's natural days of none are no gaps.
 */
export async function writeCoverage(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`create or replace table coverage_daily as
    with ${[COVERED, USUAL, JUDGED].join(",")}
    select f.vendor || ' ' || f.platform as source, f.vendor, f.platform, f.date, f.mentions::bigint as mentions,
      f.partial, coalesce(j.gap, false) as gap
    from filled f
    left join judged j using (vendor, platform, date)
    order by source, date`);
}
