/**
 * A select of the sums that `ratioInterval` takes, per cell.
 *
 * @param sides a select or table with the columns of `keys`, and per author of a cell `y` and `x` (x > 0)
 * @param keys columns that make a cell
 */
export function ratioSumsSql(sides: string, keys: readonly string[]): string {
  const cell = keys.join(", ");
  return `
    with sides as (${sides}),
    whole as (
      select ${cell}, sum(y)::double as total_y, sum(x)::double as total_x from sides group by all
    )
    select ${cell}, count(*) as n, total_y as y, total_x as x, sum(x * x)::double as x2,
      count(*) filter (y > 0) as with_property, count(*) filter (y < x) as without_property,
      exact_sum(pow(x, 1.4)) as spread, exact_sum(pow(x, 2.8)) as spread2,
      coalesce(exact_sum(pow((y - total_y / total_x * x) / nullif(total_x - x, 0), 2)), 0) as influence2
    from sides inner join whole using (${cell})
    group by ${cell}, total_y, total_x`;
}
