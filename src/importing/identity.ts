import type { Warehouse } from "../warehouse/index.ts";
import { mentionIdSql, plainTextSql, urlKeySql } from "./keys-sql.ts";
import { READ_TARGETS } from "./rows-table.ts";
import type { Scope } from "./scope.ts";

/** Ids that a spreadsheet may have rounded. */
const ROUNDED = "[0-9]{16,}$|[0-9][eE][+]?[0-9]+$";

/**
 * Keys that stand over different texts or authors identify nothing: ids that a spreadsheet rounded, addresses of
 * a home page. Texts are compared by what they say, and one may be cut short; authors within one vendor, by their
 * ids where these are given (a name may be missing or have changed), else by their names. A short or lettered id cannot have been rounded: at the same moment a different text by the same author is an edit, and
 * the same text under another author's name is a renamed author.
 */
function untrusted(key: "id_hash" | "url_hash", table: string): string {
  const cut = "(contains(said, '…') or contains(said, '...'))";
  const differ = `bool_or(m.plain is not null and not starts_with(l.plain,
      case when ${cut} then left(m.plain, greatest(length(m.plain) - 12, 12)) else m.plain end))`;
  const sure =
    key === "id_hash"
      ? `not regexp_matches(any_value(m.id_key), ':${ROUNDED}') and count(distinct m.published_at) = 1`
      : "false";
  return `create or replace temp table ${table} as
    with repeated as (
      select ${key} from import_keys where ${key} is not null group by ${key}
      having count(*) > 1 and (count(distinct text_hash) > 1 or count(distinct author) > 1)
    ),
    members as (
      select k.${key} as key, k.id_key, k.vendor, k.published_at, coalesce(r.text, r.title) as said,
        case when not regexp_matches(r.author_id, '${ROUNDED}') then r.author_id end as author_id,
        lower(ltrim(r.author_name, '@')) as author_name,
        ${plainTextSql("coalesce(r.text, r.title)")} as plain
      from import_keys k
      join repeated on repeated.${key} = k.${key}
      join import.rows r on r.part = k.part and r.row_no = k.row_no
    ),
    longest as (
      select key, arg_max(plain, length(plain)) as plain from members group by key
    ),
    authors as (
      select key, max(authors) as authors
      from (
        select key, vendor,
          case when count(author_id) = count(*) then count(distinct author_id)
            when count(author_name) = count(*) then count(distinct author_name)
            else greatest(count(distinct author_id), count(distinct author_name) filter (author_id is null)) end as authors
        from members
        group by key, vendor
      )
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
  select k.part, k.row_no, k.judged, k.platform, k.author, k.published_at, k.text_hash, k.record_key, k.id_key, k.url_key, k.anyone,
    case when i.key is null then k.id_key end as good_id,
    case when u.key is null then k.url_key end as good_url
  from import_keys k
  left join import_untrusted_ids i on i.key = k.id_hash
  left join import_untrusted_urls u on u.key = k.url_hash`;

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
  where good_id is not null and judged
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
  where t.good_id is null and t.judged`;

/** What a row's key says of it; the key itself only where it may have to be numbered. */
const MEMBERS = `create or replace temp table import_members as
  select part, row_no, hash(key) as base_key, case when anyone then key end as key, starts_with(key, 'id ') as by_id,
    reason, anyone, ${mentionIdSql("key")} as base_id
  from import_placed`;

/** Rows judged before that share a key with those judged now, or did until now. */
const COMPANIONS = `insert into import_members
  select part, row_no, base_key, key, by_id, reason, anyone, base_id
  from import.fates f
  where base_key in (
      select base_key from import_members
      union
      select b.base_key from import.fates b join import_placed p on p.part = b.part and p.row_no = b.row_no
      union
      select base_key from import_gone where base_key is not null)
    and not exists (select 1 from import_placed p where p.part = f.part and p.row_no = f.row_no)`;

/**
 * Without an author and a time of day, equal texts in one file are several people's (`Great app`); only where
 * another file has them again do they overlap. The n-th of one file is the n-th of another.
 */
const NUMBERED = `create or replace temp table import_numbered as
  with several as (
    select part, base_key from import_members where anyone group by part, base_key having count(*) > 1
  )
  select m.part, m.row_no,
    row_number() over (partition by m.part, m.base_key order by r.vendor || ' ' || r.record_id, r.platform || ':' || r.native_id,
      ${urlKeySql("r.platform", "r.url")}, m.row_no) as nth
  from import_members m
  join several s on s.part = m.part and s.base_key = m.base_key
  join import.rows r on r.part = m.part and r.row_no = m.row_no
  where m.anyone`;

const GROUPED = `create or replace temp table import_grouped as
  select m.*, case when n.nth > 1 then hash(m.key || ' ' || n.nth) else m.base_key end as group_key,
    case when n.nth > 1 then ${mentionIdSql("m.key || ' ' || n.nth")} else m.base_id end as mention_id
  from import_members m
  left join import_numbered n on n.part = m.part and n.row_no = m.row_no`;

/** Of rows with one key the fullest is kept; equal ones by their content, then by file and line. */
const RANKED = `create or replace temp table import_ranked as
  select g.part, g.row_no, g.group_key,
    row_number() over (partition by g.group_key order by length(r.text) desc nulls last,
      coalesce(r.likes, 0) + coalesce(r.comments, 0) + coalesce(r.shares, 0) desc, r.published_at nulls last,
      md5(row(r.vendor, r.published_raw, ${READ_TARGETS.map((name) => (name === "country" ? "coalesce(r.country_said, r.country)" : `r.${name}`)).join(", ")})::varchar), r.file, r.line) as place
  from import_grouped g
  join (select group_key from import_grouped group by group_key having count(*) > 1) as shared on shared.group_key = g.group_key
  join import.rows r on r.part = g.part and r.row_no = g.row_no`;

/** What became of the rows; `plain`: a mention by its own id, with nothing else to be said. */
const OUTCOME = `create or replace temp table import_outcome as
  select g.part, g.row_no, g.base_key, g.key, g.by_id, g.reason, g.anyone, g.base_id, g.group_key, g.mention_id,
    coalesce(k.place, 1) as place, coalesce(k.place, 1) = 1 as kept, g.reason = 'same id' and k.place is null as plain
  from import_grouped g
  left join import_ranked k on k.part = g.part and k.row_no = g.row_no`;

/** Ids that identify nothing are known from now on. */
async function rememberUntrusted(warehouse: Warehouse, scope: Scope): Promise<void> {
  await warehouse.run(
    scope.whole
      ? "delete from import.untrusted_ids"
      : `delete from import.untrusted_ids where id_hash in (
          select id_hash from import_keys where id_hash is not null union select id_hash from import_gone where id_hash is not null)`,
  );
  await warehouse.run("insert into import.untrusted_ids select key from import_untrusted_ids");
}

/**
 * Decide for every row of `import_keys` whether it is a mention or a duplicate, and of which: `temp.import_outcome`
 * for these and for all that share a key with them; kept in `import.fates` where there is more to say than that a
 * row is a mention by its own id. Independent of the order of files and of how rows are spread over them.
 */
export async function decideIdentity(warehouse: Warehouse, scope: Scope): Promise<void> {
  await warehouse.run(untrusted("id_hash", "import_untrusted_ids"));
  await warehouse.run(untrusted("url_hash", "import_untrusted_urls"));
  await rememberUntrusted(warehouse, scope);
  for (const step of [TRUSTED, URL_IDS, PLACED, MEMBERS]) await warehouse.run(step);
  if (!scope.whole) await warehouse.run(COMPANIONS);
  for (const step of [NUMBERED, GROUPED, RANKED, OUTCOME]) await warehouse.run(step);
  await warehouse.run(
    scope.whole
      ? "delete from import.fates"
      : "delete from import.fates f using import_outcome o where o.part = f.part and o.row_no = f.row_no",
  );
  await warehouse.run(
    "insert into import.fates by name select * exclude (plain) from import_outcome where not plain",
  );
}
