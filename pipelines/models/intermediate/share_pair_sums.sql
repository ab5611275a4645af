-- What two topics of a panel have in common, for the interval of the difference of their shares: some authors speak of both.
-- one row per period, pair of topics, view, basis and counting
-- materialized: table
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
  from author_influence
  where panel_topics > 1
),
paired as (
  select
    one.period,
    one.category,
    one.topic,
    other.topic as other,
    one.view,
    count(*) as n_both,
    count(*) filter (where one.engagement > 0 and other.engagement > 0) as n_engaged,
    exact_sum(one.u_weight * other.u_weight) as weight,
    exact_sum(one.u_mentions * other.u_mentions) as mentions,
    exact_sum(one.u_part * other.u_part) as part,
    exact_sum(one.u_author * other.u_author) as author,
    exact_sum(one.u_weighted_engagement * other.u_weighted_engagement) as weighted_engagement,
    exact_sum(one.u_engagement * other.u_engagement) as engagement
  from speakers as one
  inner join speakers as other
    on other.period = one.period
    and other.category = one.category
    and other.view = one.view
    and other.author = one.author
    and other.topic > one.topic
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
