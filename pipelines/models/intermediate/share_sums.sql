-- Sums over authors from which share of voice and its interval follow (R = y/x; influence of an author
-- (y − R·x)/(X − x), squared and summed): the mentions stay in the database, a few rows leave it.
-- one row per period, topic, view, basis and counting
-- materialized: table
--
-- period: reporting period
-- category: panel
-- topic: topic
-- view: all, or originals
-- basis: mentions, authors or engagement
-- counting: fractional or full
-- y: numerator
-- x: denominator
-- mentions: mentions of any topic of the panel, whatever the basis
-- n: authors with a part in the denominator
-- x2: sum of squared denominators
-- with_property: authors with a part in the numerator
-- without_property: authors with a part in the denominator outside the numerator
-- influence2: sum of squared influences
-- spread: sum of the influences' variances under the working model (x to the power 1.4)
-- spread2: sum of their squares
-- yx: sum of u × v over authors, u and v being an author's part of numerator and denominator by what the others give
-- xx: sum of v × v
--
-- not_null: x
with panel as (
  select
    period,
    category,
    view,
    exact_sum(panel_mentions) as mentions,
    count(*) as authors,
    exact_sum(panel_engagement) as engagement,
    count(*) filter (where panel_engagement > 0) as engaged_authors,
    exact_sum(panel_mentions * panel_mentions) as x2_mentions,
    exact_sum(panel_engagement * panel_engagement) as x2_engagement,
    exact_sum(v_mentions * v_mentions) as xx_mentions,
    exact_sum(v_authors * v_authors) as xx_authors,
    exact_sum(v_engagement * v_engagement) as xx_engagement,
    exact_sum(pow(panel_mentions, 1.4)) as spread_mentions,
    exact_sum(pow(panel_mentions, 2.8)) as spread2_mentions,
    exact_sum(pow(panel_engagement, 1.4)) as spread_engagement,
    exact_sum(pow(panel_engagement, 2.8)) as spread2_engagement
  from author_influence
  where panel_place = 1
  group by all
),
denominator as (
  select
    period,
    category,
    view,
    mentions,
    unnest([
      {'basis': 'mentions', 'x': mentions, 'n': authors, 'x2': x2_mentions, 'xx': xx_mentions, 'spread': spread_mentions, 'spread2': spread2_mentions},
      {'basis': 'authors', 'x': authors, 'n': authors, 'x2': authors, 'xx': xx_authors, 'spread': authors, 'spread2': authors},
      {'basis': 'engagement', 'x': engagement, 'n': engaged_authors, 'x2': x2_engagement, 'xx': xx_engagement, 'spread': spread_engagement, 'spread2': spread2_engagement}
    ], recursive := true)
  from panel
),
topic_sums as (
  select
    period,
    category,
    topic,
    view,
    count(*) as authors,
    count(*) filter (where engagement > 0) as engaged_authors,
    count(*) filter (where weight >= panel_mentions - 1e-6) as only_fractional,
    count(*) filter (where mentions >= panel_mentions - 1e-6) as only_full,
    count(*) filter (where panel_topics = 1) as only_authors,
    count(*) filter (where panel_engagement > 0 and weighted_engagement >= panel_engagement - 1e-6) as only_engaged_fractional,
    count(*) filter (where panel_engagement > 0 and engagement >= panel_engagement - 1e-6) as only_engaged_full,
    exact_sum(weight) as y_weight,
    sum(mentions) as y_mentions,
    exact_sum(1 / panel_topics) as y_part,
    exact_sum(weighted_engagement) as y_weighted_engagement,
    sum(engagement) as y_engagement,
    exact_sum(u_weight * u_weight) as yy_weight,
    exact_sum(u_mentions * u_mentions) as yy_mentions,
    exact_sum(u_part * u_part) as yy_part,
    exact_sum(u_author * u_author) as yy_author,
    exact_sum(u_weighted_engagement * u_weighted_engagement) as yy_weighted_engagement,
    exact_sum(u_engagement * u_engagement) as yy_engagement,
    exact_sum(u_weight * v_mentions) as yx_weight,
    exact_sum(u_mentions * v_mentions) as yx_mentions,
    exact_sum(u_part * v_authors) as yx_part,
    exact_sum(u_author * v_authors) as yx_author,
    exact_sum(u_weighted_engagement * v_engagement) as yx_weighted_engagement,
    exact_sum(u_engagement * v_engagement) as yx_engagement
  from author_influence
  group by all
),
numerator as (
  select
    period,
    category,
    topic,
    view,
    unnest([
      {'basis': 'mentions', 'counting': 'fractional', 'y': y_weight, 'yy': yy_weight, 'yx': yx_weight, 'has': authors, 'only': only_fractional},
      {'basis': 'mentions', 'counting': 'full', 'y': y_mentions, 'yy': yy_mentions, 'yx': yx_mentions, 'has': authors, 'only': only_full},
      {'basis': 'authors', 'counting': 'fractional', 'y': y_part, 'yy': yy_part, 'yx': yx_part, 'has': authors, 'only': only_authors},
      {'basis': 'authors', 'counting': 'full', 'y': authors, 'yy': yy_author, 'yx': yx_author, 'has': authors, 'only': authors},
      {'basis': 'engagement', 'counting': 'fractional', 'y': y_weighted_engagement, 'yy': yy_weighted_engagement, 'yx': yx_weighted_engagement, 'has': engaged_authors, 'only': only_engaged_fractional},
      {'basis': 'engagement', 'counting': 'full', 'y': y_engagement, 'yy': yy_engagement, 'yx': yx_engagement, 'has': engaged_authors, 'only': only_engaged_full}
    ], recursive := true)
  from topic_sums
),
panel_topic as (
  select
    denominator.*,
    topics.topic,
    countings.counting
  from denominator
  inner join topics
    on topics.category is not distinct from denominator.category
    and topics.role in ('own', 'competitor')
  cross join (values ('fractional'), ('full')) as countings (counting)
)
select
  panel_topic.period,
  panel_topic.category,
  panel_topic.topic,
  panel_topic.view,
  panel_topic.basis,
  panel_topic.counting,
  coalesce(numerator.y, 0)::double as y,
  panel_topic.x::double as x,
  round(panel_topic.mentions)::bigint as mentions,
  panel_topic.n,
  panel_topic.x2::double as x2,
  coalesce(numerator.has, 0) as with_property,
  panel_topic.n - coalesce(numerator.only, 0) as without_property,
  greatest(
    0,
    coalesce(numerator.yy, 0)
    - 2 * coalesce(numerator.y, 0) / nullif(panel_topic.x, 0) * coalesce(numerator.yx, 0)
    + pow(coalesce(numerator.y, 0) / nullif(panel_topic.x, 0), 2) * coalesce(panel_topic.xx, 0)
  ) as influence2,
  coalesce(panel_topic.spread, 0) as spread,
  coalesce(panel_topic.spread2, 0) as spread2,
  coalesce(numerator.yx, 0) as yx,
  coalesce(panel_topic.xx, 0) as xx
from panel_topic
left join numerator using (period, category, topic, view, basis, counting)
order by all
