-- What the authors of two consecutive periods have in common, for the interval of a change in share of voice: the same
-- people speak in both, so their influences are subtracted author by author.
-- Authors with the same counts in both periods are counted, and their influence is worked out once: u and v are an author's
-- part of numerator and denominator, divided by what all the others give to the panel.
-- one row per period, topic, view, basis and counting
-- materialized: table
--
-- period: reporting period; compared with the one before it
-- category: panel
-- topic: topic
-- view: all, or originals
-- basis: mentions, authors or engagement
-- counting: fractional or full
-- xx: sum over shared authors of the panel of v now × v before
-- yx: sum of u now × v before
-- xy: sum of v now × u before
-- yy: sum of u now × u before
-- n_shared: authors of the panel in both periods (with engagement, where that is the basis)
with numbered as (
  select
    author_topic.*,
    periods.position * 2 + if(author_topic.view = 'all', 0, 1) as place
  from author_topic
  inner join periods using (period)
  where author_topic.panel_topics is not null
),
totals as (
  select
    panel_totals.*,
    periods.position * 2 + if(panel_totals.view = 'all', 0, 1) as place
  from panel_totals
  inner join periods using (period)
),
pairs as materialized (
  select
    now.place,
    now.category,
    now.topic,
    before.topic as topic_before,
    now.panel_first,
    now.panel_mentions,
    now.panel_topics,
    now.panel_engagement,
    now.mentions,
    now.weight,
    now.engagement,
    now.weighted_engagement,
    before.panel_first as panel_first_before,
    before.panel_mentions as panel_mentions_before,
    before.panel_topics as panel_topics_before,
    before.panel_engagement as panel_engagement_before,
    before.mentions as mentions_before,
    before.weight as weight_before,
    before.engagement as engagement_before,
    before.weighted_engagement as weighted_engagement_before
  from numbered as now
  inner join numbered as before
    on before.place = now.place - 2
    and before.author = now.author
    and before.category = now.category
),
alike as (
  select
    * exclude (panel_engagement, engagement, weighted_engagement, panel_engagement_before, engagement_before, weighted_engagement_before),
    count(*) as n
  from pairs
  group by all
),
mention_pairs as materialized (
  select
    alike.*,
    now.mentions - alike.panel_mentions as rest,
    before.mentions - alike.panel_mentions_before as rest_before,
    now.authors - 1 as others,
    before.authors - 1 as others_before
  from alike
  inner join totals as now
    on now.place = alike.place and now.category = alike.category
  inner join totals as before
    on before.place = alike.place - 2 and before.category = alike.category
),
engagement_pairs as materialized (
  select
    pairs.place,
    pairs.category,
    topic,
    topic_before,
    panel_first,
    panel_first_before,
    panel_engagement / nullif(now.engagement - panel_engagement, 0) as v,
    panel_engagement_before / nullif(before.engagement - panel_engagement_before, 0) as v_before,
    pairs.engagement / nullif(now.engagement - panel_engagement, 0) as u,
    engagement_before / nullif(before.engagement - panel_engagement_before, 0) as u_before,
    weighted_engagement / nullif(now.engagement - panel_engagement, 0) as u_weighted,
    weighted_engagement_before / nullif(before.engagement - panel_engagement_before, 0) as u_weighted_before
  from pairs
  inner join totals as now
    on now.place = pairs.place and now.category = pairs.category
  inner join totals as before
    on before.place = pairs.place - 2 and before.category = pairs.category
  where panel_engagement > 0
    and panel_engagement_before > 0
),
influence as (
  select
    place,
    category,
    topic,
    topic_before,
    panel_first,
    panel_first_before,
    n,
    unnest([
      {'basis': 'mentions', 'counting': 'fractional', 'u': weight / nullif(rest, 0), 'u_before': weight_before / nullif(rest_before, 0), 'v': panel_mentions / nullif(rest, 0), 'v_before': panel_mentions_before / nullif(rest_before, 0)},
      {'basis': 'mentions', 'counting': 'full', 'u': mentions / nullif(rest, 0), 'u_before': mentions_before / nullif(rest_before, 0), 'v': panel_mentions / nullif(rest, 0), 'v_before': panel_mentions_before / nullif(rest_before, 0)},
      {'basis': 'authors', 'counting': 'fractional', 'u': 1 / panel_topics / nullif(others, 0), 'u_before': 1 / panel_topics_before / nullif(others_before, 0), 'v': 1 / nullif(others, 0), 'v_before': 1 / nullif(others_before, 0)},
      {'basis': 'authors', 'counting': 'full', 'u': 1 / nullif(others, 0), 'u_before': 1 / nullif(others_before, 0), 'v': 1 / nullif(others, 0), 'v_before': 1 / nullif(others_before, 0)}
    ], recursive := true)
  from mention_pairs
  union all
  select
    place,
    category,
    topic,
    topic_before,
    panel_first,
    panel_first_before,
    1 as n,
    'engagement' as basis,
    'fractional' as counting,
    u_weighted as u,
    u_weighted_before as u_before,
    v,
    v_before
  from engagement_pairs
  union all
  select
    place,
    category,
    topic,
    topic_before,
    panel_first,
    panel_first_before,
    1 as n,
    'engagement' as basis,
    'full' as counting,
    u,
    u_before,
    v,
    v_before
  from engagement_pairs
),
crossed as materialized (
  select
    place,
    category,
    topic,
    topic_before,
    basis,
    counting,
    coalesce(sum(n) filter (where panel_first and panel_first_before), 0)::bigint as n_shared,
    exact_sum(if(panel_first and panel_first_before, n * (v * v_before), null)) as xx,
    exact_sum(if(panel_first_before, n * (u * v_before), null)) as yx,
    exact_sum(if(panel_first, n * (u_before * v), null)) as xy,
    exact_sum(if(topic = topic_before, n * (u * u_before), null)) as yy
  from influence
  group by all
),
panel as (
  select
    place,
    category,
    basis,
    counting,
    sum(n_shared)::bigint as n_shared,
    exact_sum(xx) as xx
  from crossed
  group by all
),
now_sums as (
  select
    place,
    category,
    topic,
    basis,
    counting,
    exact_sum(yx) as yx,
    exact_sum(yy) as yy
  from crossed
  group by all
),
before_sums as (
  select
    place,
    category,
    topic_before as topic,
    basis,
    counting,
    exact_sum(xy) as xy
  from crossed
  group by all
),
spine as (
  select
    panel.place,
    panel.category,
    topics.topic,
    kinds.basis,
    kinds.counting
  from (select distinct place, category from mention_pairs) as panel
  inner join topics
    on topics.category = panel.category
    and topics.role in ('own', 'competitor')
  cross join (
    values ('mentions', 'fractional'), ('mentions', 'full'), ('authors', 'fractional'), ('authors', 'full'),
      ('engagement', 'fractional'), ('engagement', 'full')
  ) as kinds (basis, counting)
)
select
  periods.period,
  spine.category,
  spine.topic,
  if(spine.place % 2 = 0, 'all', 'originals') as view,
  spine.basis,
  spine.counting,
  if(spine.basis = 'engagement', coalesce(panel.xx, 0), panel.xx) as xx,
  coalesce(now_sums.yx, 0) as yx,
  coalesce(before_sums.xy, 0) as xy,
  coalesce(now_sums.yy, 0) as yy,
  coalesce(panel.n_shared, 0) as n_shared
from spine
inner join periods
  on periods.position = spine.place // 2
left join panel using (place, category, basis, counting)
left join now_sums using (place, category, topic, basis, counting)
left join before_sums using (place, category, topic, basis, counting)
