-- The texts whose terms are counted: the distinct original texts of each topic and period, and of the whole time (`all`);
-- reposts and copies of a text count once. A period and topic with more than 10,000 texts is represented by 10,000 of
-- them, drawn by hash, and so is the whole time.
-- one row per period, topic and text
-- materialized: table
--
-- period: reporting period, or `all`
-- topic: topic
-- text_hash: key of the text
-- language: language of the text, or `und`
-- author: hash of the key of one of its authors
-- published_on: first day of the period on which it appeared
with said as (
  select
    if(grouping(period) = 1, 'all', period) as period,
    topic,
    text_hash,
    any_value(coalesce(language, 'und')) as language,
    min(author) as author,
    min(published_on) as published_on
  from topic_mentions
  where is_original and text_hash is not null
  group by grouping sets ((period, topic, text_hash), (topic, text_hash))
)
select *
from said
qualify row_number() over (partition by period, topic order by hash(text_hash)) <= 10000
