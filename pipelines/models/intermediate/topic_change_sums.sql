-- What consecutive periods of one topic have in common, for the intervals of changes in volume and net sentiment.
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
    periods.position,
    author_topic.topic,
    author_topic.view,
    author_topic.author,
    author_topic.mentions,
    author_topic.positive - author_topic.negative as y,
    author_topic.positive + author_topic.negative + author_topic.neutral as x
  from author_topic
  inner join periods using (period)
),
whole as (
  select
    position,
    topic,
    view,
    sum(y) as y,
    sum(x) as x,
    sum(mentions)::bigint as mentions,
    count(*) as authors,
    count(*) filter (where x > 0) as scored_authors,
    sum(mentions * mentions)::double as mentions2
  from numbered
  group by all
),
influence as (
  select
    numbered.*,
    (numbered.y - whole.y / nullif(whole.x, 0) * numbered.x) / nullif(whole.x - numbered.x, 0) as influence
  from numbered
  inner join whole using (position, topic, view)
),
shared as (
  select
    now.position,
    now.topic,
    now.view,
    count(*) as n,
    count(*) filter (where now.x > 0 and before.x > 0) as n_scored,
    sum(now.mentions * before.mentions)::double as mentions,
    exact_sum(if(now.x > 0 and before.x > 0, now.influence * before.influence, null)) as net
  from influence as now
  inner join influence as before
    on before.position = now.position - 1
    and before.topic = now.topic
    and before.view = now.view
    and before.author = now.author
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
