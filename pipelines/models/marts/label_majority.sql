-- What most coders said about a unit, beside what the machine says; what adjudication has decided counts in their place. A unit
-- whose coders are split evenly, and that nobody has decided, takes no part in what follows; `unclear` is no class. Units drawn outside their topic are in `query_quality` only.
-- one row per sample and unit
-- materialized: table
--
-- sample: name of the sample
-- unit: unit of the sample
-- mention_id: the mention
-- topic: the topic it was judged for
-- period: reporting period of the mention
-- language: language of the mention
-- probability: probability with which it was drawn
-- coders: coders who gave a sentiment, without adjudication
-- human: negative, neutral or positive, as decided or by most coders; NULL where split, unclear or not relevant
-- machine: the machine's label now: sentiment towards the topic, as published; not_scored where it gave none
-- relevant: true where it was decided, or most coders say, that it is about the topic; NULL where split or not said
-- agreed: all coders gave the same sentiment
--
-- unique: sample, unit
with votes as (
  select
    sample,
    unit,
    sentiment,
    count(*) as votes
  from human_labels
  where sentiment is not null
    and coder <> 'adjudication'
    and not contains(stratum, ' / outside / ')
  group by sample, unit, sentiment
),
winning as (
  select
    sample,
    unit,
    arg_max(sentiment, votes) as sentiment,
    sum(votes) as coders,
    count(*) as classes,
    len(list_filter(list(votes), lambda n: n = list_max(list(votes)))) as leaders
  from votes
  group by sample, unit
),
judged as (
  select
    sample,
    unit,
    any_value(mention_id) as mention_id,
    any_value(topic) as topic,
    any_value(period) as period,
    any_value(language) as language,
    any_value(probability) as probability,
    any_value(sentiment) filter (where coder = 'adjudication') as decided,
    case
      when bool_or(relevant is not null) filter (where coder = 'adjudication')
        then bool_or(relevant = 'yes') filter (where coder = 'adjudication')
      when count(*) filter (where relevant = 'yes') > count(*) filter (where relevant = 'no') then true
      when count(*) filter (where relevant = 'no') > count(*) filter (where relevant = 'yes') then false
    end as relevant
  from human_labels
  where not contains(stratum, ' / outside / ')
  group by sample, unit
)
select
  judged.sample,
  judged.unit,
  judged.mention_id,
  judged.topic,
  judged.period,
  judged.language,
  judged.probability,
  coalesce(winning.coders, 0)::integer as coders,
  if(
    judged.relevant is distinct from false,
    nullif(coalesce(judged.decided, if(winning.leaders = 1, winning.sentiment, null)), 'unclear'),
    null
  ) as human,
  coalesce(topic_mentions.label, mention_sentiment.label, 'not_scored') as machine,
  judged.relevant,
  coalesce(winning.classes = 1, false) as agreed
from judged
left join winning using (sample, unit)
left join topic_mentions using (mention_id, topic)
left join mention_sentiment using (mention_id)
order by judged.sample, judged.unit
