-- What is usual: negative and scored mentions of a topic over the 4 to 8 complete periods before each period. Where a
-- period has fewer than seven days so far, only the same weekdays of the periods before are counted.
-- one row per period and topic
-- materialized: table
--
-- period: reporting period that is judged
-- topic: topic
-- y: negative mentions over the periods before
-- x: scored mentions over the periods before
-- n: authors with a scored mention
-- x2: sum of squared denominators
-- with_property: authors with a negative mention
-- without_property: authors with a scored mention that is not negative
-- influence2: sum of squared influences
-- spread: sum of the influences' variances under the working model (x to the power 1.4)
-- spread2: sum of their squares
-- before: negative and scored mentions of each of the periods before
with judged as (
  select
    periods.period,
    periods.position,
    count(distinct isodow(days.date)) < 7 as short,
    list(distinct isodow(days.date)) as weekdays
  from periods
  inner join days using (period)
  where not days.gap and not days.partial
  group by all
),
pairs as (
  select
    judged.period,
    judged.short,
    judged.weekdays,
    usual.period as usual_period
  from judged
  inner join periods as usual
    on usual.position between judged.position - 8 and judged.position - 1
    and not usual.partial
),
counted as (
  select
    pairs.period,
    pairs.usual_period,
    author_topic.topic,
    author_topic.author,
    author_topic.negative,
    author_topic.negative + author_topic.neutral + author_topic.positive as scored
  from pairs
  inner join author_topic
    on author_topic.period = pairs.usual_period
    and author_topic.view = 'all'
  where not pairs.short
  union all
  select
    pairs.period,
    pairs.usual_period,
    topic_mentions.topic,
    hash(topic_mentions.author_key) as author,
    count(*) filter (where topic_mentions.label = 'negative') as negative,
    count(*) filter (where topic_mentions.label <> 'not_scored') as scored
  from pairs
  inner join topic_mentions
    on topic_mentions.period = pairs.usual_period
  where pairs.short
    and list_contains(pairs.weekdays, isodow(topic_mentions.published_on))
  group by all
),
authors as (
  select
    period,
    topic,
    author,
    sum(negative)::double as y,
    sum(scored)::double as x
  from counted
  where scored > 0
  group by all
),
whole as (
  select
    period,
    topic,
    sum(y) as y,
    sum(x) as x
  from authors
  group by all
),
sums as (
  select
    authors.period,
    authors.topic,
    any_value(whole.y) as y,
    any_value(whole.x) as x,
    count(*) as n,
    sum(authors.x * authors.x) as x2,
    count(*) filter (where authors.y > 0) as with_property,
    count(*) filter (where authors.y < authors.x) as without_property,
    coalesce(sum(pow((authors.y - whole.y / whole.x * authors.x) / nullif(whole.x - authors.x, 0), 2)), 0) as influence2,
    sum(pow(authors.x, 1.4)) as spread,
    sum(pow(authors.x, 2.8)) as spread2
  from authors
  inner join whole using (period, topic)
  group by all
),
history as (
  select
    period,
    topic,
    list({'negative': negative, 'scored': scored} order by usual_period) as before
  from (
    select
      period,
      topic,
      usual_period,
      sum(negative)::bigint as negative,
      sum(scored)::bigint as scored
    from counted
    group by all
  )
  group by all
)
select
  sums.*,
  history.before
from sums
inner join history using (period, topic)
order by period, topic
