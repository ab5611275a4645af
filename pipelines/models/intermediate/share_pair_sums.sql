-- What two topics of a panel have in common, for the interval of the difference of their shares: some authors speak of both.
-- one row per period, pair of topics, view, basis and counting
-- materialized: table
-- incremental: period
--
-- period: reporting period
-- category: panel
-- topic: the first topic by alphabet
-- other: the other topic
-- view: all, or originals
-- basis: mentions, authors or engagement
-- counting: fractional or full
-- yy: sum over authors of u of the one × u of the other
-- n_both: authors with a part in both numerators
with speakers as (
  select *
  from author_topic
  where panel_topics > 1
),
alike as (
  select
    one.period,
    one.category,
    one.topic,
    other.topic as other,
    one.view,
    one.panel_mentions,
    one.panel_engagement,
    one.panel_topics,
    one.mentions,
    one.weight,
    one.engagement,
    one.weighted_engagement,
    other.mentions as other_mentions,
    other.weight as other_weight,
    other.engagement as other_engagement,
    other.weighted_engagement as other_weighted_engagement,
    count(*) as n
  from speakers as one
  inner join speakers as other
    on other.period = one.period
    and other.category = one.category
    and other.view = one.view
    and other.author = one.author
    and other.topic > one.topic
  group by all
),
rest as (
  select
    alike.*,
    nullif(panel_totals.mentions - alike.panel_mentions, 0) as rest_mentions,
    nullif(panel_totals.authors - 1, 0) as rest_authors,
    nullif(panel_totals.engagement - alike.panel_engagement, 0) as rest_engagement
  from alike
  inner join panel_totals using (period, category, view)
),
paired as (
  select
    period,
    category,
    topic,
    other,
    view,
    sum(n)::bigint as n_both,
    coalesce(sum(n) filter (where engagement > 0 and other_engagement > 0), 0)::bigint as n_engaged,
    exact_sum(n * (weight / rest_mentions * (other_weight / rest_mentions))) as weight,
    exact_sum(n * (mentions / rest_mentions * (other_mentions / rest_mentions))) as mentions,
    exact_sum(n * pow(1 / panel_topics / rest_authors, 2)) as part,
    exact_sum(n * pow(1 / rest_authors, 2)) as author,
    exact_sum(n * (weighted_engagement / rest_engagement * (other_weighted_engagement / rest_engagement))) as weighted_engagement,
    exact_sum(n * (engagement / rest_engagement * (other_engagement / rest_engagement))) as engagement
  from rest
  group by all
)
select
  period,
  category,
  topic,
  other,
  view,
  unnest([
    {'basis': 'mentions', 'counting': 'fractional', 'yy': weight, 'n_both': n_both},
    {'basis': 'mentions', 'counting': 'full', 'yy': mentions, 'n_both': n_both},
    {'basis': 'authors', 'counting': 'fractional', 'yy': part, 'n_both': n_both},
    {'basis': 'authors', 'counting': 'full', 'yy': author, 'n_both': n_both},
    {'basis': 'engagement', 'counting': 'fractional', 'yy': coalesce(weighted_engagement, 0), 'n_both': n_engaged},
    {'basis': 'engagement', 'counting': 'full', 'yy': coalesce(engagement, 0), 'n_both': n_engaged}
  ], recursive := true)
from paired
order by all
