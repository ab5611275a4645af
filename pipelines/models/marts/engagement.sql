-- Engagement with a topic and the rates made of it, each over the mentions where both parts are known.
-- one row per period, topic and view
-- materialized: table
-- incremental: period
--
-- period: reporting period
-- topic: topic
-- view: all, or originals (without reposts)
-- mentions: mentions
-- known: mentions with known engagement
-- engagement: likes, comments, shares and quotes together
-- likes: likes or reactions
-- comments: comments or replies
-- shares: shares or reposts
-- views: views
-- median: engagement of the middle mention
-- per_mention: engagement by mentions with known engagement
-- rate_by_views: engagement by views
-- rate_by_followers: engagement by followers of the authors, once per mention
-- amplification: shares by followers
-- applause: likes by followers
-- virality: shares by views
with seen as (
  select
    views.view as seen_as,
    topic_mentions.*
  from topic_mentions
  inner join (values ('all'), ('originals')) as views (view)
    on views.view = 'all'
    or topic_mentions.is_original
)
select
  period,
  topic,
  seen_as as view,
  count(*) as mentions,
  count(engagement) as known,
  sum(engagement)::bigint as engagement,
  sum(likes)::bigint as likes,
  sum(comments)::bigint as comments,
  sum(shares)::bigint as shares,
  sum(views)::bigint as views,
  median(engagement) as median,
  sum(engagement) / nullif(count(engagement), 0) as per_mention,
  sum(engagement) filter (where views > 0) / nullif(sum(views) filter (where engagement is not null), 0) as rate_by_views,
  sum(engagement) filter (where author_followers > 0)
    / nullif(sum(author_followers) filter (where engagement is not null), 0) as rate_by_followers,
  sum(shares) filter (where author_followers > 0)
    / nullif(sum(author_followers) filter (where shares is not null), 0) as amplification,
  sum(likes) filter (where author_followers > 0)
    / nullif(sum(author_followers) filter (where likes is not null), 0) as applause,
  sum(shares) filter (where views > 0) / nullif(sum(views) filter (where shares is not null), 0) as virality
from seen
group by period, topic, seen_as
order by period, topic, view
