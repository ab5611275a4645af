-- How much authors said over the periods before each period (see usual_days), as numbers of authors with the same counts.
-- An author's count changes when a period comes into the periods before and when it leaves them: authors are counted from one
-- such change to the next.
-- one row per period, topic and pair of counts
-- materialized: table
--
-- period: reporting period that is judged
-- topic: topic
-- y: negative mentions by one author
-- x: scored mentions by one author
-- n: authors with these
with daily as materialized (
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
      select usual_period
      from usual_days
      where not whole
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
short_authors as (
  select
    usual_days.period,
    daily.topic,
    daily.author,
    sum(daily.negative)::integer as y,
    sum(daily.scored)::integer as x
  from usual_days
  inner join judged_periods using (period)
  inner join daily
    on daily.period = usual_days.usual_period
  where judged_periods.short
    and list_contains(usual_days.weekdays, isodow(daily.published_on))
  group by all
)
select
  judged.period,
  standing.topic,
  standing.y::double as y,
  standing.x::double as x,
  standing.n
from standing
inner join judged_periods as judged
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
