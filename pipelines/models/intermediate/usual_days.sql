-- The 4 to 8 complete periods before each period, which say what is usual, and what is counted of them: complete days, and
-- of these the weekdays that the period itself has.
-- one row per reporting period and period before it
-- materialized: view
--
-- period: reporting period that is judged
-- usual_period: a period before it
-- usual_position: the place of that among the periods
-- whole: the period before is counted whole
-- weekdays: weekdays that are counted, 1 = Monday
-- days: days that are counted
select
  judged.period,
  usual.period as usual_period,
  any_value(usual.position) as usual_position,
  any_value(not judged.short and usual.gap_days = 0) as whole,
  any_value(judged.weekdays) as weekdays,
  count(*) as days
from judged_periods as judged
inner join periods as usual
  on usual.position between judged.position - 8 and judged.position - 1
  and not usual.partial
inner join days on days.period = usual.period
where not days.gap
  and not days.partial
  and (not judged.short or list_contains(judged.weekdays, isodow(days.date)))
group by all
