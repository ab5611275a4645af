-- Leads, complaints and questions about a topic, and the sums over authors from which the intervals of their shares follow:
-- y = complaints and x = scored mentions in a language that has rules for problems; y = leads and x = mentions in a language
-- that has rules for leads; or y = questions and x = mentions.
-- one row per period, topic, view and measure
-- materialized: table
--
-- period: reporting period
-- topic: topic
-- view: all, or originals (without reposts)
-- measure: complaint, lead or question
-- mentions: mentions
-- judged: scored mentions in a language that has rules for problems: these can be complaints
-- lead_judged: mentions in a language that has rules for leads
-- y: numerator
-- x: denominator
-- n: authors with a part in the denominator
-- x2: sum of squared denominators
-- with_property: authors with a part in the numerator
-- without_property: authors with a part in the denominator outside the numerator
-- influence2: sum of squared influences
-- spread: sum of the influences' variances under the working model (x to the power 1.4)
-- spread2: sum of their squares
with seen as (
  select
    views.view,
    topic_mentions.period,
    topic_mentions.topic,
    hash(topic_mentions.author_key) as author,
    count(*) as mentions,
    count(text_care.problem) filter (where topic_mentions.label <> 'not_scored') as judged,
    count(text_care.lead) as lead_judged,
    count(*) filter (where text_care.lead) as leads,
    count(*) filter (where text_care.problem and topic_mentions.label = 'negative') as complaints,
    count(*) filter (where text_care.question) as questions
  from topic_mentions
  inner join (values ('all'), ('originals')) as views (view)
    on views.view = 'all'
    or topic_mentions.is_original
  left join text_care using (text_hash)
  group by all
),
whole as (
  select
    period,
    topic,
    view,
    sum(mentions)::bigint as mentions,
    sum(judged)::bigint as judged,
    sum(lead_judged)::bigint as lead_judged,
    sum(leads)::bigint as leads,
    sum(complaints)::bigint as complaints,
    sum(questions)::bigint as questions
  from seen
  group by all
),
sums as (
  select
    period,
    topic,
    view,
    count(*) as authors,
    count(*) filter (where seen.judged > 0) as judged_authors,
    count(*) filter (where seen.lead_judged > 0) as lead_judged_authors,
    sum(seen.mentions * seen.mentions)::bigint as mentions2,
    sum(seen.judged * seen.judged)::bigint as judged2,
    sum(seen.lead_judged * seen.lead_judged)::bigint as lead_judged2,
    exact_sum(pow(seen.mentions, 1.4)) as mentions_spread,
    exact_sum(pow(seen.mentions, 2.8)) as mentions_spread2,
    exact_sum(if(seen.judged > 0, pow(seen.judged, 1.4), null)) as judged_spread,
    exact_sum(if(seen.judged > 0, pow(seen.judged, 2.8), null)) as judged_spread2,
    exact_sum(if(seen.lead_judged > 0, pow(seen.lead_judged, 1.4), null)) as lead_judged_spread,
    exact_sum(if(seen.lead_judged > 0, pow(seen.lead_judged, 2.8), null)) as lead_judged_spread2,
    count(*) filter (where seen.complaints > 0) as complaint_authors,
    count(*) filter (where seen.judged > 0 and seen.complaints < seen.judged) as not_only_complaints,
    count(*) filter (where seen.leads > 0) as lead_authors,
    count(*) filter (where seen.lead_judged > 0 and seen.leads < seen.lead_judged) as not_only_leads,
    count(*) filter (where seen.questions > 0) as question_authors,
    count(*) filter (where seen.questions < seen.mentions) as not_only_questions,
    exact_sum(if(seen.judged > 0, pow((seen.complaints - whole.complaints / whole.judged * seen.judged) / nullif(whole.judged - seen.judged, 0), 2), null)) as complaints2,
    exact_sum(if(seen.lead_judged > 0, pow((seen.leads - whole.leads / whole.lead_judged * seen.lead_judged) / nullif(whole.lead_judged - seen.lead_judged, 0), 2), null)) as leads2,
    exact_sum(pow((seen.questions - whole.questions / whole.mentions * seen.mentions) / nullif(whole.mentions - seen.mentions, 0), 2)) as questions2
  from seen
  inner join whole using (period, topic, view)
  group by all
)
select
  whole.period,
  whole.topic,
  whole.view,
  whole.mentions,
  whole.judged,
  whole.lead_judged,
  unnest([
    {'measure': 'complaint', 'y': complaints, 'x': judged, 'n': judged_authors, 'x2': judged2, 'with_property': complaint_authors, 'without_property': not_only_complaints, 'influence2': coalesce(complaints2, 0), 'spread': coalesce(judged_spread, 0), 'spread2': coalesce(judged_spread2, 0)},
    {'measure': 'lead', 'y': leads, 'x': lead_judged, 'n': lead_judged_authors, 'x2': lead_judged2, 'with_property': lead_authors, 'without_property': not_only_leads, 'influence2': coalesce(leads2, 0), 'spread': coalesce(lead_judged_spread, 0), 'spread2': coalesce(lead_judged_spread2, 0)},
    {'measure': 'question', 'y': questions, 'x': mentions, 'n': authors, 'x2': mentions2, 'with_property': question_authors, 'without_property': not_only_questions, 'influence2': coalesce(questions2, 0), 'spread': mentions_spread, 'spread2': mentions_spread2}
  ], recursive := true)
from whole
inner join sums using (period, topic, view)
order by all
