-- In what kind of source a topic is talked about: social, news, forum, review …
-- one row per period, topic, view and source_type
-- materialized: view
--
-- period: reporting period
-- topic: topic
-- view: all, or originals (without reposts)
-- source_type: kind of source; `unknown` where the export does not say
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
  value as source_type,
  mentions,
  authors,
  share,
  engagement,
  negative,
  neutral,
  positive,
  not_scored
from topic_groups
where dimension = 'source_type'
order by period, topic, view, mentions desc, value
