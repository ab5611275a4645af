-- A figure with an interval lies inside it, and a figure that was withheld has none.
-- severity: error
select
  id,
  value,
  low,
  high
from figures
where value < low - 1e-9
  or value > high + 1e-9
  or (value is null and (low is not null or high is not null))
