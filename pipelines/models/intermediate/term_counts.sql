-- How many distinct original texts of a topic use a term, per period. Terms that no period of the topic has in at least
-- five texts are left out; `total` counts them all the same.
-- one row per period, topic and term
-- materialized: table
--
-- period: reporting period
-- topic: topic
-- kind: word, bigram, hashtag or emoji
-- term: the term, lower case
-- texts: distinct original texts with the term
-- authors: authors of these texts
-- total: occurrences of all terms of this kind in the period and topic
-- documents: distinct original texts that were read
-- term_id: the term's number, see text_terms
--
-- unique: period, topic, term
with counted as (
  select
    term_documents.period,
    term_documents.topic,
    text_terms.kind,
    text_terms.term_id,
    count(*) as texts
  from text_terms
  inner join term_documents using (text_hash)
  group by all
),
totalled as (
  select
    *,
    sum(texts) over (partition by period, topic, kind) as total,
    max(texts) over (partition by topic, term_id) as most
  from counted
),
kept as materialized (
  select *
  from totalled
  where most >= 5
),
speakers as (
  select
    term_documents.period,
    term_documents.topic,
    text_terms.term_id,
    count(distinct term_documents.author) as authors
  from text_terms
  semi join kept
    on kept.term_id = text_terms.term_id
  inner join term_documents using (text_hash)
  group by all
),
read_documents as (
  select
    period,
    topic,
    count(*) as documents
  from term_documents
  group by all
)
select
  kept.period,
  kept.topic,
  kept.kind::varchar as kind,
  if(kept.kind = 'bigram', first.word || ' ' || second.word, first.word) as term,
  kept.texts,
  speakers.authors,
  kept.total::bigint as total,
  read_documents.documents,
  kept.term_id
from kept
inner join speakers using (period, topic, term_id)
inner join read_documents using (period, topic)
inner join term_words as first
  on first.word_id = kept.term_id // 4294967296
left join term_words as second
  on second.word_id = kept.term_id % 4294967296 - 1
order by all
