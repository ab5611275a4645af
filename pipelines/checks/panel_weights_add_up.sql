-- The weights of a mention over the topics of one panel (own brand and competitors of a category) add up to 1.
-- severity: error
select
  mention_topics.mention_id,
  topics.category,
  sum(mention_topics.weight) as weight
from mention_topics
inner join topics using (topic)
where topics.role in ('own', 'competitor')
group by mention_topics.mention_id, topics.category
having abs(sum(mention_topics.weight) - 1) > 1e-6
