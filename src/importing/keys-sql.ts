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
