-- Volume per hour and topic in the last twelve weeks. Only hours with mentions have a row; every other hour of a day in
-- volume_daily has none. Mentions at exactly 00:00:00 are left out: they are dated to the day, not to the hour.
-- one row per hour and topic with mentions
-- materialized: table
--
-- hour: start of the hour, local time in the study's time zone
-- topic: topic
-- mentions: mentions
-- originals: mentions that are not reposts
-- date: day of the hour
-- partial: the data stops, or starts, in the middle of the day
-- gap: no rows inside the covered time; the day enters no baseline
-- period: reporting period of the day
--
-- not_null: mentions
-- relationships: topic -> topics.topic
with recent as (
  select max(date) - 83 as first_day
  from days
),
timed as (
  select
    topic_mentions.topic,
    topic_mentions.published_on as date,
    topic_mentions.is_original,
    timezone(study.time_zone, timezone('UTC', topic_mentions.published_at)) as moment
  from topic_mentions
  cross join study
  inner join recent
    on topic_mentions.published_on >= recent.first_day
),
counted as (
  select
    date_trunc('hour', moment) as hour,
    topic,
    date,
    count(*) as mentions,
    count(*) filter (where is_original) as originals
  from timed
  where moment::time <> time '00:00:00'
  group by all
)
select
  counted.hour,
  counted.topic,
  counted.mentions,
  counted.originals,
  counted.date,
  days.partial,
  days.gap,
  days.period
from counted
inner join days using (date)
order by counted.topic, counted.hour
