import type { Format, SqlMapping } from "../format.ts";
import { TARGET_NAMES, type Target } from "../targets.ts";
import { unescapedSql } from "./html-text.ts";
import { SITES } from "./zeeschuimer-sites.ts";

type Col = (name: string) => string;

/** A path inside `data` (Zeeschuimer) or at the top (4CAT's NDJSON of the same item). */
const first = (col: Col, ...paths: string[]) =>
  `coalesce(${paths.flatMap((path) => [col(`data.${path}`), col(path)]).join(", ")})`;
/** The site, also where a module collects its comments (`tiktok.com/comments`, `tiktok-comments`). */
const platform = (col: Col) =>
  `case regexp_extract(coalesce(${col("source_platform")}, ${col("__import_meta.source_platform")}), '^(?:www\\.)?([a-z0-9]+)', 1)
  when 'twitter' then 'x' else regexp_extract(coalesce(${col("source_platform")}, ${col("__import_meta.source_platform")}), '^(?:www\\.)?([a-z0-9]+)', 1) end`;
const tweet = (col: Col, ...paths: string[]) =>
  first(col, ...paths.flatMap((path) => [path, `tweet.${path}`]));
const wrapped = "legacy.retweeted_status_result.result";
/** What X and TikTok's comments say, and what a retweet says, whose counts are its original's. */
const own = (col: Col, value: string) =>
  `case when ${tweet(col, `${wrapped}.rest_id`, `${wrapped}.tweet.rest_id`)} is null then ${value} end`;

const screenName = (col: Col) =>
  tweet(
    col,
    "core.user_results.result.legacy.screen_name",
    "core.user_results.result.core.screen_name",
    "user.screen_name",
  );
const statusId = (col: Col) => tweet(col, "rest_id", "legacy.id_str");
const commentId = (col: Col) => first(col, "cid", "comment_id");
/** The post under which a comment stands. */
const commented = (col: Col, ...paths: string[]) =>
  `case when ${commentId(col)} is not null then ${first(col, ...paths)} end`;
/** A scalar `author`; an author with fields is JSON text here. */
const plainAuthor = (col: Col) =>
  `case when not starts_with(${first(col, "author")}, '{') then ${first(col, "author")} end`;

/** What a site's own table says, else what all sites have in common. */
function bySite(target: Target, common: SqlMapping | undefined): SqlMapping {
  return (col) => {
    const at = (...paths: string[]) => first(col, ...paths);
    const cases = Object.entries(SITES).flatMap(([site, columns]) => {
      const found = columns[target];
      if (!found) return [];
      return [`when '${site}' then ${typeof found === "function" ? found(at, col) : at(...found)}`];
    });
    const otherwise = common?.(col) ?? "null::varchar";
    return cases.length === 0 ? otherwise : `case ${platform(col)} ${cases.join("\n")} else ${otherwise} end`;
  };
}

const COMMON: Partial<Record<Target, SqlMapping>> = {
  platform,
  source_type: (col) => `case when ${commentId(col)} is not null then 'comment' end`,
  native_id: (col) => `case ${platform(col)}
    when 'x' then ${statusId(col)}
    when 'instagram' then coalesce(${commentId(col)}, ${first(col, "code", "shortcode", "id")})
    when 'threads' then ${first(col, "code", "id")}
    else coalesce(${commentId(col)}, ${first(col, "id", "item_id")}, ${col("item_id")}, ${col("__import_meta.item_id")}) end`,
  url: (col) => `case ${platform(col)}
    when 'x' then 'https://x.com/' || coalesce(${screenName(col)}, 'i/web') || '/status/' || ${statusId(col)}
    when 'tiktok' then case when ${commentId(col)} is null then 'https://www.tiktok.com/@' || coalesce(${first(col, "author.uniqueId")}, ${plainAuthor(col)}) || '/video/' || ${first(col, "id")} end
    when 'instagram' then coalesce(${first(col, "post_url")} || 'c/' || ${commentId(col)} || '/', 'https://www.instagram.com/p/' || ${first(col, "code", "shortcode")})
    when 'threads' then 'https://www.threads.net/@' || ${first(col, "user.username")} || '/post/' || ${first(col, "code")} end`,
  published_at: (col) =>
    `coalesce(${tweet(col, "legacy.created_at")}, ${first(col, "createTime", "create_time", "taken_at", "taken_at_timestamp", "created_at", "timestamp")})`,
  author_id: (col) =>
    `coalesce(${tweet(col, "legacy.user_id_str")}, ${first(col, "author.id", "authorId", "user.pk", "user.uid", "user.id", "user.id_str", "owner.id")})`,
  author_name: (col) =>
    `coalesce(${screenName(col)}, ${first(col, "author.uniqueId", "user.username", "user.unique_id", "owner.username", "account.acct")}, ${plainAuthor(col)})`,
  author_followers: (col) =>
    `coalesce(${tweet(col, "core.user_results.result.legacy.followers_count", "user.followers_count")}, ${first(col, "authorStats.followerCount", "user.follower_count")})`,
  author_verified: (col) =>
    `coalesce(${tweet(col, "core.user_results.result.is_blue_verified")}, ${first(col, "author.verified", "user.is_verified", "owner.is_verified")})`,
  kind: (
    col,
  ) => `case when ${tweet(col, `${wrapped}.rest_id`, `${wrapped}.tweet.rest_id`)} is not null then 'repost'
    when ${tweet(col, "legacy.quoted_status_id_str")} is not null then 'quote'
    when ${tweet(col, "legacy.in_reply_to_status_id_str")} is not null or ${commentId(col)} is not null then 'reply' else 'original' end`,
  original_native_id: (col) =>
    `coalesce(${tweet(col, `${wrapped}.rest_id`, `${wrapped}.tweet.rest_id`, "legacy.quoted_status_id_str", "legacy.in_reply_to_status_id_str")}, nullif(${first(col, "reply_id")}, '0'), ${commented(col, "parent_comment_id", "post_shortcode", "aweme_id")})`,
  original_text: (col) =>
    unescapedSql(
      tweet(
        col,
        `${wrapped}.note_tweet.note_tweet_results.result.text`,
        `${wrapped}.legacy.full_text`,
        `${wrapped}.tweet.legacy.full_text`,
      ),
    ),
  thread_id: (col) =>
    `coalesce(${tweet(col, "legacy.conversation_id_str")}, ${commented(col, "post_shortcode", "aweme_id")})`,
  text: (col) =>
    `coalesce(${unescapedSql(tweet(col, "note_tweet.note_tweet_results.result.text", "legacy.full_text"))}, ${first(col, "desc", "caption.text", "edge_media_to_caption.edges[0].node.text", "body", "text", "title")})`,
  vendor_language: (col) => `coalesce(${tweet(col, "legacy.lang")}, ${first(col, "textLanguage")})`,
  country: (col) => first(col, "locationCreated"),
  likes: (col) =>
    own(
      col,
      `coalesce(${tweet(col, "legacy.favorite_count")}, ${first(col, "stats.diggCount", "statsV2.diggCount", "digg_count", "like_count", "comment_like_count", "edge_media_preview_like.count")})`,
    ),
  comments: (col) =>
    own(
      col,
      `coalesce(${tweet(col, "legacy.reply_count")}, ${first(col, "stats.commentCount", "statsV2.commentCount", "reply_comment_total", "comment_count", "child_comment_count", "edge_media_to_comment.count", "text_post_app_info.direct_reply_count")})`,
    ),
  shares: (col) =>
    own(
      col,
      `coalesce(${tweet(col, "legacy.retweet_count")}, ${first(col, "stats.shareCount", "statsV2.shareCount", "reshare_count", "text_post_app_info.repost_count")})`,
    ),
  quotes: (col) =>
    own(
      col,
      `coalesce(${tweet(col, "legacy.quote_count")}, ${first(col, "text_post_app_info.quote_count")})`,
    ),
  views: (col) =>
    `coalesce(${tweet(col, "views.count", "ext_views.count")}, ${first(col, "stats.playCount", "statsV2.playCount", "play_count", "view_count")})`,
};

export const zeeschuimer: Format = {
  id: "zeeschuimer",
  label: "Zeeschuimer and 4CAT NDJSON",
  version: 3,
  vendor: "zeeschuimer",
  shape: "json",
  signature: [
    ["nav_index", "item_id", "timestamp_collected", "source_platform", "data"],
    ["item_id", "source_platform", "source_platform_url", "data"],
    ["timestamp_collected", "source_platform", "source_platform_url", "data"],
    ["__import_meta.source_platform", "__import_meta.timestamp_collected"],
    ["__import_meta.source_platform", "__import_meta.item_id"],
  ],
  columns: Object.fromEntries(
    TARGET_NAMES.filter((target) => COMMON[target] || Object.values(SITES).some((site) => site[target])).map(
      (target) => [target, bySite(target, COMMON[target])],
    ),
  ),
  times: ["epoch", "epoch-ms", "%a %b %d %H:%M:%S %z %Y", "iso", "%a, %d %b %Y %H:%M:%S %z"],
  zone: "UTC",
  keep: "data",
  drop: ["user_agent", "timestamp_collected", "nav_index"],
  note: "LinkedIn shows no dates; those of its posts are the moments in their ids. user_agent identifies the researcher and is not kept.",
};
