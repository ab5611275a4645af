-- The words of each text in order: lower case, without addresses, handles and markup. Marks that end a phrase stay as
-- one token, so that pairs of words are taken inside a phrase only; emoji and hashtags are tokens.
-- one row per distinct text
-- materialized: view
--
-- text_hash: key of the text
-- tokens: words, hashtags, emoji and phrase marks in order
select
  text_hash,
  regexp_extract_all(
    regexp_replace(
      replace(lower(nfc_normalize(text)), '’', ''''),
      'https?://\S+|www\.\S+|\bpic\.twitter\.com/\S+|@[\p{L}\p{N}_.]+|&#?\w+;|<[^>]*>',
      ' , ',
      'g'
    ),
    '[#$][\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*|[\p{L}\p{M}\p{N}]+(?:[''\-][\p{L}\p{M}\p{N}]+)*|[\x{1F1E6}-\x{1F1FF}]{2}|[\x{1F300}-\x{1F3FA}\x{1F400}-\x{1F5FF}\x{1F600}-\x{1F64F}\x{1F680}-\x{1F6FF}\x{1F900}-\x{1FAFF}\x{2600}-\x{27BF}]|[.,;:!?()"…\n|]+'
  ) as tokens
from texts
