-- What each author did on each topic in each period. Authors are the units of every interval, so this is the table that
-- share of voice, net sentiment, changes, warnings and voices are worked out from. Columns that begin with original_ count
-- originals alone, without reposts; `author_topic` shows the two as rows.
-- one row per period, topic and author
-- materialized: table
-- incremental: period
--
-- period: reporting period
-- topic: topic
-- author: hash of the author's key
-- named: the author is known by an id or a name
-- followers: most followers seen in the period; NULL where unknown
-- mentions: mentions by this author (full counting)
-- weight: the same, each mention shared among the topics of its panel (fractional counting)
-- known: mentions with known engagement
-- engagement: known engagement with them
-- weighted_engagement: the same, shared among topics
-- negative: mentions scored negative
-- neutral: mentions scored neutral
-- positive: mentions scored positive
-- panel_mentions: this author's mentions of any topic of the panel (own brand and competitors of the category);
--   NULL for topics outside a panel of at least two topics
-- panel_engagement: engagement with them
-- panel_topics: topics of the panel that this author mentions
-- panel_first: true in one of the author's rows of the panel, that of the first topic by alphabet, so that authors can be
--   counted once
-- originals: mentions that are not reposts
-- original_weight: as weight
-- original_engagement: as engagement
-- original_weighted_engagement: as weighted_engagement
-- original_negative: as negative
-- original_neutral: as neutral
-- original_positive: as positive
-- original_panel_mentions: as panel_mentions; NULL also for authors without an original
-- original_panel_engagement: as panel_engagement
-- original_panel_topics: as panel_topics
-- original_panel_first: as panel_first
with panels as (
  select
    topic,
    if(
      role in ('own', 'competitor') and count(*) filter (where role in ('own', 'competitor')) over (partition by category) > 1,
      category,
      null
    ) as panel
  from topics
),
counted as materialized (
  select
    period,
    topic,
    author,
    bool_or(author_known) as named,
    max(author_followers) as followers,
    count(*)::integer as mentions,
    sum(weight) as weight,
    count(engagement)::integer as known,
    coalesce(sum(engagement)::bigint, 0) as engagement,
    coalesce(sum(if(weight < 1 and engagement > 0, (engagement * (1 - weight))::decimal(38, 9), null))::double, 0) as given_away,
    (count(*) filter (where label = 'negative'))::integer as negative,
    (count(*) filter (where label = 'neutral'))::integer as neutral,
    (count(*) filter (where label = 'positive'))::integer as positive,
    (count(*) filter (where is_original))::integer as originals,
    coalesce(sum(if(is_original, weight, null)), 0) as original_weight,
    coalesce(sum(if(is_original, engagement, null))::bigint, 0) as original_engagement,
    coalesce(sum(if(is_original and weight < 1 and engagement > 0, (engagement * (1 - weight))::decimal(38, 9), null))::double, 0) as original_given_away,
    (count(*) filter (where is_original and label = 'negative'))::integer as original_negative,
    (count(*) filter (where is_original and label = 'neutral'))::integer as original_neutral,
    (count(*) filter (where is_original and label = 'positive'))::integer as original_positive
  from topic_mentions
  group by all
),
several as (
  select
    counted.period,
    panels.panel,
    counted.author,
    count(*)::integer as topics,
    min(counted.topic) as first_topic,
    round(sum(counted.weight))::integer as mentions,
    round(sum(counted.engagement - counted.given_away))::bigint as engagement,
    (count(*) filter (where counted.originals > 0))::integer as original_topics,
    min(counted.topic) filter (where counted.originals > 0) as first_original,
    round(sum(counted.original_weight))::integer as originals,
    round(sum(counted.original_engagement - counted.original_given_away))::bigint as original_engagement
  from counted
  inner join panels using (topic)
  where panels.panel is not null
  group by all
  having count(*) > 1
)
select
  counted.period,
  counted.topic,
  counted.author,
  counted.named,
  counted.followers,
  counted.mentions,
  if(counted.weight = counted.mentions, counted.weight, round(counted.weight, 9)) as weight,
  counted.known,
  counted.engagement,
  counted.engagement - counted.given_away as weighted_engagement,
  counted.negative,
  counted.neutral,
  counted.positive,
  if(panels.panel is null, null, coalesce(several.mentions, counted.mentions)) as panel_mentions,
  if(panels.panel is null, null, coalesce(several.engagement, counted.engagement)) as panel_engagement,
  if(panels.panel is null, null, coalesce(several.topics, 1)) as panel_topics,
  if(panels.panel is null, null, coalesce(several.first_topic = counted.topic, true)) as panel_first,
  counted.originals,
  if(counted.original_weight = counted.originals, counted.original_weight, round(counted.original_weight, 9)) as original_weight,
  counted.original_engagement,
  counted.original_engagement - counted.original_given_away as original_weighted_engagement,
  counted.original_negative,
  counted.original_neutral,
  counted.original_positive,
  if(panels.panel is null or counted.originals = 0, null, coalesce(several.originals, counted.originals)) as original_panel_mentions,
  if(panels.panel is null or counted.originals = 0, null, coalesce(several.original_engagement, counted.original_engagement)) as original_panel_engagement,
  if(panels.panel is null or counted.originals = 0, null, coalesce(several.original_topics, 1)) as original_panel_topics,
  if(panels.panel is null or counted.originals = 0, null, coalesce(several.first_original = counted.topic, true)) as original_panel_first
from counted
inner join panels using (topic)
left join several
  on several.period = counted.period
  and several.panel = panels.panel
  and several.author = counted.author
