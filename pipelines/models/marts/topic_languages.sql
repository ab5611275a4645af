-- In which languages a topic is talked about, and how well in each.
-- one row per period, topic, view and language
-- materialized: view
--
-- period: reporting period
-- topic: topic
-- view: all, or originals (without reposts)
-- language: ISO 639-1; `und` where it could not be told
-- mentions: mentions
-- authors: distinct authors
-- share: mentions by all mentions of the topic in the period and view
-- engagement: known engagement; NULL where no mention has any
-- negative: mentions scored negative
-- neutral: mentions scored neutral
-- positive: mentions scored positive
-- not_scored: mentions without a score
select
  period,
  topic,
  view,
  value as language,
  mentions,
  authors,
  share,
  engagement,
  negative,
  neutral,
  positive,
  not_scored
from topic_groups
where dimension = 'language'
order by period, topic, view, mentions desc, value
