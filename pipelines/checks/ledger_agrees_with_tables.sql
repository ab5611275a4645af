-- What the ledger counts per file is what stands in the tables.
-- severity: error
with counted as (
  select file, count(*) as rows, 'mentions' as place from mentions group by file
  union all
  select file, count(*) as rows, 'duplicates' as place from duplicate_rows group by file
  union all
  select file, count(*) as rows, 'rejected' as place from rejected_rows group by file
  union all
  select file, count(*) as rows, 'not_posts' as place from rejected_rows where class = 'no post' group by file
  union all
  select file, count(*) as rows, 'unread_values' as place from unread_values group by file
),
listed as (
  select file, mentions as rows, 'mentions' as place from import_ledger
  union all
  select file, duplicates as rows, 'duplicates' as place from import_ledger
  union all
  select file, rejected as rows, 'rejected' as place from import_ledger
  union all
  select file, not_posts as rows, 'not_posts' as place from import_ledger
  union all
  select file, unread_values as rows, 'unread_values' as place from import_ledger
)
select
  file,
  place,
  listed.rows as ledger,
  coalesce(counted.rows, 0) as counted
from listed
left join counted using (file, place)
where listed.rows <> coalesce(counted.rows, 0)
