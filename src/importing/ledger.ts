import type { Warehouse } from "../warehouse/index.ts";
import { writeRows } from "../warehouse/index.ts";
import type { StoredPart } from "./store.ts";

const LEDGER_COLUMNS = {
  part: "INTEGER",
  file: "VARCHAR",
  sha256: "VARCHAR",
  bytes: "BIGINT",
  format: "VARCHAR",
  vendor: "VARCHAR",
  encoding: "VARCHAR",
  delimiter: "VARCHAR",
  header_line: "INTEGER",
  zone: "VARCHAR",
  zone_how: "VARCHAR",
  zone_evidence: "VARCHAR",
  time_formats: "VARCHAR",
  unmapped_columns: "VARCHAR[]",
  no_posts: "VARCHAR[]",
  rows_read: "BIGINT",
  unread: "BIGINT",
} as const;

/** `temp.import_parts(part, file)`, which the other tables name files by. */
export async function writePartNames(warehouse: Warehouse, parts: readonly StoredPart[]): Promise<void> {
  await writeRows(
    warehouse,
    "import_parts_all",
    LEDGER_COLUMNS,
    parts.map((part) => ({
      part: part.part,
      file: part.file,
      sha256: part.sha256,
      bytes: part.bytes,
      format: part.facts.format,
      vendor: part.facts.vendor,
      encoding: part.facts.encoding,
      delimiter: part.facts.delimiter,
      header_line: part.facts.headerLine,
      zone: part.facts.zone.zone,
      zone_how: part.facts.zone.how,
      zone_evidence: part.facts.zone.evidence,
      time_formats: part.facts.times.join(" | "),
      unmapped_columns: part.facts.unmapped,
      no_posts: part.facts.noPosts ?? [],
      rows_read: part.facts.rows,
      unread: part.facts.unread ?? 0,
    })),
  );
  await warehouse.run(
    `create or replace temp table import_parts as select * from import_parts_all; drop table import_parts_all`,
  );
}

/**
 * Make `import_ledger`: for every file, read = mentions + duplicates + rejected; `not_posts` says how many of the
 * rejected are no posts by their format. The rows read are what the file's reader
 * counted (lines, records, elements of JSON), the others are counted in their tables, so that a row that gets lost in between shows.
 */
export async function writeLedger(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`create or replace table import_ledger as
    with trouble as (
      select part, count(distinct id_hash) as ids, count(*) as rows
      from import.rows
      where problem is null and id_hash in (select id_hash from import.untrusted_ids)
      group by part
    ),
    kept as (
      select file, count(*) as rows, min(published_at) filter (date_quality = 'ok') as first_at, max(published_at) filter (date_quality = 'ok') as last_at,
        count(*) filter (date_quality <> 'ok') as bad_dates
      from mentions group by file
    ),
    dropped as (select file, count(*) as rows from duplicate_rows group by file),
    refused as (
      select file, count(*) as rows, count(*) filter (class = 'no post') as not_posts
      from rejected_rows group by file
    )
    select p.file, p.sha256, p.bytes, p.format, p.vendor, p.encoding, p.delimiter, p.header_line,
      p.rows_read, coalesce(kept.rows, 0)::bigint as mentions,
      coalesce(dropped.rows, 0)::bigint as duplicates, coalesce(refused.rows, 0)::bigint as rejected,
      coalesce(refused.not_posts, 0)::bigint as not_posts,
      kept.first_at, kept.last_at, p.zone, p.zone_how, p.zone_evidence, p.time_formats, p.unmapped_columns,
      coalesce(t.ids, 0)::bigint as untrusted_ids, coalesce(t.rows, 0)::bigint as untrusted_id_rows,
      coalesce(kept.bad_dates, 0)::bigint as bad_dates, p.unread as unread_values
    from import_parts p
    left join kept using (file)
    left join dropped using (file)
    left join refused using (file)
    left join trouble t using (part)
    order by p.file`);
}
