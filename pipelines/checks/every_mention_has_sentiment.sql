-- Every mention has exactly one sentiment row, if only to say that it was not scored.
-- severity: error
select
  mentions.mention_id,
  count(mention_sentiment.mention_id) as rows
from mentions
left join mention_sentiment using (mention_id)
group by mentions.mention_id
having count(mention_sentiment.mention_id) <> 1
