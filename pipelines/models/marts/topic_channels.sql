-- Where a topic is talked about: mentions by platform.
-- one row per period, topic, view and platform
-- materialized: view
--
-- period: reporting period
-- topic: topic
-- view: all, or originals (without reposts)
-- platform: platform; `unknown` where the export does not say
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
  value as platform,
  mentions,
  authors,
  share,
  engagement,
  negative,
  neutral,
  positive,
  not_scored
from topic_groups
where dimension = 'platform'
order by period, topic, view, mentions desc, value
