-- What is usual: negative and scored mentions of a topic over the 4 to 8 complete periods before each period. Where a
-- period has fewer than seven weekdays so far, only the same weekdays of the periods before are counted. Gap days and
-- partial days count on neither side; a period in which nobody mentioned the topic counts as one, with none.
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
-- negative: negative mentions on the complete days of the period itself
-- days: complete days of the period itself
-- before: periods before: negative and scored mentions of each, and the days they are of
with judged as (
  select
    periods.period,
    any_value(periods.position) as position,
    count(*) as days,
    count(*) = any_value(periods.days) as whole,
    count(distinct isodow(days.date)) < 7 as short,
    list(distinct isodow(days.date)) as weekdays
  from periods
  inner join days using (period)
  where not days.gap and not days.partial
  group by periods.period
),
usual_days as (
  select
    judged.period,
    usual.period as usual_period,
    any_value(usual.position) as usual_position,
    any_value(not judged.short and usual.gap_days = 0) as whole,
    any_value(judged.weekdays) as weekdays,
    count(*) as days
  from judged
  inner join periods as usual
    on usual.position between judged.position - 8 and judged.position - 1
    and not usual.partial
  inner join days on days.period = usual.period
  where not days.gap
    and not days.partial
    and (not judged.short or list_contains(judged.weekdays, isodow(days.date)))
  group by all
),
daily as (
  select
    topic_mentions.period,
    topic_mentions.topic,
    topic_mentions.published_on,
    hash(topic_mentions.author_key) as author,
    count(*) filter (where topic_mentions.label = 'negative') as negative,
    count(*) as scored
  from topic_mentions
  inner join days on days.date = topic_mentions.published_on
  where topic_mentions.label <> 'not_scored'
    and not days.gap
    and not days.partial
    and topic_mentions.period in (
      select usual_period from usual_days where not whole
      union
      select period from judged where not whole
    )
  group by all
),
counted as (
  select
    usual_days.period,
    usual_days.usual_period,
    author_topic.topic,
    author_topic.author,
    author_topic.negative,
    author_topic.negative + author_topic.neutral + author_topic.positive as scored
  from usual_days
  inner join author_topic
    on author_topic.period = usual_days.usual_period
    and author_topic.view = 'all'
  where usual_days.whole
  union all
  select
    usual_days.period,
    usual_days.usual_period,
    daily.topic,
    daily.author,
    daily.negative,
    daily.scored
  from usual_days
  inner join daily
    on daily.period = usual_days.usual_period
  where not usual_days.whole
    and list_contains(usual_days.weekdays, isodow(daily.published_on))
),
now_counted as (
  select
    author_topic.period,
    author_topic.topic,
    sum(author_topic.negative)::bigint as negative
  from author_topic
  inner join judged using (period)
  where judged.whole
    and author_topic.view = 'all'
  group by all
  union all
  select
    daily.period,
    daily.topic,
    sum(daily.negative)::bigint as negative
  from daily
  inner join judged using (period)
  where not judged.whole
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
    coalesce(exact_sum(pow((authors.y - whole.y / whole.x * authors.x) / nullif(whole.x - authors.x, 0), 2)), 0) as influence2,
    exact_sum(pow(authors.x, 1.4)) as spread,
    exact_sum(pow(authors.x, 2.8)) as spread2
  from authors
  inner join whole using (period, topic)
  group by all
),
by_period as (
  select
    period,
    topic,
    usual_period,
    sum(negative)::bigint as negative,
    sum(scored)::bigint as scored
  from counted
  group by all
),
history as (
  select
    usual_days.period,
    topics.topic,
    list(
      {
        'period': usual_days.usual_period,
        'negative': coalesce(by_period.negative, 0),
        'scored': coalesce(by_period.scored, 0),
        'days': usual_days.days
      }
      order by usual_days.usual_position
    ) as before
  from usual_days
  cross join topics
  left join by_period
    on by_period.period = usual_days.period
    and by_period.usual_period = usual_days.usual_period
    and by_period.topic = topics.topic
  group by all
)
select
  sums.*,
  coalesce(now_counted.negative, 0) as negative,
  judged.days,
  history.before
from sums
inner join judged using (period)
inner join history using (period, topic)
left join now_counted using (period, topic)
order by period, topic
