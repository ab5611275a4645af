-- The distinct original texts of each topic and period; reposts and copies of a text count once. A period and topic with more
-- than 10,000 texts is represented by 10,000 of them, drawn by hash.
-- one row per period, topic and text
-- materialized: table
-- incremental: period
--
-- period: reporting period
-- topic: topic
-- text_hash: key of the text
-- language: language of the text, or `und`
-- author: hash of the key of one of its authors
-- published_on: first day of the period on which it appeared
-- mention_id: one of its original mentions, the first by id
-- label: sentiment towards the topic of that mention
with said as (
  select
    period,
    topic,
    text_hash,
    any_value(coalesce(language, 'und')) as language,
    min(author) as author,
    min(published_on) as published_on,
    min(topic_mentions.mention_id) as mention_id,
    arg_min(label, topic_mentions.mention_id) as label
  from topic_mentions
  where is_original and text_hash is not null
  group by all
)
select *
from said
qualify row_number() over (partition by period, topic order by hash(text_hash)) <= 10000
