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
with scored_days as (
  select
    days.period,
    topic_mentions.published_on,
    topic_mentions.topic,
    count(*) filter (where topic_mentions.label = 'negative') as negative,
    count(*) as scored
  from topic_mentions
  inner join days
    on days.date = topic_mentions.published_on
  where topic_mentions.label <> 'not_scored'
    and not days.gap
    and not days.partial
  group by all
),
now_counted as (
  select
    period,
    topic,
    sum(negative)::bigint as negative
  from scored_days
  group by all
),
whole as (
  select
    period,
    topic,
    sum(n * y) as y,
    sum(n * x) as x
  from usual_authors
  group by all
),
sums as (
  select
    alike.period,
    alike.topic,
    any_value(whole.y) as y,
    any_value(whole.x) as x,
    sum(alike.n)::bigint as n,
    sum(alike.n * alike.x * alike.x) as x2,
    coalesce(sum(alike.n) filter (where alike.y > 0), 0)::bigint as with_property,
    coalesce(sum(alike.n) filter (where alike.y < alike.x), 0)::bigint as without_property,
    coalesce(exact_sum(alike.n * pow((alike.y - whole.y / whole.x * alike.x) / nullif(whole.x - alike.x, 0), 2)), 0) as influence2,
    exact_sum(alike.n * pow(alike.x, 1.4)) as spread,
    exact_sum(alike.n * pow(alike.x, 2.8)) as spread2
  from usual_authors as alike
  inner join whole using (period, topic)
  group by all
),
by_period as (
  select
    usual_days.period,
    usual_days.usual_period,
    scored_days.topic,
    sum(scored_days.negative)::bigint as negative,
    sum(scored_days.scored)::bigint as scored
  from usual_days
  inner join scored_days
    on scored_days.period = usual_days.usual_period
  where list_contains(usual_days.weekdays, isodow(scored_days.published_on))
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
  judged_periods.days,
  history.before
from sums
inner join judged_periods using (period)
inner join history using (period, topic)
left join now_counted using (period, topic)
order by period, topic
