-- Authors of a panel with what each gives to a topic and to the panel, divided by what all the others give to the panel.
-- An author's influence on a share R is u − R·v; sums of products of u and v are all that intervals need.
-- one row per period, topic, view and author of the panel
-- materialized: view
--
-- period: reporting period
-- category: panel
-- topic: topic
-- view: all, or originals
-- author: hash of the author's key
-- mentions: mentions (full counting)
-- weight: mentions (fractional counting)
-- engagement: engagement (full counting)
-- weighted_engagement: engagement (fractional counting)
-- panel_mentions: this author's mentions of the panel
-- panel_engagement: engagement with them
-- panel_topics: topics of the panel this author mentions
-- panel_place: 1 in one row per author of the panel
-- u_weight: mentions, fractional, by the other authors' panel mentions
-- u_mentions: mentions, full, by the same
-- u_part: 1/topics of this author by the other authors
-- u_author: 1 by the other authors
-- u_weighted_engagement: engagement, fractional, by the other authors' panel engagement
-- u_engagement: engagement, full, by the same
-- v_mentions: panel mentions by those of the other authors
-- v_authors: 1 by the other authors
-- v_engagement: panel engagement by that of the other authors
with whole as (
  select
    period,
    category,
    view,
    sum(panel_mentions::decimal(38, 9))::double as mentions,
    count(*) as authors,
    sum(panel_engagement::decimal(38, 9))::double as engagement
  from author_topic
  where panel_place = 1
  group by all
),
rest as (
  select
    author_topic.*,
    nullif(whole.mentions - author_topic.panel_mentions, 0) as rest_mentions,
    nullif(whole.authors - 1, 0) as rest_authors,
    nullif(whole.engagement - author_topic.panel_engagement, 0) as rest_engagement
  from author_topic
  inner join whole using (period, category, view)
  where author_topic.panel_place is not null
)
select
  period,
  category,
  topic,
  view,
  author,
  mentions,
  weight,
  engagement,
  weighted_engagement,
  panel_mentions,
  panel_engagement,
  panel_topics,
  panel_place,
  weight / rest_mentions as u_weight,
  mentions / rest_mentions as u_mentions,
  1 / panel_topics / rest_authors as u_part,
  1 / rest_authors as u_author,
  weighted_engagement / rest_engagement as u_weighted_engagement,
  engagement / rest_engagement as u_engagement,
  panel_mentions / rest_mentions as v_mentions,
  1 / rest_authors as v_authors,
  panel_engagement / rest_engagement as v_engagement
from rest
