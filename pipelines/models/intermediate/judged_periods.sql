-- Reporting periods that have complete days, by which they are compared with the periods before.
-- one row per reporting period
-- materialized: view
--
-- period: reporting period
-- position: its place among the periods
-- days: its complete days
-- whole: every day of the calendar period is complete
-- short: there are weekdays without a complete day
-- weekdays: weekdays with a complete day, 1 = Monday
select
  periods.period,
  any_value(periods.position) as position,
  count(*) as days,
  count(*) = any_value(periods.days) as whole,
  count(distinct isodow(days.date)) < 7 as short,
  list_sort(list(distinct isodow(days.date))) as weekdays
from periods
inner join days using (period)
where not days.gap and not days.partial
group by periods.period
