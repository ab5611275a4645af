-- What is usual: negative and scored mentions of a topic over the 4 to 8 complete periods before each period. Where a
-- period has fewer than seven weekdays so far, only the same weekdays of the periods before are counted. Gap days and
-- partial days count on neither side; a period in which nobody mentioned the topic counts as one, with none.
-- An author's count over the periods before changes when a period comes into them and when it leaves them: authors are
-- counted by how much they have, from one such change to the next.
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
    topic_mentions.author,
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
entries as materialized (
  select
    periods.position,
    author_counts.topic,
    author_counts.author,
    author_counts.negative as y,
    author_counts.negative + author_counts.neutral + author_counts.positive as x
  from author_counts
  inner join periods using (period)
  where not periods.partial
    and periods.gap_days = 0
    and author_counts.negative + author_counts.neutral + author_counts.positive > 0
  union all
  select
    periods.position,
    daily.topic,
    daily.author,
    sum(daily.negative)::integer as y,
    sum(daily.scored)::integer as x
  from daily
  inner join periods using (period)
  where not periods.partial
    and periods.gap_days > 0
  group by all
),
moves as (
  select
    position + 1 as position,
    topic,
    author,
    y,
    x
  from entries
  union all
  select
    position + 9 as position,
    topic,
    author,
    -y,
    -x
  from entries
),
moved as (
  select
    topic,
    position,
    y as y_change,
    x as x_change,
    (sum(y) over so_far)::integer as y,
    (sum(x) over so_far)::integer as x
  from moves
  window so_far as (partition by topic, author order by position rows unbounded preceding)
),
transitions as materialized (
  select
    topic,
    position,
    y,
    x,
    y_change,
    x_change,
    count(*) as n
  from moved
  group by all
),
changes as (
  select
    topic,
    position,
    y,
    x,
    sum(n)::bigint as n
  from (
    select topic, position, y, x, n from transitions
    union all
    select topic, position, y - y_change, x - x_change, -n from transitions
  )
  where x > 0
  group by all
),
standing as (
  select
    topic,
    y,
    x,
    position,
    lead(position) over later as until,
    (sum(n) over later)::bigint as n
  from changes
  window later as (partition by topic, y, x order by position)
),
short_counted as materialized (
  select
    usual_days.period,
    usual_days.usual_period,
    daily.topic,
    daily.author,
    daily.negative,
    daily.scored
  from usual_days
  inner join judged using (period)
  inner join daily
    on daily.period = usual_days.usual_period
  where judged.short
    and list_contains(usual_days.weekdays, isodow(daily.published_on))
),
short_authors as (
  select
    period,
    topic,
    author,
    sum(negative)::integer as y,
    sum(scored)::integer as x
  from short_counted
  group by all
),
alike as (
  select
    judged.period,
    standing.topic,
    standing.y::double as y,
    standing.x::double as x,
    standing.n
  from standing
  inner join judged
    on judged.position >= standing.position
    and judged.position < coalesce(standing.until, judged.position + 1)
  where not judged.short
    and standing.n > 0
  union all
  select
    period,
    topic,
    y::double as y,
    x::double as x,
    count(*) as n
  from short_authors
  group by all
),
now_counted as (
  select
    author_counts.period,
    author_counts.topic,
    sum(author_counts.negative)::bigint as negative
  from author_counts
  inner join judged using (period)
  where judged.whole
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
whole as (
  select
    period,
    topic,
    sum(n * y) as y,
    sum(n * x) as x
  from alike
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
  from alike
  inner join whole using (period, topic)
  group by all
),
by_position as (
  select
    position,
    topic,
    sum(y)::bigint as negative,
    sum(x)::bigint as scored
  from entries
  group by all
),
by_period as (
  select
    usual_days.period,
    by_position.topic,
    usual_days.usual_period,
    by_position.negative,
    by_position.scored
  from usual_days
  inner join judged using (period)
  inner join by_position
    on by_position.position = usual_days.usual_position
  where not judged.short
  union all
  select
    period,
    topic,
    usual_period,
    sum(negative)::bigint as negative,
    sum(scored)::bigint as scored
  from short_counted
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
