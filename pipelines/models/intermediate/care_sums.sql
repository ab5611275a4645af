-- Leads, complaints and questions about a topic, and the sums over authors from which the intervals of their shares follow:
-- y = complaints and x = scored mentions in a language that has rules for problems; y = leads and x = mentions in a language
-- that has rules for leads; or y = questions and x = mentions.
-- Authors with the same counts are counted, and their influence is worked out once.
-- one row per period, topic, view and measure
-- materialized: table
-- incremental: period, text_hash
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
with authors as (
  select
    topic_mentions.period,
    topic_mentions.topic,
    topic_mentions.author,
    count(*)::integer as mentions,
    count(if(topic_mentions.label <> 'not_scored', text_care.problem, null))::integer as judged,
    count(text_care.lead)::integer as lead_judged,
    (count(*) filter (where text_care.lead))::integer as leads,
    (count(*) filter (where text_care.problem and topic_mentions.label = 'negative'))::integer as complaints,
    (count(*) filter (where text_care.question))::integer as questions,
    (count(*) filter (where is_original))::integer as original_mentions,
    count(if(is_original and topic_mentions.label <> 'not_scored', text_care.problem, null))::integer as original_judged,
    count(if(is_original, text_care.lead, null))::integer as original_lead_judged,
    (count(*) filter (where is_original and text_care.lead))::integer as original_leads,
    (count(*) filter (where is_original and text_care.problem and topic_mentions.label = 'negative'))::integer as original_complaints,
    (count(*) filter (where is_original and text_care.question))::integer as original_questions
  from topic_mentions
  left join text_care using (text_hash)
  group by all
),
profiles as materialized (
  select
    * exclude (author),
    count(*) as authors
  from authors
  group by all
),
alike as (
  select
    period,
    topic,
    'all' as view,
    mentions,
    judged,
    lead_judged,
    leads,
    complaints,
    questions,
    authors
  from profiles
  union all
  select
    period,
    topic,
    'originals' as view,
    original_mentions,
    original_judged,
    original_lead_judged,
    original_leads,
    original_complaints,
    original_questions,
    authors
  from profiles
  where original_mentions > 0
),
whole as (
  select
    period,
    topic,
    view,
    sum(authors * mentions)::bigint as mentions,
    sum(authors * judged)::bigint as judged,
    sum(authors * lead_judged)::bigint as lead_judged,
    sum(authors * leads)::bigint as leads,
    sum(authors * complaints)::bigint as complaints,
    sum(authors * questions)::bigint as questions
  from alike
  group by all
),
sums as (
  select
    period,
    topic,
    view,
    sum(authors)::bigint as authors,
    coalesce(sum(authors) filter (where alike.judged > 0), 0)::bigint as judged_authors,
    coalesce(sum(authors) filter (where alike.lead_judged > 0), 0)::bigint as lead_judged_authors,
    sum(authors * alike.mentions * alike.mentions)::bigint as mentions2,
    sum(authors * alike.judged * alike.judged)::bigint as judged2,
    sum(authors * alike.lead_judged * alike.lead_judged)::bigint as lead_judged2,
    exact_sum(authors * pow(alike.mentions, 1.4)) as mentions_spread,
    exact_sum(authors * pow(alike.mentions, 2.8)) as mentions_spread2,
    exact_sum(if(alike.judged > 0, authors * pow(alike.judged, 1.4), null)) as judged_spread,
    exact_sum(if(alike.judged > 0, authors * pow(alike.judged, 2.8), null)) as judged_spread2,
    exact_sum(if(alike.lead_judged > 0, authors * pow(alike.lead_judged, 1.4), null)) as lead_judged_spread,
    exact_sum(if(alike.lead_judged > 0, authors * pow(alike.lead_judged, 2.8), null)) as lead_judged_spread2,
    coalesce(sum(authors) filter (where alike.complaints > 0), 0)::bigint as complaint_authors,
    coalesce(sum(authors) filter (where alike.judged > 0 and alike.complaints < alike.judged), 0)::bigint as not_only_complaints,
    coalesce(sum(authors) filter (where alike.leads > 0), 0)::bigint as lead_authors,
    coalesce(sum(authors) filter (where alike.lead_judged > 0 and alike.leads < alike.lead_judged), 0)::bigint as not_only_leads,
    coalesce(sum(authors) filter (where alike.questions > 0), 0)::bigint as question_authors,
    coalesce(sum(authors) filter (where alike.questions < alike.mentions), 0)::bigint as not_only_questions,
    exact_sum(if(alike.judged > 0, authors * pow((alike.complaints - whole.complaints / whole.judged * alike.judged) / nullif(whole.judged - alike.judged, 0), 2), null)) as complaints2,
    exact_sum(if(alike.lead_judged > 0, authors * pow((alike.leads - whole.leads / whole.lead_judged * alike.lead_judged) / nullif(whole.lead_judged - alike.lead_judged, 0), 2), null)) as leads2,
    exact_sum(authors * pow((alike.questions - whole.questions / whole.mentions * alike.mentions) / nullif(whole.mentions - alike.mentions, 0), 2)) as questions2
  from alike
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
