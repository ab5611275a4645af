/** SQL that every format shares: platform, id in the address, kind. Columns as named in `TARGETS`. */

const HOST =
  "regexp_extract(lower(url), '^(?:[a-z]+://)?(?:www\\.|m\\.|mobile\\.|old\\.|np\\.)?([^/:?#]+)', 1)";

/** Hosts of platforms whose posts have ids of their own. */
const PLATFORM_HOSTS: Record<string, readonly string[]> = {
  x: ["twitter.com", "x.com", "mobile.twitter.com"],
  reddit: ["reddit.com", "redd.it"],
  youtube: ["youtube.com", "youtu.be"],
  facebook: ["facebook.com", "fb.com", "fb.watch"],
  instagram: ["instagram.com"],
  tiktok: ["tiktok.com"],
  bluesky: ["bsky.app"],
  telegram: ["t.me", "telegram.me"],
  linkedin: ["linkedin.com"],
  threads: ["threads.net", "threads.com"],
  pinterest: ["pinterest.com"],
  tumblr: ["tumblr.com"],
  "hacker-news": ["news.ycombinator.com"],
};

/** Vendors' names of platforms → one name each. */
const PLATFORM_NAMES: Record<string, readonly string[]> = {
  x: ["twitter", "tweet", "tweets", "x (twitter)", "twitter/x", "x/twitter", "twitter.com", "x.com"],
  facebook: ["fb", "facebook.com", "facebook_public", "facebook public"],
  instagram: ["ig", "instagram.com", "instagram_public"],
  reddit: ["reddit.com"],
  youtube: ["youtube.com", "youtube_comments"],
  tiktok: ["tiktok.com", "tik tok"],
  bluesky: ["bsky", "bsky.app"],
  telegram: ["telegram channel"],
  "hacker-news": ["hackernews", "hn"],
};

const list = (values: readonly string[]) => values.map((each) => `'${each}'`).join(", ");
const cases = (value: string, table: Record<string, readonly string[]>) =>
  Object.entries(table)
    .map(([name, values]) => `when ${value} in (${list(values)}) then '${name}'`)
    .join("\n      ");

/** Platform in one spelling; from the address where the export does not say; else `web`, else `unknown`. */
export const PLATFORM_SQL = `case
      when platform is null then case ${cases("host", PLATFORM_HOSTS)}
        when host like '%.reddit.com' then 'reddit' when host = '' or host is null then 'unknown' else 'web' end
      ${cases("lower(platform)", PLATFORM_NAMES)}
      else lower(platform) end`;

export const HOST_SQL = `case when url is not null and platform is null then ${HOST} end`;

/** The platform's own id where the address holds it. */
export function addressIdSql(url: string): string {
  const status = `split_part(${url}, '/status/', 2)`;
  return `case platform
      when 'x' then case when regexp_full_match(${status}, '[0-9]+') then ${status}
        else nullif(regexp_extract(${url}, '/status(?:es)?/([0-9]+)', 1), '') end
      when 'tiktok' then nullif(regexp_extract(${url}, '/(?:video|photo)/([0-9]+)', 1), '')
      when 'instagram' then coalesce(nullif(regexp_extract(${url}, '/(?:p|reel|reels|tv)/[A-Za-z0-9_-]+/c/([0-9]+)', 1), ''),
        nullif(regexp_extract(${url}, '/(?:p|reel|reels|tv)/([A-Za-z0-9_-]+)', 1), ''))
      when 'reddit' then coalesce(
        't1_' || nullif(regexp_extract(${url}, '/comments/[a-z0-9]+/[^/]*/([a-z0-9]+)', 1), ''),
        't3_' || nullif(regexp_extract(${url}, '/comments/([a-z0-9]+)', 1), ''))
      end`;
}

/** Kind of a mention where the export does not say: the marks that people and tools leave in the text. */
export const KIND_SQL = `coalesce(lower(kind), case
      when starts_with(text, 'RT @') then 'repost'
      when starts_with(text, 'QT @') then 'quote'
      when platform = 'x' and starts_with(text, '@') then 'reply'
      else 'original' end)`;

/** Moment inside an X status id (snowflake ids, from November 2010 on), as TIMESTAMP in UTC. */
export function snowflakeSql(id: string): string {
  return `case when try_cast(${id} as bigint) > 29700859247
      then make_timestamp_ms((try_cast(${id} as bigint) >> 22) + 1288834974657) end`;
}

/** Digits of Instagram's short codes, which are media ids to the base of 64. */
const SHORTCODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Number of a media id, also of one in front of its owner's (`305_17`), or of a short code. */
const mediaIdSql = (id: string) => `case
      when regexp_matches(${id}, '^[0-9]{17,}') then try_cast(regexp_extract(${id}, '^[0-9]+') as bigint)
      when regexp_full_match(${id}, '[A-Za-z0-9_-]{10,}') then list_reduce(
        list_transform(string_split(left(${id}, 11), ''), lambda c: (instr('${SHORTCODE}', c) - 1)::hugeint), lambda a, b: a * 64 + b) end`;

/**
 * Moment inside the id of a post, as TIMESTAMP in UTC, for platforms whose ids hold one: X exactly, TikTok (seconds above
 * bit 32) and Instagram (milliseconds above bit 23, from August 2011) nearly. NULL for ids of other kinds.
 */
export function idTimeSql(platform: string, id: string): string {
  const plausible = (moment: string) =>
    `case when ${moment} between timestamp '2010-10-01' and timestamp '2040-01-01' then ${moment} end`;
  const tiktok = `make_timestamp((try_cast(${id} as bigint) >> 32) * 1000000)`;
  const instagram = `make_timestamp_ms(((${mediaIdSql(id)}) // 8388608 + 1314220021721)::bigint)`;
  return `case ${platform} when 'x' then ${snowflakeSql(id)}
      when 'tiktok' then ${plausible(tiktok)} when 'instagram' then ${plausible(instagram)} end`;
}
