-- What the authors of two consecutive periods have in common, for the interval of a change in share of voice: the same
-- people speak in both, so their influences are subtracted author by author.
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
    author_influence.*,
    periods.position
  from author_influence
  inner join periods using (period)
),
shared as (
  select
    now.period,
    now.position,
    now.category,
    now.view,
    now.author,
    now.v_mentions as now_mentions,
    now.v_authors as now_authors,
    now.v_engagement as now_engagement,
    before.v_mentions as before_mentions,
    before.v_authors as before_authors,
    before.v_engagement as before_engagement
  from numbered as now
  inner join numbered as before
    on before.position = now.position - 1
    and before.category = now.category
    and before.view = now.view
    and before.author = now.author
    and before.panel_place = 1
  where now.panel_place = 1
),
panel as (
  select
    period,
    category,
    view,
    count(*) as n_shared,
    count(*) filter (where now_engagement > 0 and before_engagement > 0) as n_engaged,
    exact_sum(now_mentions * before_mentions) as xx_mentions,
    exact_sum(now_authors * before_authors) as xx_authors,
    exact_sum(now_engagement * before_engagement) as xx_engagement
  from shared
  group by all
),
sides as (
  select
    shared.period,
    shared.category,
    numbered.topic,
    shared.view,
    shared.author,
    numbered.position = shared.position as is_now,
    if(is_now, shared.before_mentions, shared.now_mentions) as v_mentions,
    if(is_now, shared.before_authors, shared.now_authors) as v_authors,
    if(is_now, shared.before_engagement, shared.now_engagement) as v_engagement,
    numbered.u_weight,
    numbered.u_mentions,
    numbered.u_part,
    numbered.u_author,
    numbered.u_weighted_engagement,
    numbered.u_engagement
  from shared
  inner join numbered
    on numbered.category = shared.category
    and numbered.view = shared.view
    and numbered.author = shared.author
    and (numbered.position = shared.position or numbered.position = shared.position - 1)
),
crossed as (
  select
    period,
    category,
    topic,
    view,
    is_now,
    exact_sum(u_weight * v_mentions) as weight,
    exact_sum(u_mentions * v_mentions) as mentions,
    exact_sum(u_part * v_authors) as part,
    exact_sum(u_author * v_authors) as author,
    exact_sum(u_weighted_engagement * v_engagement) as weighted_engagement,
    exact_sum(u_engagement * v_engagement) as engagement
  from sides
  group by all
),
both_sides as (
  select
    now.period,
    now.category,
    now.topic,
    now.view,
    exact_sum(now.u_weight * before.u_weight) as weight,
    exact_sum(now.u_mentions * before.u_mentions) as mentions,
    exact_sum(now.u_part * before.u_part) as part,
    exact_sum(now.u_author * before.u_author) as author,
    exact_sum(now.u_weighted_engagement * before.u_weighted_engagement) as weighted_engagement,
    exact_sum(now.u_engagement * before.u_engagement) as engagement
  from sides as now
  inner join sides as before using (period, category, topic, view, author)
  where now.is_now and not before.is_now
  group by all
),
panel_topic as (
  select
    panel.*,
    topics.topic
  from panel
  inner join topics
    on topics.category = panel.category
    and topics.role in ('own', 'competitor')
)
select
  panel_topic.period,
  panel_topic.category,
  panel_topic.topic,
  panel_topic.view,
  unnest([
    {'basis': 'mentions', 'counting': 'fractional', 'xx': xx_mentions, 'yx': coalesce(yx.weight, 0), 'xy': coalesce(xy.weight, 0), 'yy': coalesce(yy.weight, 0), 'n_shared': n_shared},
    {'basis': 'mentions', 'counting': 'full', 'xx': xx_mentions, 'yx': coalesce(yx.mentions, 0), 'xy': coalesce(xy.mentions, 0), 'yy': coalesce(yy.mentions, 0), 'n_shared': n_shared},
    {'basis': 'authors', 'counting': 'fractional', 'xx': xx_authors, 'yx': coalesce(yx.part, 0), 'xy': coalesce(xy.part, 0), 'yy': coalesce(yy.part, 0), 'n_shared': n_shared},
    {'basis': 'authors', 'counting': 'full', 'xx': xx_authors, 'yx': coalesce(yx.author, 0), 'xy': coalesce(xy.author, 0), 'yy': coalesce(yy.author, 0), 'n_shared': n_shared},
    {'basis': 'engagement', 'counting': 'fractional', 'xx': coalesce(xx_engagement, 0), 'yx': coalesce(yx.weighted_engagement, 0), 'xy': coalesce(xy.weighted_engagement, 0), 'yy': coalesce(yy.weighted_engagement, 0), 'n_shared': n_engaged},
    {'basis': 'engagement', 'counting': 'full', 'xx': coalesce(xx_engagement, 0), 'yx': coalesce(yx.engagement, 0), 'xy': coalesce(xy.engagement, 0), 'yy': coalesce(yy.engagement, 0), 'n_shared': n_engaged}
  ], recursive := true)
from panel_topic
left join crossed as yx
  on yx.period = panel_topic.period and yx.category = panel_topic.category and yx.topic = panel_topic.topic
  and yx.view = panel_topic.view and yx.is_now
left join crossed as xy
  on xy.period = panel_topic.period and xy.category = panel_topic.category and xy.topic = panel_topic.topic
  and xy.view = panel_topic.view and not xy.is_now
left join both_sides as yy
  on yy.period = panel_topic.period and yy.category = panel_topic.category and yy.topic = panel_topic.topic
  and yy.view = panel_topic.view
