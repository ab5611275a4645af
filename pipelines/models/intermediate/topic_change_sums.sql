-- What consecutive periods of one topic have in common, for the intervals of changes in volume and net sentiment.
-- Authors with the same counts in both periods are counted, and their influence is worked out once.
-- one row per period, topic and view
-- materialized: table
--
-- period: reporting period; compared with the one before it
-- topic: topic
-- view: all, or originals
-- mentions: mentions now
-- before: mentions in the period before
-- authors: authors now
-- authors_before: authors in the period before
-- n: authors of either period
-- difference2: sum over authors of the squared difference of their mentions
-- n_scored: authors of either period with a scored mention
-- net_shared: sum over authors of both periods of the products of their influences on net sentiment
with numbered as (
  select
    periods.position * 2 + if(author_topic.view = 'all', 0, 1) as place,
    topics.position as topic_place,
    author_topic.author,
    author_topic.mentions,
    author_topic.positive - author_topic.negative as y,
    author_topic.positive + author_topic.negative + author_topic.neutral as x
  from author_topic
  inner join periods using (period)
  inner join topics using (topic)
),
counts as (
  select
    place,
    topic_place,
    mentions,
    y,
    x,
    count(*) as authors
  from numbered
  group by all
),
whole as (
  select
    counts.place // 2 as position,
    topics.topic,
    if(counts.place % 2 = 0, 'all', 'originals') as view,
    sum(authors * y)::bigint as y,
    sum(authors * x)::bigint as x,
    sum(authors * mentions)::bigint as mentions,
    sum(authors)::bigint as authors,
    coalesce(sum(authors) filter (where x > 0), 0)::bigint as scored_authors,
    sum(authors * mentions * mentions)::double as mentions2
  from counts
  inner join topics
    on topics.position = counts.topic_place
  group by all
),
pairs as (
  select
    now.place,
    now.topic_place,
    now.mentions as mentions_now,
    now.y as y_now,
    now.x as x_now,
    before.mentions as mentions_before,
    before.y as y_before,
    before.x as x_before,
    count(*) as authors
  from numbered as now
  inner join numbered as before
    on before.place = now.place - 2
    and before.topic_place = now.topic_place
    and before.author = now.author
  group by all
),
alike as (
  select
    pairs.*,
    pairs.place // 2 as position,
    topics.topic,
    if(pairs.place % 2 = 0, 'all', 'originals') as view
  from pairs
  inner join topics
    on topics.position = pairs.topic_place
),
shared as (
  select
    alike.position,
    alike.topic,
    alike.view,
    sum(alike.authors)::bigint as n,
    coalesce(sum(alike.authors) filter (where x_now > 0 and x_before > 0), 0)::bigint as n_scored,
    sum(alike.authors * mentions_now * mentions_before)::double as mentions,
    exact_sum(if(
      x_now > 0 and x_before > 0,
      alike.authors
        * (y_now - now.y / nullif(now.x, 0) * x_now) / nullif(now.x - x_now, 0)
        * (y_before - before.y / nullif(before.x, 0) * x_before) / nullif(before.x - x_before, 0),
      null
    )) as net
  from alike
  inner join whole as now
    on now.position = alike.position and now.topic = alike.topic and now.view = alike.view
  inner join whole as before
    on before.position = alike.position - 1 and before.topic = alike.topic and before.view = alike.view
  group by all
)
select
  periods.period,
  topics.topic,
  views.view,
  coalesce(now.mentions, 0) as mentions,
  coalesce(before.mentions, 0) as before,
  coalesce(now.authors, 0) as authors,
  coalesce(before.authors, 0) as authors_before,
  coalesce(now.authors, 0) + coalesce(before.authors, 0) - coalesce(shared.n, 0) as n,
  coalesce(now.mentions2, 0) + coalesce(before.mentions2, 0) - 2 * coalesce(shared.mentions, 0) as difference2,
  coalesce(now.scored_authors, 0) + coalesce(before.scored_authors, 0) - coalesce(shared.n_scored, 0) as n_scored,
  coalesce(shared.net, 0) as net_shared
from periods
cross join topics
cross join (values ('all'), ('originals')) as views (view)
left join whole as now
  on now.position = periods.position and now.topic = topics.topic and now.view = views.view
left join whole as before
  on before.position = periods.position - 1 and before.topic = topics.topic and before.view = views.view
left join shared
  on shared.position = periods.position and shared.topic = topics.topic and shared.view = views.view
order by all
