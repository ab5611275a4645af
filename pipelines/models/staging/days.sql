-- Every day from the first to the last datable mention inside the study's period, with what the data covers of it.
-- A day counts as a gap, or as partial, when the sources that are silent, or incomplete, on it bring at least a fifth
-- of the mentions of a usual day: a small source's silence does not spoil a day. A source's first or last day is
-- incomplete when at least five more mentions would be usual before its first, or after its last, mention of that day.
-- one row per day
-- materialized: table
--
-- date: day in the study's time zone
-- period: id of the reporting period the day lies in
-- partial: the data stops, or starts, in the middle of this day
-- gap: no rows inside the covered time; left out of baselines, hatched in charts
-- sources: sources (vendor and platform) whose coverage includes the day
--
-- unique: date
-- not_null: period
with timed as (
  select
    mentions.vendor || ' ' || mentions.platform as source,
    timezone(study.time_zone, timezone('UTC', mentions.published_at)) as moment
  from mentions
  cross join study
  where mentions.date_quality = 'ok'
),
edges as (
  select
    source,
    min(moment) as first_moment,
    max(moment) as last_moment
  from timed
  group by source
),
outside as (
  select
    timed.source,
    avg((timed.moment::time < edges.first_moment::time)::integer) as before_first,
    avg((timed.moment::time > edges.last_moment::time)::integer) as after_last
  from timed
  inner join edges using (source)
  group by timed.source
),
usual as (
  select
    source,
    coalesce(avg(mentions) filter (where not partial and not gap), avg(mentions)) as per_day
  from coverage_daily
  group by source
),
judged as (
  select
    coverage_daily.source,
    coverage_daily.date,
    coverage_daily.gap,
    usual.per_day,
    coverage_daily.partial
      and (
        (coverage_daily.date = edges.first_moment::date and outside.before_first * usual.per_day >= 5)
        or (coverage_daily.date = edges.last_moment::date and outside.after_last * usual.per_day >= 5)
      ) as partial
  from coverage_daily
  inner join usual using (source)
  left join edges using (source)
  left join outside using (source)
),
coverage as (
  select
    date,
    count(*) as sources,
    exact_sum(per_day) as expected,
    coalesce(exact_sum(if(gap, per_day, null)), 0) as silent,
    coalesce(exact_sum(if(partial, per_day, null)), 0) as incomplete
  from judged
  group by date
),
bounds as (
  select
    greatest(study.period_from::date, (select min(published_on) from mentions where date_quality = 'ok')) as first_day,
    least(study.period_to::date, (select max(published_on) from mentions where date_quality = 'ok')) as last_day
  from study
),
spine as (
  select
    unnest(generate_series(first_day::timestamp, last_day::timestamp, interval 1 day))::date as date
  from bounds
  where first_day <= last_day
)
select
  spine.date,
  calendar.period,
  coalesce(coverage.incomplete >= 0.2 * coverage.expected, false) as partial,
  coalesce(coverage.silent >= 0.2 * coverage.expected, true) as gap,
  coalesce(coverage.sources, 0) as sources
from spine
inner join calendar using (date)
left join coverage using (date)
order by spine.date
