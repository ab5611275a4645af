-- Languages of all mentions and how many of them could be scored: what the site says about what sentiment rests on.
-- one row per language
-- materialized: table
--
-- language: ISO 639-1; `und` where it could not be told
-- mentions: mentions of any topic or none
-- scored: mentions with a sentiment label
-- not_scored: mentions without one
-- authors: distinct authors
select
  coalesce(mention_language.language, 'und') as language,
  count(*) as mentions,
  count(*) filter (where mention_sentiment.label <> 'not_scored') as scored,
  count(*) filter (where coalesce(mention_sentiment.label, 'not_scored') = 'not_scored') as not_scored,
  count(distinct hash(coalesce(
    mentions.platform || ':' || mentions.author_id,
    mentions.platform || ':' || mentions.author_name,
    mentions.mention_id
  ))) as authors
from mentions
left join mention_language using (mention_id)
left join mention_sentiment using (mention_id)
group by all
order by mentions desc, language
