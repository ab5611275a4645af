-- What each author did on each topic in each period. Authors are the units of every interval, so this is the table that
-- share of voice, net sentiment, changes and voices are worked out from; it is much smaller than the mentions.
-- one row per period, topic, view and author
-- materialized: table
--
-- period: reporting period
-- category: panel of the topic
-- role: role of the topic
-- topic: topic
-- view: all, or originals (without reposts)
-- author: hash of the author's key
-- mentions: mentions by this author (full counting)
-- weight: the same, each mention shared among the topics of its panel (fractional counting)
-- engagement: known engagement with them
-- weighted_engagement: the same, shared among topics
-- negative: mentions scored negative
-- neutral: mentions scored neutral
-- positive: mentions scored positive
-- not_scored: mentions without a score
-- panel_mentions: this author's mentions of any topic of the panel (own brand and competitors of the category);
--   NULL for topics outside the panel
-- panel_engagement: engagement with them
-- panel_topics: topics of the panel that this author mentions
-- panel_place: 1 in one of the author's rows of the panel, that of the first topic by alphabet, so that authors can be counted once
--
-- accepted_values: view in (all, originals)
with counted as materialized (
  select
    period,
    category,
    role,
    topic,
    hash(author_key) as author,
    count(*) as mentions,
    sum(weight) as weight,
    coalesce(sum(engagement), 0) as engagement,
    coalesce(sum((engagement * weight)::decimal(38, 9)), 0) as weighted_engagement,
    count(*) filter (where label = 'negative') as negative,
    count(*) filter (where label = 'neutral') as neutral,
    count(*) filter (where label = 'positive') as positive,
    count(*) filter (where label = 'not_scored') as not_scored,
    count(*) filter (where is_original) as originals,
    sum(weight) filter (where is_original) as original_weight,
    coalesce(sum(engagement) filter (where is_original), 0) as original_engagement,
    coalesce(sum((engagement * weight)::decimal(38, 9)) filter (where is_original), 0) as original_weighted_engagement,
    count(*) filter (where is_original and label = 'negative') as original_negative,
    count(*) filter (where is_original and label = 'neutral') as original_neutral,
    count(*) filter (where is_original and label = 'positive') as original_positive,
    count(*) filter (where is_original and label = 'not_scored') as original_not_scored
  from topic_mentions
  group by all
),
viewed as (
  select
    period,
    category,
    role,
    topic,
    'all' as view,
    author,
    mentions,
    weight,
    engagement,
    weighted_engagement,
    negative,
    neutral,
    positive,
    not_scored
  from counted
  union all
  select
    period,
    category,
    role,
    topic,
    'originals' as view,
    author,
    originals,
    original_weight,
    original_engagement,
    original_weighted_engagement,
    original_negative,
    original_neutral,
    original_positive,
    original_not_scored
  from counted
  where originals > 0
),
panelled as (
  select
    *,
    role in ('own', 'competitor') as in_panel
  from viewed
)
select
  period,
  category,
  role,
  topic,
  view,
  author,
  mentions::bigint as mentions,
  round(weight, 9) as weight,
  engagement::bigint as engagement,
  weighted_engagement::double as weighted_engagement,
  negative::bigint as negative,
  neutral::bigint as neutral,
  positive::bigint as positive,
  not_scored::bigint as not_scored,
  if(in_panel, round(sum(weight) over author_of_panel, 9), null) as panel_mentions,
  if(in_panel, (sum(weighted_engagement) over author_of_panel)::double, null) as panel_engagement,
  if(in_panel, count(*) over author_of_panel, null) as panel_topics,
  if(in_panel, row_number() over (author_of_panel order by topic), null) as panel_place
from panelled
window author_of_panel as (partition by period, category, view, author, in_panel)
