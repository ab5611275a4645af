-- Terms of each text that is counted: words without the stop words of its language, pairs of neighbouring words neither
-- of which is a stop word, hashtags, emoji. A text holds a term once, however often it says it.
-- one row per text and term
-- materialized: table
--
-- text_hash: key of the text
-- kind: word, bigram, hashtag or emoji
-- term: the term, lower case
--
-- accepted_values: kind in (word, bigram, hashtag, emoji)
with spoken as (
  select
    text_hash,
    any_value(language) as language
  from term_documents
  group by text_hash
),
stops as materialized (
  select distinct
    languages.language,
    stop_words.word
  from (select distinct language from spoken) as languages
  inner join stop_words
    on stop_words.language = languages.language
    or stop_words.language in ('und', 'en')
),
pairs as (
  select
    text_tokens.text_hash,
    spoken.language,
    unnest(text_tokens.tokens) as word,
    unnest(text_tokens.tokens[2:]) as next_word
  from text_tokens
  inner join spoken using (text_hash)
),
telling as materialized (
  select
    pairs.text_hash,
    pairs.language,
    pairs.word,
    pairs.next_word,
    case
      when unicode(pairs.word) between 97 and 122 then 'word'
      when unicode(pairs.word) in (35, 36) then 'hashtag'
      when unicode(pairs.word) < 48 or unicode(pairs.word) between 58 and 127 or unicode(pairs.word) = 8230 then null
      when regexp_matches(pairs.word, '^[\p{L}\p{N}\p{M}]') then if(regexp_matches(pairs.word, '\p{L}'), 'word', null)
      else 'emoji'
    end as kind
  from pairs
  anti join stops
    on stops.language = pairs.language
    and stops.word = pairs.word
  where length(pairs.word) between 1 and 40
)
select distinct
  text_hash,
  kind,
  word as term
from telling
where kind in ('hashtag', 'emoji')
  or (kind = 'word' and (strlen(word) > 1 and length(word) > 1 or regexp_matches(word, '[\p{Han}\p{Hangul}]')))
union all
select distinct
  telling.text_hash,
  'bigram' as kind,
  telling.word || ' ' || telling.next_word as term
from telling
anti join stops
  on stops.language = telling.language
  and stops.word = telling.next_word
where telling.kind = 'word'
  and length(telling.word) > 1
  and length(telling.next_word) between 2 and 40
  and (unicode(telling.next_word) between 97 and 122 or regexp_matches(telling.next_word, '^[\p{N}]*\p{L}'))
