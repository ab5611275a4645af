import { literal } from "../warehouse/sql-text.ts";

/** SQL of the keys that identity and likeness rest on. */

/** Parameters that only ever say how a reader came to an address. */
const TRACKING = "(?i:utm_[a-z]+|fbclid|gclid|igshid|igsh|ref_src|ref_url|mc_cid|mc_eid|cmpid|ocid)=[^&]*";

/** Values of `ref` that do; elsewhere `ref` may name the thing itself (a branch, an order, a page). */
const REFERRERS =
  "(?i:rss|home|homepage|share|sharing|social|twitter|facebook|fb|linkedin|newsletter|email|search|nav|recommended|related|tw_i|twsrc[^&]*)";

/** Sites where `s` and `t` are the sharing app and a moment; in forums and blogs they are the page. */
const SHARED = "^(?i:x\\.com|twitter\\.com|youtube\\.com|music\\.youtube\\.com|youtu\\.be)/";

/** Address without what varies between links to the same thing: scheme, www, tracking parameters, fragment, final slash. */
export function addressKeySql(url: string): string {
  const bare = `regexp_replace(${url}, '^(?i:[a-z]+://)?(?i:www\\.|m\\.|mobile\\.|amp\\.)?', '')`;
  const noFragment = `regexp_replace(${bare}, '#.*$', '')`;
  const noTracking = `regexp_replace(regexp_replace(${noFragment}, '([?&])${TRACKING}', '\\1', 'g'), '([?&])ref=${REFERRERS}(?:&|$)', '\\1', 'g')`;
  const noMoment = `case when regexp_matches(${bare}, '${SHARED}') then regexp_replace(${noTracking}, '([?&])[st]=[^&]*', '\\1', 'g') else ${noTracking} end`;
  const tidy = `regexp_replace(regexp_replace(${noMoment}, '([?&])&+', '\\1', 'g'), '[?&]+$|/+$|/?[?&]*$', '')`;
  return `case when contains(${url}, '?') or contains(${url}, '#') then ${tidy} else regexp_replace(${bare}, '/+$', '') end`;
}

/** Who wrote it, in one spelling: the handle or name, else the id. */
export const AUTHOR_KEY_SQL = "lower(ltrim(coalesce(author_name, author_id), '@'))";

/** Marks that copies of a text vary; taken out character by character, which is far cheaper than by pattern. */
const MARKS = " \t\n\r.,;:!?'\"()[]{}<>-_/\\|*~`^=+#@&%$…’‘“”«»–—·•\u00a0\ufe0f\u200b\u200d";

/**
 * What a text says without what vendors and copies vary: case, links, HTML entities, mentions of users, the mark
 * of a repost, punctuation and white space.
 */
export function plainTextSql(text: string): string {
  const bare = `case when contains(${text}, 'http') or contains(${text}, '@') or contains(${text}, '&')
    then regexp_replace(lower(${text}), 'https?:\\S*|&[a-z]+;|^(?:rt|qt) @[^:\\s]*:?|@[a-z0-9_]+', '', 'g') else lower(${text}) end`;
  return `translate(${bare}, ${literal(MARKS)}, '')`;
}

/** Number of a text; equal texts have equal numbers. */
export function textHashSql(text: string): string {
  return `md5_number_lower(${text})::ubigint`;
}

/** Mention id of an identity key. */
export function mentionIdSql(key: string): string {
  return `substr(md5(${key}), 1, 16)`;
}

/**
 * Number by which rows are compared within the import, far cheaper than that of texts; its values belong to the
 * version of DuckDB, which is part of the version of the import's code.
 */
export function keyHashSql(key: string): string {
  return `case when ${key} is not null then hash(${key}) end`;
}

/** Number of the id that a platform gives; NULL without one. */
export function idHashSql(platform: string, id: string): string {
  return keyHashSql(`(${platform} || ':' || ${id})`);
}

/** The address that identifies, within a platform; NULL without one. */
export function urlKeySql(platform: string, url: string): string {
  return `case when ${url} is not null then ${platform} || ' ' || ${addressKeySql(url)} end`;
}

export function urlHashSql(platform: string, url: string): string {
  return `case when ${url} is not null then hash(${platform}, ${addressKeySql(url)}) end`;
}

/** Mention id of an id that a platform gives; NULL without one. */
export function idMentionSql(platform: string, id: string): string {
  return mentionIdSql(`'id ' || ${platform} || ':' || ${id}`);
}

/** Mention id of a row whose own id stands for it. */
export const OWN_ID_SQL = idMentionSql("platform", "native_id");

/** A repost whose original is only named in its text (`RT @name: …`). */
export const TEXT_REPOST_SQL =
  "case when kind = 'repost' and original_native_id is null and starts_with(text, 'RT @') then regexp_matches(text, '^RT @[A-Za-z0-9_]') else false end";

const HANDLE = "lower(regexp_extract(text, '^RT @([A-Za-z0-9_]+)', 1))";

/** Letters of a plain text that tie a repost to its original. */
const OPENING = "left(plain, 40)";

/**
 * Number of author and beginning of the text, for what such a repost and its original have in common; NULL
 * elsewhere. Needs `plain`.
 */
export const OPENING_SQL = `case
    when length(${OPENING}) < 12 then null
    when ${TEXT_REPOST_SQL} then hash(${HANDLE}, ${OPENING})
    when kind <> 'repost' and platform = 'x' then case when author_name is not null then hash(lower(ltrim(author_name, '@')), ${OPENING}) end end`;

/** What the row itself says its original is: the original's id, else what the text names. Needs `plain`. */
export const OWN_ORIGINAL_SQL = `case
    when original_native_id is not null then ${idMentionSql("platform", "original_native_id")}
    when ${TEXT_REPOST_SQL} then ${mentionIdSql(`concat_ws('|', 'opening', ${HANDLE}, ${OPENING})`)} end`;

/** A repost without text or with one that is cut short: it takes its original's. */
export const CUT_SQL =
  "case when kind = 'repost' then text is null or regexp_matches(text, '(…|\\.\\.\\.)\\s*$') else false end";
