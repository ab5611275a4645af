-- Most mentions belong to some topic; where more than half do not, a query, or an export, is probably not the one meant.
-- severity: warn
select
  count(*) as mentions,
  count(*) filter (where mention_topics.mention_id is null) as without_topic
from (select distinct mention_id from mentions) as all_mentions
left join (select distinct mention_id from mention_topics) as mention_topics using (mention_id)
having count(*) filter (where mention_topics.mention_id is null) > 0.5 * count(*)
