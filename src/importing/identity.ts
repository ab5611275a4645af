import type { Warehouse } from "../warehouse/index.ts";
import { COMPLETIONS } from "./completion.ts";
import { AUTHOR_KEY_SQL, addressKeySql, mentionIdSql, plainTextSql, textHashSql } from "./keys-sql.ts";
import { TARGET_NAMES } from "./targets.ts";

const KEYS = `create or replace temp table import_keys as
  select part, row_no, vendor, platform,
    platform || ':' || native_id as id_key,
    case when url is not null then platform || ' ' || ${addressKeySql("url")} end as url_key,
    vendor || ' ' || record_id as record_key,
    ${AUTHOR_KEY_SQL} as author,
    published_at,
    ${AUTHOR_KEY_SQL} is null and (day_only or published_at is null) as anyone,
    ${textHashSql("coalesce(text, title)")} as text_hash
  from import_rows
  where problem is null`;

/**
 * Keys that stand over different texts or authors identify nothing: ids that a spreadsheet rounded, addresses of
 * a home page. Texts are compared by what they say, and one may be cut short; authors within one vendor. A short
 * or lettered id cannot have been rounded: at the same moment a different text by the same author is an edit, and
 * the same text under another author's name is a renamed author.
 */
function untrusted(key: "id_key" | "url_key", table: string): string {
  const cut = "(contains(said, '…') or contains(said, '...'))";
  const differ = `bool_or(m.plain is not null and not starts_with(l.plain,
      case when ${cut} then left(m.plain, greatest(length(m.plain) - 12, 12)) else m.plain end))`;
  const sure =
    key === "id_key"
      ? "not regexp_matches(m.key, ':[0-9]{16,}$|[0-9][eE][+]?[0-9]+$') and count(distinct m.published_at) = 1"
      : "false";
  return `create or replace temp table ${table} as
    with repeated as (
      select ${key} from import_keys where ${key} is not null group by ${key}
      having count(*) > 1 and (count(distinct text_hash) > 1 or count(distinct author) > 1)
    ),
    members as (
      select k.${key} as key, k.vendor, k.author, k.published_at, coalesce(r.text, r.title) as said,
        ${plainTextSql("coalesce(r.text, r.title)")} as plain
      from import_keys k
      join repeated using (${key})
      join import_rows r using (part, row_no)
    ),
    longest as (
      select key, arg_max(plain, length(plain)) as plain from members group by key
    ),
    authors as (
      select key, max(authors) as authors
      from (select key, vendor, count(distinct author) as authors from members group by key, vendor)
      group by key
    )
    select m.key
    from members m
    join longest l using (key)
    join authors a using (key)
    group by m.key
    having case when ${sure}
      then max(a.authors) > 1 and ${differ}
      else max(a.authors) > 1 or ${differ} end`;
}

/** Rows with the keys that can be trusted. */
const TRUSTED = `create or replace temp table import_trusted as
  select k.part, k.row_no, k.platform, k.author, k.published_at, k.text_hash, k.record_key, k.id_key, k.url_key, k.anyone,
    case when i.key is null then k.id_key end as good_id,
    case when u.key is null then k.url_key end as good_url
  from import_keys k
  left join import_untrusted_ids i on i.key = k.id_key
  left join import_untrusted_urls u on u.key = k.url_key`;

/** For addresses of rows without a trusted id: the one id that other rows give them. */
const URL_IDS = `create or replace temp table import_url_ids as
  select good_url as url, min(good_id) as id
  from import_trusted
  where good_id is not null and good_url in (select good_url from import_trusted where good_id is null and good_url is not null)
  group by good_url
  having count(distinct good_id) = 1`;

const PLACED = `create or replace temp table import_placed as
  select part, row_no, 'id ' || good_id as key, 'same id' as reason, false as anyone
  from import_trusted
  where good_id is not null
  union all
  select t.part, t.row_no,
    case
      when b.id is not null then 'id ' || b.id
      when t.good_url is not null then 'url ' || t.good_url
      else concat_ws('|', 'said', platform, coalesce(author, ''), coalesce(published_at::varchar, ''),
        coalesce(text_hash::varchar, url_key, id_key, ''), case when author is null and published_at is null then record_key end)
    end as key,
    case
      when t.good_url is not null then 'same address'
      when t.anyone then 'same day and text, in another file'
      else 'same author, time and text'
    end as reason,
    t.anyone and t.good_url is null as anyone
  from import_trusted t
  left join import_url_ids b on b.url = t.good_url
  where t.good_id is null`;

/**
 * Without an author and a time of day, equal texts in one file are several people's (`Great app`); only where
 * another file has them again do they overlap. The n-th of one file is the n-th of another.
 */
const NUMBERED = `update import_placed p set key = n.key || ' ' || n.nth
  from (
    select l.part, l.row_no, l.key,
      row_number() over (partition by l.part, l.key order by t.record_key, t.id_key, t.url_key, l.row_no) as nth
    from import_placed l
    join import_trusted t on t.part = l.part and t.row_no = l.row_no
    where l.anyone
  ) n
  where n.nth > 1 and p.part = n.part and p.row_no = n.row_no`;

/** Of rows with one key the fullest is kept; equal ones by their content, then by file and line. */
const RANKED = `create or replace temp table import_ranked as
  select p.part, p.row_no, p.key,
    row_number() over (partition by p.key order by length(r.text) desc nulls last,
      coalesce(r.likes, 0) + coalesce(r.comments, 0) + coalesce(r.shares, 0) desc, r.published_at nulls last,
      md5(row(r.vendor, r.published_raw, ${TARGET_NAMES.filter((name) => name !== "published_at")
        .map((name) => `r.${name}`)
        .join(", ")})::varchar), f.file, r.line) as place
  from import_placed p
  join (select key from import_placed group by key having count(*) > 1) as shared on shared.key = p.key
  join import_rows r on r.part = p.part and r.row_no = p.row_no
  join import_parts f on f.part = p.part`;

const FATE = `create or replace temp table import_fate as
  select p.part, p.row_no, p.key, p.reason, ${mentionIdSql("p.key")} as mention_id, coalesce(k.place, 1) = 1 as kept,
    p.reason = 'same id' and k.place is null as plain
  from import_placed p
  left join import_ranked k on k.part = p.part and k.row_no = p.row_no`;

/** Rows whose mention id is not simply that of their own id: all others need no join. */
const EXCEPTIONS = `create or replace temp table import_exceptions as
  select part, row_no, mention_id, kept from import_fate where not plain`;

/** Ids that identify nothing and the rows under them, per part: `import_id_trouble(part, ids, rows)`. */
const TROUBLE = `create or replace temp table import_id_trouble as
  select k.part, count(distinct k.id_key) as ids, count(*) as rows
  from import_keys k
  semi join import_untrusted_ids u on u.key = k.id_key
  group by k.part`;

/**
 * Decide for every proper row whether it is a mention or a duplicate, and of which:
 * `temp.import_fate(part, row_no, key, reason, mention_id, kept, plain)`, and what kept rows take over from their
 * duplicates: `temp.import_completions`. Independent of the order of files and of how
 * rows are spread over them.
 */
export async function decideIdentity(warehouse: Warehouse): Promise<void> {
  await warehouse.run(KEYS);
  await warehouse.run(untrusted("id_key", "import_untrusted_ids"));
  await warehouse.run(untrusted("url_key", "import_untrusted_urls"));
  for (const step of [TRUSTED, URL_IDS, PLACED, NUMBERED, RANKED, COMPLETIONS, FATE, EXCEPTIONS])
    await warehouse.run(step);
  await warehouse.run(TROUBLE);
}
