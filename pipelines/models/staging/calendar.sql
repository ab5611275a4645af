-- Every day on which a mention of the study can be dated, with the reporting period it lies in. Depends on the study alone.
-- one row per day
-- materialized: table
--
-- date: day in the study's time zone
-- period: id of the reporting period the day lies in
--
-- unique: date
-- not_null: period
with spine as (
  select
    unnest(generate_series(
      greatest(period_from::date, date '1990-01-01')::timestamp,
      least(period_to::date, date '2199-12-31')::timestamp,
      interval 1 day
    ))::date as date,
    period_every
  from study
)
select
  date,
  case period_every
    when 'month' then strftime(date, '%Y-%m')
    when 'quarter' then year(date) || '-q' || quarter(date)
    else strftime(date, '%G-w%V')
  end as period
from spine
