-- Every mention has exactly one language row, `und` where it could not be told.
-- severity: error
select
  mentions.mention_id,
  count(mention_language.mention_id) as rows
from mentions
left join mention_language using (mention_id)
group by mentions.mention_id
having count(mention_language.mention_id) <> 1
