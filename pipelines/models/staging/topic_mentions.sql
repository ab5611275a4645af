-- Datable mentions with the topics they belong to, and all that is known of each: what most models start from.
-- The condition on the date stands in a join: as a filter it makes DuckDB expect few mentions and hold them all in memory,
-- with every column, instead of the narrow list of topics.
-- one row per mention and topic
-- materialized: table
-- incremental: mention_id, text_hash
--
-- mention_id: mention
-- topic: topic it belongs to
-- role: role of the topic: own, competitor, product, campaign, category
-- category: panel of the topic
-- weight: 1/k for a mention of k topics of the panel (fractional counting)
-- period: reporting period
-- published_on: day in the study's time zone
-- published_at: time, UTC
-- platform: platform it was published on
-- source_type: kind of source
-- language: ISO 639-1, or `und`
-- country: ISO 3166-1 alpha-2 where known
-- kind: original, repost, quote, reply
-- is_original: not a repost
-- author_key: who counts as one author: platform and id, else platform and name, else the mention itself
-- author: hash of author_key, by which authors are counted
-- author_known: the author has an id or a name
-- author_id: id of the author on the platform
-- author_name: name of the author
-- author_followers: followers at the time of export
-- author_verified: verified by the platform
-- engagement: likes, comments, shares and quotes together; NULL where none is known
-- likes: likes or reactions
-- comments: comments or replies
-- shares: shares or reposts
-- views: views
-- reach: as the vendor gives it
-- text_hash: key of the text
-- original_id: the original of a repost
-- thread_id: conversation
-- label: sentiment towards the topic: negative, neutral, positive, not_scored
-- p_negative: probability of negative
-- p_neutral: probability of neutral
-- p_positive: probability of positive
-- by_clause: the text names several topics, and this is the sentiment of the clauses that name this one
select
  mention_topics.mention_id,
  mention_topics.topic,
  mention_topics.role,
  topics.category,
  mention_topics.weight,
  calendar.period,
  mentions.published_on,
  mentions.published_at,
  mentions.platform,
  mentions.source_type,
  mention_language.language,
  mentions.country,
  mentions.kind,
  mentions.kind is distinct from 'repost' as is_original,
  coalesce(
    mentions.platform || ':' || mentions.author_id,
    mentions.platform || ':' || mentions.author_name,
    mentions.mention_id
  ) as author_key,
  hash(author_key) as author,
  mentions.author_id is not null or mentions.author_name is not null as author_known,
  mentions.author_id,
  mentions.author_name,
  mentions.author_followers,
  mentions.author_verified,
  mentions.engagement,
  mentions.likes,
  mentions.comments,
  mentions.shares,
  mentions.views,
  mentions.reach,
  mentions.text_hash,
  mentions.original_id,
  mentions.thread_id,
  coalesce(mention_topic_sentiment.label, mention_sentiment.label, 'not_scored') as label,
  coalesce(mention_topic_sentiment.p_negative, mention_sentiment.p_negative) as p_negative,
  coalesce(mention_topic_sentiment.p_neutral, mention_sentiment.p_neutral) as p_neutral,
  coalesce(mention_topic_sentiment.p_positive, mention_sentiment.p_positive) as p_positive,
  mention_topic_sentiment.label is not null as by_clause
from mention_topics
inner join mentions using (mention_id)
inner join topics using (topic)
inner join calendar
  on calendar.date = if(mentions.date_quality = 'ok', mentions.published_on, null)
left join mention_language using (mention_id)
left join mention_sentiment using (mention_id)
left join mention_topic_sentiment
  on mention_topic_sentiment.text_hash = mentions.text_hash
  and mention_topic_sentiment.topic = mention_topics.topic
