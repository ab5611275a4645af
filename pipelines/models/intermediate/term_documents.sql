-- The texts whose terms are counted: the distinct original texts of each topic and period, and of the whole time (`all`);
-- reposts and copies of a text count once. A period and topic with more than 10,000 texts is represented by 10,000 of
-- them, drawn by hash, and so is the whole time: its first texts by hash are among the first of the periods that have them.
-- one row per period, topic and text
-- materialized: table
--
-- period: reporting period, or `all`
-- topic: topic
-- text_hash: key of the text
-- language: language of the text, or `und`
-- author: hash of the key of one of its authors
-- published_on: first day of the period on which it appeared
-- mention_id: one of its original mentions, the first by id
-- label: sentiment towards the topic of that mention
with whole as (
  select
    'all' as period,
    topic,
    text_hash,
    any_value(language) as language,
    min(author) as author,
    min(published_on) as published_on,
    min(period_documents.mention_id) as mention_id,
    arg_min(label, period_documents.mention_id) as label
  from period_documents
  group by topic, text_hash
)
select *
from period_documents
union all
(
  select *
  from whole
  qualify row_number() over (partition by topic order by hash(text_hash)) <= 10000
)
