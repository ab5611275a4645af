-- Every row of every export file ends in exactly one place: read = mentions + duplicates + rejected.
-- severity: error
select
  file,
  rows_read,
  mentions,
  duplicates,
  rejected
from import_ledger
where rows_read <> mentions + duplicates + rejected
