-- The posts of a topic that moved most: by engagement, and by the reposts of them that the exports hold.
-- one row per period, topic, ranking and post
-- materialized: table
-- incremental: period
--
-- period: reporting period
-- topic: topic
-- ranking: engagement or reposts
-- position: place in the ranking
-- mention_id: the post
-- engagement: engagement with it
-- reposts: reposts of it in the period that the exports hold
-- published_on: day it was published
--
-- accepted_values: ranking in (engagement, reposts)
with reposted as (
  select
    period,
    topic,
    original_id,
    count(*) as reposts
  from topic_mentions
  where not is_original and original_id is not null
  group by all
),
posts as (
  select
    topic_mentions.period,
    topic_mentions.topic,
    topic_mentions.mention_id,
    topic_mentions.engagement,
    topic_mentions.published_on,
    coalesce(reposted.reposts, 0) as reposts
  from topic_mentions
  left join reposted
    on reposted.period = topic_mentions.period
    and reposted.topic = topic_mentions.topic
    and reposted.original_id = topic_mentions.mention_id
  where topic_mentions.is_original
    and (topic_mentions.engagement > 0 or reposted.reposts > 0)
),
ranked as (
  select
    *,
    row_number() over (
      partition by period, topic
      order by engagement desc nulls last, reposts desc, mention_id
    ) as by_engagement,
    row_number() over (
      partition by period, topic
      order by reposts desc, engagement desc nulls last, mention_id
    ) as by_reposts
  from posts
)
select
  period,
  topic,
  'engagement' as ranking,
  by_engagement as position,
  mention_id,
  engagement,
  reposts,
  published_on
from ranked
where by_engagement <= 20 and engagement > 0
union all
select
  period,
  topic,
  'reposts' as ranking,
  by_reposts as position,
  mention_id,
  engagement,
  reposts,
  published_on
from ranked
where by_reposts <= 20 and reposts > 0
order by all
