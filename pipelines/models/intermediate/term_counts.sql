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
--
-- unique: period, topic, term
with counted as (
  select
    term_documents.period,
    term_documents.topic,
    text_terms.kind,
    text_terms.term,
    count(*) as texts
  from text_terms
  inner join term_documents using (text_hash)
  group by all
),
totalled as (
  select
    *,
    sum(texts) over (partition by period, topic, kind) as total,
    max(texts) over (partition by topic, term) as most
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
    text_terms.term,
    count(distinct term_documents.author) as authors
  from text_terms
  semi join kept
    on kept.term = text_terms.term
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
  kept.kind,
  kept.term,
  kept.texts,
  speakers.authors,
  kept.total::bigint as total,
  read_documents.documents
from kept
inner join speakers using (period, topic, term)
inner join read_documents using (period, topic)
order by all
