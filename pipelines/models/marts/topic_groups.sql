-- Mentions of a topic by platform, kind of source, language and country, counted in one pass. `topic_channels`,
-- `topic_source_types`, `topic_languages` and `topic_countries` show one of these each.
-- Only authors with several mentions of a topic in a period can occur twice in a group; the others need no set of authors.
-- one row per period, topic, view, dimension and value
-- materialized: table
-- incremental: period
--
-- period: reporting period
-- topic: topic
-- view: all, or originals (without reposts)
-- dimension: platform, source_type, language or country
-- value: the platform, kind of source, language or country; `unknown`, for languages `und`, where it is not known
-- mentions: mentions
-- authors: distinct authors
-- share: mentions by all mentions of the topic in the period and view
-- engagement: known engagement; NULL where no mention has any
-- negative: mentions scored negative
-- neutral: mentions scored neutral
-- positive: mentions scored positive
-- not_scored: mentions without a score
--
-- unique: period, topic, view, dimension, value
-- accepted_values: dimension in (platform, source_type, language, country)
with repeated as (
  select
    period,
    topic,
    author
  from author_counts
  where mentions > 1
),
seen as (
  select
    topic_mentions.period,
    topic_mentions.topic,
    coalesce(topic_mentions.platform, 'unknown') as platform,
    coalesce(topic_mentions.source_type, 'unknown') as source_type,
    coalesce(topic_mentions.language, 'und') as language,
    coalesce(topic_mentions.country, 'unknown') as country,
    topic_mentions.author,
    repeated.author is not null as is_repeated,
    topic_mentions.is_original,
    topic_mentions.engagement,
    topic_mentions.label
  from topic_mentions
  left join repeated using (period, topic, author)
),
counted as (
  select
    period,
    topic,
    case grouping(platform, source_type, language, country)
      when 7 then 'platform'
      when 11 then 'source_type'
      when 13 then 'language'
      else 'country'
    end as dimension,
    coalesce(platform, source_type, language, country) as value,
    count(*) as mentions,
    count(*) filter (where not is_repeated) + count(distinct author) filter (where is_repeated) as authors,
    sum(engagement)::bigint as engagement,
    count(*) filter (where label = 'negative') as negative,
    count(*) filter (where label = 'neutral') as neutral,
    count(*) filter (where label = 'positive') as positive,
    count(*) filter (where label = 'not_scored') as not_scored,
    count(*) filter (where is_original) as originals,
    count(*) filter (where is_original and not is_repeated)
      + count(distinct author) filter (where is_original and is_repeated) as original_authors,
    (sum(engagement) filter (where is_original))::bigint as original_engagement,
    count(*) filter (where is_original and label = 'negative') as original_negative,
    count(*) filter (where is_original and label = 'neutral') as original_neutral,
    count(*) filter (where is_original and label = 'positive') as original_positive,
    count(*) filter (where is_original and label = 'not_scored') as original_not_scored
  from seen
  group by grouping sets (
    (period, topic, platform),
    (period, topic, source_type),
    (period, topic, language),
    (period, topic, country)
  )
),
viewed as (
  select
    period,
    topic,
    'all' as view,
    dimension,
    value,
    mentions,
    authors,
    engagement,
    negative,
    neutral,
    positive,
    not_scored
  from counted
  union all
  select
    period,
    topic,
    'originals' as view,
    dimension,
    value,
    originals,
    original_authors,
    original_engagement,
    original_negative,
    original_neutral,
    original_positive,
    original_not_scored
  from counted
  where originals > 0
)
select
  period,
  topic,
  view,
  dimension,
  value,
  mentions,
  authors,
  mentions / sum(mentions) over (partition by period, topic, view, dimension) as share,
  engagement,
  negative,
  neutral,
  positive,
  not_scored
from viewed
order by dimension, period, topic, view, mentions desc, value
