-- What all authors of a panel together did in a period: the denominators of share of voice.
-- one row per period, panel and view
-- materialized: table
-- incremental: period
--
-- period: reporting period
-- category: panel
-- view: all, or originals
-- mentions: mentions of any topic of the panel
-- authors: their authors
-- engagement: engagement with them
select
  period,
  category,
  view,
  sum(panel_mentions)::bigint as mentions,
  count(*) as authors,
  sum(panel_engagement)::bigint as engagement
from author_topic
where panel_first
group by all
