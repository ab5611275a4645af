-- Sums over authors from which net sentiment in each language of a topic and its interval follow: x = scored mentions,
-- y = positive − negative.
-- Authors with the same counts are counted, and their influence is worked out once.
-- one row per period, topic, view and language
-- materialized: table
-- incremental: period
--
-- period: reporting period
-- topic: topic
-- view: all, or originals
-- language: ISO 639-1, or `und`
-- negative: mentions scored negative
-- neutral: mentions scored neutral
-- positive: mentions scored positive
-- y: numerator
-- x: scored mentions
-- n: authors with a scored mention
-- x2: sum of squared denominators
-- with_property: authors with a numerator other than 0
-- without_property: authors with a scored mention outside the numerator
-- influence2: sum of squared influences
-- spread: sum of the influences' variances under the working model (x to the power 1.4)
-- spread2: sum of their squares
with authors as (
  select
    period,
    topic,
    coalesce(language, 'und') as language,
    author,
    (count(*) filter (where label = 'negative'))::integer as negative,
    (count(*) filter (where label = 'neutral'))::integer as neutral,
    (count(*) filter (where label = 'positive'))::integer as positive,
    (count(*) filter (where is_original and label = 'negative'))::integer as original_negative,
    (count(*) filter (where is_original and label = 'neutral'))::integer as original_neutral,
    (count(*) filter (where is_original and label = 'positive'))::integer as original_positive
  from topic_mentions
  where label <> 'not_scored'
  group by all
),
profiles as materialized (
  select
    * exclude (author),
    count(*) as authors
  from authors
  group by all
),
viewed as (
  select
    period,
    topic,
    'all' as view,
    language,
    negative,
    neutral,
    positive,
    authors
  from profiles
  union all
  select
    period,
    topic,
    'originals' as view,
    language,
    original_negative,
    original_neutral,
    original_positive,
    authors
  from profiles
  where original_negative + original_neutral + original_positive > 0
),
alike as (
  select
    *,
    (negative + neutral + positive)::double as x
  from viewed
),
whole as (
  select
    period,
    topic,
    view,
    language,
    sum(authors * negative)::bigint as negative,
    sum(authors * neutral)::bigint as neutral,
    sum(authors * positive)::bigint as positive,
    sum(authors * (negative + neutral + positive))::double as x
  from alike
  group by all
)
select
  whole.period,
  whole.topic,
  whole.view,
  whole.language,
  any_value(whole.negative) as negative,
  any_value(whole.neutral) as neutral,
  any_value(whole.positive) as positive,
  any_value(whole.positive - whole.negative) as y,
  any_value(whole.x) as x,
  sum(authors)::bigint as n,
  exact_sum(authors * (alike.x * alike.x)) as x2,
  coalesce(sum(authors) filter (where alike.positive <> alike.negative), 0)::bigint as with_property,
  coalesce(sum(authors) filter (where abs(alike.positive - alike.negative) < alike.x), 0)::bigint as without_property,
  coalesce(exact_sum(authors * pow(
    (alike.positive - alike.negative - (whole.positive - whole.negative) / whole.x * alike.x)
      / nullif(whole.x - alike.x, 0),
    2
  )), 0) as influence2,
  exact_sum(authors * pow(alike.x, 1.4)) as spread,
  exact_sum(authors * pow(alike.x, 2.8)) as spread2
from whole
inner join alike using (period, topic, view, language)
group by whole.period, whole.topic, whole.view, whole.language
order by whole.period, whole.topic, whole.view, whole.language
