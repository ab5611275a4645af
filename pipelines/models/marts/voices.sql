-- The most influential authors of a topic: influence is the mean of three ranks, each of which is shown. An author whose
-- followers or engagement are not known ranks behind all who have them known.
-- one row per period, topic and author
-- materialized: table
--
-- period: reporting period
-- topic: topic
-- author_id: id of the author on the platform, else the name
-- author_name: name of the author
-- platform: platform
-- verified: verified by the platform
-- mentions: mentions of the topic
-- followers: most followers seen in the period; NULL where unknown
-- engagement: engagement with the mentions; NULL where unknown
-- engagement_per_post: engagement by mentions with known engagement
-- rank_followers: 1 = most followers
-- rank_engagement: 1 = most engagement
-- rank_engagement_per_post: 1 = most engagement per post
-- influence: mean of the three ranks; lower is more influential
-- position: place in the list of the period and topic
-- negative: mentions scored negative
-- positive: mentions scored positive
--
-- unique: period, topic, position
with authors as (
  select
    period,
    topic,
    author_key,
    any_value(coalesce(author_id, author_name)) as author_id,
    any_value(author_name) as author_name,
    any_value(platform) as platform,
    bool_or(author_verified) as verified,
    count(*) as mentions,
    max(author_followers) as followers,
    sum(engagement)::bigint as engagement,
    sum(engagement) / nullif(count(engagement), 0) as engagement_per_post,
    count(*) filter (where label = 'negative') as negative,
    count(*) filter (where label = 'positive') as positive
  from topic_mentions
  where author_id is not null or author_name is not null
  group by period, topic, author_key
),
ranked as (
  select
    *,
    rank() over (partition by period, topic order by followers desc nulls last) as rank_followers,
    rank() over (partition by period, topic order by engagement desc nulls last) as rank_engagement,
    rank() over (partition by period, topic order by engagement_per_post desc nulls last) as rank_engagement_per_post
  from authors
)
select
  period,
  topic,
  author_id,
  author_name,
  platform,
  verified,
  mentions,
  followers,
  engagement,
  engagement_per_post,
  rank_followers,
  rank_engagement,
  rank_engagement_per_post,
  (rank_followers + rank_engagement + rank_engagement_per_post) / 3 as influence,
  row_number() over (
    partition by period, topic
    order by rank_followers + rank_engagement + rank_engagement_per_post, mentions desc, author_key
  ) as position,
  negative,
  positive
from ranked
qualify position <= 50
order by period, topic, position
