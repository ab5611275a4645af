-- The reporting periods (week, month or quarter, in the study's time zone) that the data reaches into.
-- one row per period
-- materialized: table
--
-- period: id: `2026-w18` (ISO week), `2026-05` or `2026-q2`
-- starts_on: first day of the period
-- ends_on: last day of the period, inclusive
-- position: 0 for the first period, then counting up
-- partial: the data, or the study's own bounds, do not cover the period from its first to its last day
-- covered_days: days of the period with complete data
-- gap_days: days inside coverage on which no rows came
-- days: days of the calendar period
--
-- unique: period
-- unique: position
with covered as (
  select
    days.period,
    any_value(case when study.period_every in ('month', 'quarter') then study.period_every else 'week' end) as every,
    min(days.date) as first_day,
    count(*) filter (where not days.partial and not days.gap) as covered_days,
    count(*) filter (where not days.partial) as closed_days,
    count(*) filter (where days.gap) as gap_days
  from days
  cross join study
  group by days.period
),
calendar as (
  select
    covered.*,
    date_trunc(every, first_day)::date as starts_on,
    (date_trunc(every, first_day)
      + case every when 'month' then interval 1 month when 'quarter' then interval 3 months else interval 7 days end
      - interval 1 day)::date as ends_on
  from covered
)
select
  period,
  starts_on,
  ends_on,
  (row_number() over (order by starts_on) - 1)::integer as position,
  closed_days < ends_on - starts_on + 1 as partial,
  covered_days,
  gap_days,
  ends_on - starts_on + 1 as days
from calendar
order by starts_on
