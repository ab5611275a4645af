-- The most influential authors of a topic: influence is the mean of three ranks, each of which is shown. An author whose
-- followers or engagement are not known ranks behind all who have them known.
-- one row per period, topic and author
-- materialized: table
-- incremental: period
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
    periods.position * 65536 + topics.position as place,
    author_counts.author,
    author_counts.mentions,
    author_counts.followers,
    if(author_counts.known > 0, author_counts.engagement, null) as engagement,
    author_counts.engagement / nullif(author_counts.known, 0) as engagement_per_post
  from author_counts
  inner join periods using (period)
  inner join topics using (topic)
  where author_counts.named
),
ranked as (
  select
    place,
    author,
    mentions,
    rank() over (partition by place order by followers desc nulls last) as rank_followers,
    rank() over (partition by place order by engagement desc nulls last) as rank_engagement,
    rank() over (partition by place order by engagement_per_post desc nulls last) as rank_engagement_per_post
  from authors
),
chosen as (
  select *
  from ranked
  qualify rank() over (
    partition by place
    order by rank_followers + rank_engagement + rank_engagement_per_post, mentions desc
  ) <= 50
),
foremost as (
  select
    author_counts.period,
    author_counts.topic,
    author_counts.author,
    author_counts.mentions,
    author_counts.followers,
    if(author_counts.known > 0, author_counts.engagement, null) as engagement,
    author_counts.engagement / nullif(author_counts.known, 0) as engagement_per_post,
    author_counts.negative,
    author_counts.positive,
    chosen.rank_followers,
    chosen.rank_engagement,
    chosen.rank_engagement_per_post
  from chosen
  inner join periods
    on periods.position = chosen.place // 65536
  inner join topics
    on topics.position = chosen.place % 65536
  inner join author_counts
    on author_counts.period = periods.period
    and author_counts.topic = topics.topic
    and author_counts.author = chosen.author
),
known as (
  select
    topic_mentions.period,
    topic_mentions.topic,
    topic_mentions.author,
    min(topic_mentions.author_key) as author_key,
    min(coalesce(topic_mentions.author_id, topic_mentions.author_name)) as author_id,
    min(topic_mentions.author_name) as author_name,
    min(topic_mentions.platform) as platform,
    bool_or(topic_mentions.author_verified) as verified
  from topic_mentions
  semi join foremost
    on foremost.period = topic_mentions.period
    and foremost.topic = topic_mentions.topic
    and foremost.author = topic_mentions.author
  group by all
)
select
  foremost.period,
  foremost.topic,
  known.author_id,
  known.author_name,
  known.platform,
  known.verified,
  foremost.mentions::bigint as mentions,
  foremost.followers,
  foremost.engagement,
  foremost.engagement_per_post,
  foremost.rank_followers,
  foremost.rank_engagement,
  foremost.rank_engagement_per_post,
  (foremost.rank_followers + foremost.rank_engagement + foremost.rank_engagement_per_post) / 3 as influence,
  row_number() over (
    partition by foremost.period, foremost.topic
    order by
      foremost.rank_followers + foremost.rank_engagement + foremost.rank_engagement_per_post,
      foremost.mentions desc,
      known.author_key
  ) as position,
  foremost.negative::bigint as negative,
  foremost.positive::bigint as positive
from foremost
inner join known using (period, topic, author)
qualify position <= 50
order by foremost.period, foremost.topic, position
