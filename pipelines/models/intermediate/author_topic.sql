-- What each author did on each topic in each period, all mentions and originals as rows of their own.
-- one row per period, topic, view and author
-- materialized: view
-- incremental: period
--
-- period: reporting period
-- category: panel of the topic
-- role: role of the topic
-- topic: topic
-- view: all, or originals (without reposts)
-- author: hash of the author's key
-- mentions: mentions by this author (full counting)
-- weight: the same, each mention shared among the topics of its panel (fractional counting)
-- engagement: known engagement with them
-- weighted_engagement: the same, shared among topics
-- negative: mentions scored negative
-- neutral: mentions scored neutral
-- positive: mentions scored positive
-- not_scored: mentions without a score
-- panel_mentions: this author's mentions of any topic of the panel (own brand and competitors of the category);
--   NULL for topics outside the panel
-- panel_engagement: engagement with them
-- panel_topics: topics of the panel that this author mentions
-- panel_first: true in one of the author's rows of the panel, that of the first topic by alphabet, so that authors can be
--   counted once
select
  author_counts.period,
  topics.category,
  topics.role,
  author_counts.topic,
  'all' as view,
  author_counts.author,
  author_counts.mentions,
  author_counts.weight,
  author_counts.engagement,
  author_counts.weighted_engagement,
  author_counts.negative,
  author_counts.neutral,
  author_counts.positive,
  author_counts.mentions - author_counts.negative - author_counts.neutral - author_counts.positive as not_scored,
  author_counts.panel_mentions,
  author_counts.panel_engagement,
  author_counts.panel_topics,
  author_counts.panel_first
from author_counts
inner join topics using (topic)
union all
select
  author_counts.period,
  topics.category,
  topics.role,
  author_counts.topic,
  'originals' as view,
  author_counts.author,
  author_counts.originals,
  author_counts.original_weight,
  author_counts.original_engagement,
  author_counts.original_weighted_engagement,
  author_counts.original_negative,
  author_counts.original_neutral,
  author_counts.original_positive,
  author_counts.originals - author_counts.original_negative - author_counts.original_neutral - author_counts.original_positive,
  author_counts.original_panel_mentions,
  author_counts.original_panel_engagement,
  author_counts.original_panel_topics,
  author_counts.original_panel_first
from author_counts
inner join topics using (topic)
where author_counts.originals > 0
