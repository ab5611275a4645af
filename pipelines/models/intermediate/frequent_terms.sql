-- Words, hashtags and emoji that five texts and five authors of a period and topic use: those that are paired with one another.
-- one row per period, topic and term
-- materialized: table
--
-- period: reporting period, or `all`
-- topic: topic
-- term: the term, lower case
-- term_id: the term's number, see text_terms
-- texts: distinct original texts with the term
-- documents: distinct original texts that were read
select
  period,
  topic,
  term,
  term_id,
  texts,
  documents
from term_counts
where kind in ('word', 'hashtag', 'emoji') and texts >= 5 and authors >= 5
