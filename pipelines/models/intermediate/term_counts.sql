-- How many distinct original texts of a topic use a term, per period. Reposts and copies of a text count once, and each
-- text counts a term once. Stop words of the text's language are out; pairs of words hold no stop word. A period and
-- topic with more than 10,000 texts is represented by 10,000 of them, drawn by hash. Terms that no period of the topic
-- has in at least five texts are left out; `total` counts them all the same.
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
-- accepted_values: kind in (word, bigram, hashtag, emoji)
with documents as materialized (
  select
    period,
    topic,
    text_hash,
    any_value(coalesce(language, 'und')) as language,
    min(hash(author_key)) as author
  from topic_mentions
  where is_original and text_hash is not null
  group by period, topic, text_hash
  qualify row_number() over (partition by period, topic order by hash(text_hash)) <= 10000
),
stops as materialized (
  select distinct
    languages.language,
    stop_words.word
  from (select distinct language from documents) as languages
  inner join stop_words
    on stop_words.language = languages.language
    or stop_words.language in ('und', 'en')
),
spoken as (
  select
    text_hash,
    any_value(language) as language
  from documents
  group by text_hash
),
pairs as materialized (
  select
    text_tokens.text_hash,
    spoken.language,
    unnest(text_tokens.tokens) as word,
    unnest(text_tokens.tokens[2:]) as next_word
  from text_tokens
  inner join spoken using (text_hash)
),
telling as materialized (
  select pairs.*
  from pairs
  anti join stops
    on stops.language = pairs.language
    and stops.word = pairs.word
),
terms as materialized (
  select distinct
    text_hash,
    word as term
  from telling
  where length(word) between 1 and 40
  union all
  select distinct
    telling.text_hash,
    telling.word || ' ' || telling.next_word as term
  from telling
  anti join stops
    on stops.language = telling.language
    and stops.word = telling.next_word
  where length(telling.word) between 2 and 40
    and length(telling.next_word) between 2 and 40
    and telling.word[1] not in ('#', '$')
    and telling.next_word[1] not in ('#', '$')
),
counted as (
  select
    documents.period,
    documents.topic,
    terms.term,
    count(*) as texts
  from terms
  inner join documents using (text_hash)
  group by all
),
kinds as (
  select
    *,
    case
      when contains(term, ' ') then 'bigram'
      when term[1] in ('#', '$') then 'hashtag'
      when regexp_matches(term, '[\p{L}\p{N}]') then 'word'
      else 'emoji'
    end as kind
  from counted
),
worded as (
  select *
  from kinds
  where case kind
    when 'word' then regexp_matches(term, '\p{L}') and (length(term) > 1 or regexp_matches(term, '[\p{Han}\p{Hangul}]'))
    when 'bigram' then regexp_full_match(term, '[\p{L}\p{N}][^.,;:!?()"…\n|]* [\p{L}\p{N}][^.,;:!?()"…\n|]*') and regexp_matches(term, '\p{L}')
    when 'emoji' then not regexp_matches(term, '[.,;:!?()"…\n|''\-]')
    else true
  end
),
totalled as (
  select
    *,
    sum(texts) over (partition by period, topic, kind) as total,
    max(texts) over (partition by topic, term) as most
  from worded
),
kept as materialized (
  select *
  from totalled
  where most >= 5
),
speakers as (
  select
    documents.period,
    documents.topic,
    terms.term,
    count(distinct documents.author) as authors
  from terms
  semi join kept
    on kept.term = terms.term
  inner join documents using (text_hash)
  group by all
),
read_documents as (
  select
    period,
    topic,
    count(*) as documents
  from documents
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
