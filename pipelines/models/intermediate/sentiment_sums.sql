-- Sums over authors from which net sentiment, the shares of its classes and their intervals follow: x = scored mentions,
-- y = positive − negative (net), or the mentions of one class.
-- Authors with the same counts have the same influence: they are counted, and it is worked out once.
-- one row per period, topic, view and measure
-- materialized: table
-- incremental: period
--
-- period: reporting period
-- topic: topic
-- view: all, or originals
-- measure: net, negative or positive
-- negative: mentions scored negative
-- neutral: mentions scored neutral
-- positive: mentions scored positive
-- not_scored: mentions without a score
-- y: numerator
-- x: scored mentions
-- n: authors with a scored mention
-- x2: sum of squared denominators
-- with_property: authors with a numerator other than 0
-- without_property: authors with a scored mention outside the numerator
-- influence2: sum of squared influences
-- spread: sum of the influences' variances under the working model (x to the power 1.4)
-- spread2: sum of their squares
with alike as (
  select
    period,
    topic,
    view,
    negative,
    neutral,
    positive,
    not_scored,
    negative + neutral + positive as x,
    count(*) as authors
  from author_topic
  group by all
),
whole as (
  select
    period,
    topic,
    view,
    sum(authors * negative)::bigint as negative,
    sum(authors * neutral)::bigint as neutral,
    sum(authors * positive)::bigint as positive,
    sum(authors * not_scored)::bigint as not_scored,
    sum(authors * x)::bigint as x
  from alike
  group by all
),
sums as (
  select
    period,
    topic,
    view,
    sum(authors)::bigint as n,
    sum(authors * alike.x * alike.x)::bigint as x2,
    coalesce(sum(authors) filter (where alike.positive <> alike.negative), 0)::bigint as has_net,
    coalesce(sum(authors) filter (where abs(alike.positive - alike.negative) < alike.x), 0)::bigint as not_only_net,
    coalesce(sum(authors) filter (where alike.negative > 0), 0)::bigint as has_negative,
    coalesce(sum(authors) filter (where alike.negative < alike.x), 0)::bigint as not_only_negative,
    coalesce(sum(authors) filter (where alike.positive > 0), 0)::bigint as has_positive,
    coalesce(sum(authors) filter (where alike.positive < alike.x), 0)::bigint as not_only_positive,
    exact_sum(if(whole.x > alike.x, authors * pow((alike.positive - alike.negative - (whole.positive - whole.negative) / whole.x * alike.x) / (whole.x - alike.x), 2), null)) as net2,
    exact_sum(if(whole.x > alike.x, authors * pow((alike.negative - whole.negative / whole.x * alike.x) / (whole.x - alike.x), 2), null)) as negative2,
    exact_sum(if(whole.x > alike.x, authors * pow((alike.positive - whole.positive / whole.x * alike.x) / (whole.x - alike.x), 2), null)) as positive2,
    exact_sum(authors * pow(alike.x, 1.4)) as spread,
    exact_sum(authors * pow(alike.x, 2.8)) as spread2
  from alike
  inner join whole using (period, topic, view)
  where alike.x > 0
  group by all
)
select
  whole.period,
  whole.topic,
  whole.view,
  whole.negative,
  whole.neutral,
  whole.positive,
  whole.not_scored,
  unnest([
    {'measure': 'net', 'y': whole.positive - whole.negative, 'with_property': coalesce(has_net, 0), 'without_property': coalesce(not_only_net, 0), 'influence2': coalesce(net2, 0)},
    {'measure': 'negative', 'y': whole.negative, 'with_property': coalesce(has_negative, 0), 'without_property': coalesce(not_only_negative, 0), 'influence2': coalesce(negative2, 0)},
    {'measure': 'positive', 'y': whole.positive, 'with_property': coalesce(has_positive, 0), 'without_property': coalesce(not_only_positive, 0), 'influence2': coalesce(positive2, 0)}
  ], recursive := true),
  whole.x,
  coalesce(sums.n, 0) as n,
  coalesce(sums.x2, 0) as x2,
  coalesce(sums.spread, 0) as spread,
  coalesce(sums.spread2, 0) as spread2
from whole
left join sums using (period, topic, view)
order by all
