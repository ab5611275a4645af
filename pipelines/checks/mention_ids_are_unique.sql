-- One row, one mention.
-- severity: error
select
  mention_id,
  count(*) as rows
from mentions
group by mention_id
having count(*) > 1
