-- How many mentions topics share, over the whole study. A topic inside another one shares all of its mentions with it.
-- one row per topic and other topic
-- materialized: table
--
-- topic: topic
-- other: a topic that shares mentions with it
-- shared: mentions that belong to both
-- mentions: mentions of the topic
-- share: shared / mentions
--
-- unique: topic, other
-- relationships: topic -> topics.topic
with counted as (
  select
    topic,
    count(*) as mentions
  from mention_topics
  group by topic
)
select
  mine.topic,
  theirs.topic as other,
  count(*) as shared,
  any_value(counted.mentions) as mentions,
  count(*) / any_value(counted.mentions) as share
from mention_topics as mine
inner join mention_topics as theirs
  on theirs.mention_id = mine.mention_id
  and theirs.topic <> mine.topic
inner join counted on counted.topic = mine.topic
group by mine.topic, theirs.topic
order by mine.topic, shared desc, other
