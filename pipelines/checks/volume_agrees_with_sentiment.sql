-- Mentions counted by day, and by sentiment class, are the same mentions.
-- severity: error
with by_day as (
  select period, topic, view, sum(mentions) as mentions
  from volume_daily
  group by period, topic, view
  having sum(mentions) > 0
),
by_class as (
  select period, topic, view, negative + neutral + positive + not_scored as mentions
  from net_sentiment
)
select
  period,
  topic,
  view,
  by_day.mentions as by_day,
  by_class.mentions as by_class
from by_day
full join by_class using (period, topic, view)
where by_day.mentions is distinct from by_class.mentions
