-- Volume per day, topic and view, on a spine of days: a day without mentions is a row with 0, not a missing row.
-- one row per day, topic and view
-- materialized: table
-- incremental: period
--
-- date: day in the study's time zone
-- topic: topic
-- view: all, or originals (without reposts)
-- mentions: mentions
-- authors: distinct authors
-- engagement: engagement, where known; NULL where no mention of the day has a known one
-- partial: the data stops, or starts, in the middle of this day
-- gap: no rows inside the covered time; such a day enters no baseline
-- period: reporting period of the day
--
-- not_null: mentions
-- accepted_values: view in (all, originals)
-- relationships: topic -> topics.topic
with counted as (
  select
    published_on as date,
    topic,
    count(*) as mentions,
    count(*) filter (where is_original) as originals,
    count(distinct author) as authors,
    count(distinct author) filter (where is_original) as original_authors,
    sum(engagement)::bigint as engagement,
    (sum(engagement) filter (where is_original))::bigint as original_engagement
  from topic_mentions
  group by all
),
spine as (
  select
    days.date,
    days.period,
    days.partial,
    days.gap,
    topics.topic,
    views.view
  from days
  cross join topics
  cross join (values ('all'), ('originals')) as views (view)
)
select
  spine.date,
  spine.topic,
  spine.view,
  coalesce(if(spine.view = 'all', counted.mentions, counted.originals), 0) as mentions,
  coalesce(if(spine.view = 'all', counted.authors, counted.original_authors), 0) as authors,
  case
    when coalesce(if(spine.view = 'all', counted.mentions, counted.originals), 0) = 0 then 0
    when spine.view = 'all' then counted.engagement
    else counted.original_engagement
  end as engagement,
  spine.partial,
  spine.gap,
  spine.period
from spine
left join counted using (date, topic)
order by spine.topic, spine.view, spine.date
