-- Distinct texts of all mentions: what the per-text steps score, each once.
-- one row per distinct text
-- materialized: table
-- incremental: text_hash
--
-- text_hash: hash of the text, the key of everything that is worked out per text
-- text: text of the mention, or its title where it has only a title
--
-- unique: text_hash
-- not_null: text_hash
-- not_null: text
select
  text_hash,
  any_value(coalesce(text, title)) as text
from mentions
where text_hash is not null
group by text_hash
