-- In fractional counting the shares of a panel add up to 1.
-- severity: error
select
  period,
  category,
  view,
  basis,
  sum(numerator) / any_value(denominator) as shares
from share_of_voice
where counting = 'fractional'
  and denominator > 0
group by period, category, view, basis
having abs(sum(numerator) / any_value(denominator) - 1) > 1e-6
