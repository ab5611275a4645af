-- Sums over authors from which share of voice and its interval follow (R = y/x; influence of an author
-- (y − R·x)/(X − x), squared and summed): the mentions stay in the database, a few rows leave it.
-- An author's part is u of the numerator and v of the denominator, both divided by what all the others give to the panel, and
-- the influence is u − R·v. Authors with the same counts are counted, and their parts are worked out once.
-- one row per period, topic, view, basis and counting
-- materialized: table
-- incremental: period
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
with mention_groups as materialized (
  select
    period,
    category,
    topic,
    view,
    mentions,
    weight,
    panel_mentions,
    panel_topics,
    panel_first,
    count(*) as n
  from author_topic
  where panel_topics is not null
  group by all
),
engagement_groups as materialized (
  select
    period,
    category,
    topic,
    view,
    engagement,
    weighted_engagement,
    panel_engagement,
    panel_first,
    count(*) as n
  from author_topic
  where panel_engagement > 0
  group by all
),
mention_influence as (
  select
    mention_groups.*,
    nullif(panel_totals.mentions - panel_mentions, 0) as rest_mentions,
    nullif(panel_totals.authors - 1, 0) as rest_authors,
    weight / rest_mentions as u_weight,
    mention_groups.mentions / rest_mentions as u_mentions,
    1 / panel_topics / rest_authors as u_part,
    1 / rest_authors as u_author,
    panel_mentions / rest_mentions as v_mentions,
    1 / rest_authors as v_authors
  from mention_groups
  inner join panel_totals using (period, category, view)
),
engagement_influence as (
  select
    engagement_groups.*,
    nullif(panel_totals.engagement - panel_engagement, 0) as rest_engagement,
    weighted_engagement / rest_engagement as u_weighted_engagement,
    engagement_groups.engagement / rest_engagement as u_engagement,
    panel_engagement / rest_engagement as v_engagement
  from engagement_groups
  inner join panel_totals using (period, category, view)
),
panel_mentions as (
  select
    period,
    category,
    view,
    exact_sum(n * (panel_mentions::double * panel_mentions)) as x2_mentions,
    exact_sum(n * (v_mentions * v_mentions)) as xx_mentions,
    exact_sum(n * (v_authors * v_authors)) as xx_authors,
    exact_sum(n * pow(panel_mentions, 1.4)) as spread_mentions,
    exact_sum(n * pow(panel_mentions, 2.8)) as spread2_mentions
  from mention_influence
  where panel_first
  group by all
),
panel_engagement as (
  select
    period,
    category,
    view,
    sum(n)::bigint as engaged_authors,
    exact_sum(n * (panel_engagement::double * panel_engagement)) as x2_engagement,
    exact_sum(n * (v_engagement * v_engagement)) as xx_engagement,
    exact_sum(n * pow(panel_engagement, 1.4)) as spread_engagement,
    exact_sum(n * pow(panel_engagement, 2.8)) as spread2_engagement
  from engagement_influence
  where panel_first
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
      {'basis': 'engagement', 'x': engagement, 'n': coalesce(engaged_authors, 0), 'x2': coalesce(x2_engagement, 0), 'xx': xx_engagement, 'spread': spread_engagement, 'spread2': spread2_engagement}
    ], recursive := true)
  from panel_totals
  inner join panel_mentions using (period, category, view)
  left join panel_engagement using (period, category, view)
),
mention_sums as (
  select
    period,
    category,
    topic,
    view,
    sum(n)::bigint as authors,
    coalesce(sum(n) filter (where weight >= panel_mentions - 1e-6), 0)::bigint as only_fractional,
    coalesce(sum(n) filter (where mentions >= panel_mentions), 0)::bigint as only_full,
    coalesce(sum(n) filter (where panel_topics = 1), 0)::bigint as only_authors,
    exact_sum(n * weight) as y_weight,
    sum(n * mentions)::bigint as y_mentions,
    exact_sum(n * (1 / panel_topics)) as y_part,
    exact_sum(n * (u_weight * u_weight)) as yy_weight,
    exact_sum(n * (u_mentions * u_mentions)) as yy_mentions,
    exact_sum(n * (u_part * u_part)) as yy_part,
    exact_sum(n * (u_author * u_author)) as yy_author,
    exact_sum(n * (u_weight * v_mentions)) as yx_weight,
    exact_sum(n * (u_mentions * v_mentions)) as yx_mentions,
    exact_sum(n * (u_part * v_authors)) as yx_part,
    exact_sum(n * (u_author * v_authors)) as yx_author
  from mention_influence
  group by all
),
engagement_sums as (
  select
    period,
    category,
    topic,
    view,
    coalesce(sum(n) filter (where engagement > 0), 0)::bigint as engaged_authors,
    coalesce(sum(n) filter (where weighted_engagement >= panel_engagement - 1e-6), 0)::bigint as only_engaged_fractional,
    coalesce(sum(n) filter (where engagement >= panel_engagement), 0)::bigint as only_engaged_full,
    exact_sum(n * weighted_engagement) as y_weighted_engagement,
    sum(n * engagement)::bigint as y_engagement,
    exact_sum(n * (u_weighted_engagement * u_weighted_engagement)) as yy_weighted_engagement,
    exact_sum(n * (u_engagement * u_engagement)) as yy_engagement,
    exact_sum(n * (u_weighted_engagement * v_engagement)) as yx_weighted_engagement,
    exact_sum(n * (u_engagement * v_engagement)) as yx_engagement
  from engagement_influence
  group by all
),
topic_sums as (
  select
    mention_sums.*,
    engagement_sums.* exclude (period, category, topic, view)
  from mention_sums
  left join engagement_sums using (period, category, topic, view)
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
      {'basis': 'engagement', 'counting': 'fractional', 'y': y_weighted_engagement, 'yy': yy_weighted_engagement, 'yx': yx_weighted_engagement, 'has': coalesce(engaged_authors, 0), 'only': only_engaged_fractional},
      {'basis': 'engagement', 'counting': 'full', 'y': y_engagement, 'yy': yy_engagement, 'yx': yx_engagement, 'has': coalesce(engaged_authors, 0), 'only': only_engaged_full}
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
