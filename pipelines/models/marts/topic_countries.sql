-- From where a topic is talked about, as far as the exports know.
-- one row per period, topic, view and country
-- materialized: table
--
-- period: reporting period
-- topic: topic
-- view: all, or originals (without reposts)
-- country: ISO 3166-1 alpha-2; `unknown` where the export does not say
-- mentions: mentions
-- authors: distinct authors
-- share: mentions by all mentions of the topic in the period and view
-- engagement: known engagement; NULL where no mention has any
-- negative: mentions scored negative
-- neutral: mentions scored neutral
-- positive: mentions scored positive
-- not_scored: mentions without a score
--
-- unique: period, topic, view, country
with seen as (
  select
    views.view,
    topic_mentions.period,
    topic_mentions.topic,
    coalesce(topic_mentions.country, 'unknown') as country,
    topic_mentions.author_key,
    topic_mentions.engagement,
    topic_mentions.label
  from topic_mentions
  inner join (values ('all'), ('originals')) as views (view)
    on views.view = 'all'
    or topic_mentions.is_original
),
counted as (
  select
    period,
    topic,
    view,
    country,
    count(*) as mentions,
    count(distinct hash(author_key)) as authors,
    sum(engagement)::bigint as engagement,
    count(*) filter (where label = 'negative') as negative,
    count(*) filter (where label = 'neutral') as neutral,
    count(*) filter (where label = 'positive') as positive,
    count(*) filter (where label = 'not_scored') as not_scored
  from seen
  group by all
)
select
  period,
  topic,
  view,
  country,
  mentions,
  authors,
  mentions / sum(mentions) over (partition by period, topic, view) as share,
  engagement,
  negative,
  neutral,
  positive,
  not_scored
from counted
order by period, topic, view, mentions desc, country
