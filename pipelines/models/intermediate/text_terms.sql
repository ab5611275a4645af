-- The terms of each text that is counted, see text_term_lists, as rows.
-- one row per text and term
-- materialized: view
--
-- text_hash: key of the text
-- kind: word, bigram, hashtag or emoji
-- term_id: the term's number; its word is number `term_id // 4294967296` of term_words, the second word of a pair number `term_id % 4294967296 - 3`
select
  text_hash,
  case term_id % 4294967296 when 0 then 'word' when 1 then 'hashtag' when 2 then 'emoji' else 'bigram' end
    ::enum('word', 'bigram', 'hashtag', 'emoji') as kind,
  term_id
from (
  select
    text_hash,
    unnest(terms) as term_id
  from text_term_lists
)
