-- Leads, complaints and questions about a topic. A complaint states a problem and is negative; a lead states the wish to
-- buy. Only texts in languages that have rules can hold one: the others are counted apart, not taken as silent.
-- one row per period, topic and view
-- materialized: table
--
-- period: reporting period
-- topic: topic
-- view: all, or originals (without reposts)
-- mentions: mentions
-- judged: mentions in a language that has rules
-- leads: of these, with a stated wish to buy
-- complaints: of these, negative and with a stated problem
-- questions: mentions that ask something, in any language
-- complaint_share: complaints by judged mentions; NULL under 30 judged
-- lead_share: leads by judged mentions; NULL under 30 judged
-- complaint_authors: authors of complaints
-- lead_authors: authors of leads
with seen as (
  select
    views.view,
    topic_mentions.period,
    topic_mentions.topic,
    topic_mentions.author_key,
    topic_mentions.label,
    text_care.lead,
    text_care.problem,
    text_care.question
  from topic_mentions
  inner join (values ('all'), ('originals')) as views (view)
    on views.view = 'all'
    or topic_mentions.is_original
  left join text_care using (text_hash)
),
counted as (
  select
    period,
    topic,
    view,
    count(*) as mentions,
    count(problem) as judged,
    count(*) filter (where lead) as leads,
    count(*) filter (where problem and label = 'negative') as complaints,
    count(*) filter (where question) as questions,
    count(distinct author_key) filter (where problem and label = 'negative') as complaint_authors,
    count(distinct author_key) filter (where lead) as lead_authors
  from seen
  group by all
)
select
  period,
  topic,
  view,
  mentions,
  judged,
  leads,
  complaints,
  questions,
  if(judged >= 30, complaints / judged, null) as complaint_share,
  if(judged >= 30, leads / judged, null) as lead_share,
  complaint_authors,
  lead_authors
from counted
order by period, topic, view
