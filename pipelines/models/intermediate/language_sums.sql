-- Sums over authors from which net sentiment in each language of a topic and its interval follow: x = scored mentions,
-- y = positive − negative.
-- one row per period, topic, view and language
-- materialized: table
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
    views.view,
    coalesce(language, 'und') as language,
    author_key,
    count(*) filter (where label = 'negative') as negative,
    count(*) filter (where label = 'neutral') as neutral,
    count(*) filter (where label = 'positive') as positive,
    count(*)::double as x
  from topic_mentions
  inner join (values ('all'), ('originals')) as views (view)
    on views.view = 'all'
    or topic_mentions.is_original
  where label <> 'not_scored'
  group by all
),
whole as (
  select
    period,
    topic,
    view,
    language,
    sum(negative)::bigint as negative,
    sum(neutral)::bigint as neutral,
    sum(positive)::bigint as positive,
    sum(x) as x
  from authors
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
  count(*) as n,
  sum(authors.x * authors.x) as x2,
  count(*) filter (where authors.positive <> authors.negative) as with_property,
  count(*) filter (where abs(authors.positive - authors.negative) < authors.x) as without_property,
  coalesce(exact_sum(pow(
    (authors.positive - authors.negative - (whole.positive - whole.negative) / whole.x * authors.x)
      / nullif(whole.x - authors.x, 0),
    2
  )), 0) as influence2,
  exact_sum(pow(authors.x, 1.4)) as spread,
  exact_sum(pow(authors.x, 2.8)) as spread2
from whole
inner join authors using (period, topic, view, language)
group by whole.period, whole.topic, whole.view, whole.language
order by whole.period, whole.topic, whole.view, whole.language
