import type { Warehouse } from "../warehouse/index.ts";
import { literal } from "../warehouse/sql-text.ts";
import { COMPLETED } from "./completion.ts";
import { mentionIdSql, plainTextSql, textHashSql } from "./keys-sql.ts";

/** Reposts whose original is only named in the text (`RT @name: …`), tied by author and the text's beginning. */
const TEXT_REPOSTS = `create or replace temp table import_text_reposts as
  with reposts as (
    select part, row_no, r.platform, lower(regexp_extract(r.text, '^[RQ]T @([A-Za-z0-9_]+)', 1)) as handle,
      left(${plainTextSql("r.text")}, 40) as opening
    from import_rows r
    join import_fate f using (part, row_no)
    where f.kept and r.kind = 'repost' and r.original_native_id is null and starts_with(r.text, 'RT @')
  ),
  originals as (
    select min(f.mention_id) as original_id, lower(ltrim(r.author_name, '@')) as handle, left(${plainTextSql("r.text")}, 40) as opening, min(r.text) as text
    from import_rows r
    join import_fate f using (part, row_no)
    where f.kept and r.kind <> 'repost' and r.platform = 'x'
      and lower(ltrim(r.author_name, '@')) in (select handle from reposts)
    group by 2, 3
    having count(*) = 1
  )
  select p.part, p.row_no, coalesce(o.original_id, ${mentionIdSql("concat_ws('|', 'opening', p.handle, p.opening)")}) as original_id, o.text as original_text
  from reposts p
  left join originals o on o.handle = p.handle and o.opening = p.opening and length(p.opening) >= 12
  where p.handle <> ''`;

const QUALITY = `case
    when published_raw is null then 'missing'
    when published_at is null then 'impossible'
    when published_at > NOW_UTC + interval 1 day then 'future'
    when date_default then 'default'
    when published_at < timestamp '1990-01-01' then 'impossible'
    else 'ok' end`;

function mentionsSql(now: Date, studyZone: string): string {
  const clock = `timestamp ${literal(now.toISOString().slice(0, 19).replace("T", " "))}`;
  const local =
    studyZone === "UTC" ? "published_at" : `timezone(${literal(studyZone)}, timezone('UTC', published_at))`;
  const full = `case when r.kind = 'repost' and (r.text is null or regexp_matches(r.text, '(…|\\.\\.\\.)\\s*$'))
      then coalesce(r.original_text, o.text, t.original_text, r.text) else r.text end`;
  return `create or replace table mentions as
    with texts_by_id as (
      select f.mention_id, r.text
      from import_rows r
      join import_fate f using (part, row_no)
      where f.kept and f.mention_id in (
        select ${mentionIdSql("'id ' || platform || ':' || original_native_id")} from import_rows
        where original_native_id is not null and kind = 'repost' and (text is null or regexp_matches(text, '(…|\\.\\.\\.)\\s*$')))
    ),
    joined as (
      select r.* replace (${full} as text, ${COMPLETED.join(", ")}),
        coalesce(f.mention_id, ${mentionIdSql("'id ' || r.platform || ':' || r.native_id")}) as mention_id, p.file,
        coalesce(${mentionIdSql("'id ' || r.platform || ':' || coalesce(r.original_native_id, c.original_native_id)")}, t.original_id) as original_id
      from import_rows r
      join import_parts p on p.part = r.part
      left join import_exceptions f on f.part = r.part and f.row_no = r.row_no
      left join texts_by_id o on o.mention_id = ${mentionIdSql("'id ' || r.platform || ':' || r.original_native_id")}
      left join import_text_reposts t on t.part = r.part and t.row_no = r.row_no
      left join import_completions c on c.part = r.part and c.row_no = r.row_no
      where r.problem is null and coalesce(f.kept, true)
    )
    select mention_id, vendor, platform, source_type, native_id, url, published_at,
      case when published_at is not null then (${local})::date end as published_on,
      ${QUALITY.replace("NOW_UTC", clock)} as date_quality,
      author_id, ltrim(author_name, '@') as author_name, author_followers, author_verified, kind,
      original_id, thread_id, title, text, ${textHashSql("coalesce(text, title)")} as text_hash,
      vendor_language, vendor_sentiment, coalesce(n.code, country) as country, likes, comments, shares, quotes, views, clicks, seconds_on_page, reach,
      case when coalesce(likes, comments, shares, quotes) is not null
        then coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(quotes, 0) end as engagement,
      file, line,
      case when text is not null then ${textHashSql(plainTextSql("text"))} end as copy_group
    from joined
    left join import_countries n on n.said = country`;
}

/** Make `mentions` and `duplicate_rows` from the decided rows. `now` marks what lies in the future. */
export async function writeMentions(warehouse: Warehouse, now: Date, studyZone: string): Promise<void> {
  await warehouse.run(TEXT_REPOSTS);
  await warehouse.run(mentionsSql(now, studyZone));
  await warehouse.run(`create or replace table duplicate_rows as
    select p.file, r.line, f.mention_id, f.reason
    from import_fate f
    join import_rows r using (part, row_no)
    join import_parts p using (part)
    where not f.kept
    order by p.file, r.line`);
  await warehouse.run(`create or replace table rejected_rows as
    select file, line, reason, raw
    from (
      select part, line, problem as reason, raw from import_rows where problem is not null
      union all by name
      select part, line, reason, raw from import.bad_rows
    )
    join import_parts using (part)
    order by file, line`);
}
