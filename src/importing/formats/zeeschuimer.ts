import type { Format } from "../format.ts";

type Col = (name: string) => string;

/** A path inside `data` (Zeeschuimer) or at the top (4CAT's NDJSON of the same item). */
const first = (col: Col, ...paths: string[]) =>
  `coalesce(${paths.flatMap((path) => [col(`data.${path}`), col(path)]).join(", ")})`;
const platform = (col: Col) => `case
  when coalesce(${col("source_platform")}, ${col("__import_meta.source_platform")}) in ('twitter.com', 'x.com') then 'x'
  else regexp_replace(coalesce(${col("source_platform")}, ${col("__import_meta.source_platform")}), '\\.com$', '') end`;
const tweet = (col: Col, path: string) => first(col, path, `tweet.${path}`);
const wrapped = "legacy.retweeted_status_result.result";

export const zeeschuimer: Format = {
  id: "zeeschuimer",
  label: "Zeeschuimer and 4CAT NDJSON",
  version: 1,
  vendor: "zeeschuimer",
  shape: "json",
  signature: [
    ["nav_index", "item_id", "timestamp_collected", "source_platform", "data"],
    ["item_id", "source_platform", "source_platform_url", "data"],
    ["__import_meta.source_platform", "__import_meta.timestamp_collected"],
    ["__import_meta.source_platform", "__import_meta.item_id"],
  ],
  columns: {
    platform,
    native_id: (col) => `case ${platform(col)}
      when 'x' then ${tweet(col, "rest_id")}
      when 'instagram' then ${first(col, "code", "shortcode", "id")}
      else coalesce(${first(col, "id", "item_id")}, ${col("item_id")}) end`,
    url: (col) => `case ${platform(col)}
      when 'x' then 'https://x.com/' || coalesce(${tweet(col, "core.user_results.result.legacy.screen_name")}, ${tweet(col, "core.user_results.result.core.screen_name")}, 'i/web') || '/status/' || ${tweet(col, "rest_id")}
      when 'tiktok' then 'https://www.tiktok.com/@' || coalesce(${first(col, "author.uniqueId")}, ${first(col, "author")}) || '/video/' || ${first(col, "id")}
      when 'instagram' then 'https://www.instagram.com/p/' || ${first(col, "code", "shortcode")} end`,
    published_at: (col) =>
      `coalesce(${tweet(col, "legacy.created_at")}, ${first(col, "createTime", "taken_at", "taken_at_timestamp", "timestamp")})`,
    author_id: (col) =>
      `coalesce(${tweet(col, "legacy.user_id_str")}, ${first(col, "author.id", "authorId", "user.pk", "user.id", "owner.id")})`,
    author_name: (
      col,
    ) => `coalesce(${tweet(col, "core.user_results.result.legacy.screen_name")}, ${tweet(col, "core.user_results.result.core.screen_name")}, ${first(col, "author.uniqueId", "user.username", "owner.username")},
      case when ${platform(col)} = 'tiktok' and not starts_with(${first(col, "author")}, '{') then ${first(col, "author")} end)`,
    author_followers: (col) =>
      `coalesce(${tweet(col, "core.user_results.result.legacy.followers_count")}, ${first(col, "authorStats.followerCount", "user.follower_count")})`,
    author_verified: (col) =>
      `coalesce(${tweet(col, "core.user_results.result.is_blue_verified")}, ${first(col, "author.verified", "user.is_verified", "owner.is_verified")})`,
    kind: (
      col,
    ) => `case when ${tweet(col, `${wrapped}.rest_id`)} is not null or ${tweet(col, `${wrapped}.tweet.rest_id`)} is not null then 'repost'
      when ${tweet(col, "legacy.quoted_status_id_str")} is not null then 'quote'
      when ${tweet(col, "legacy.in_reply_to_status_id_str")} is not null then 'reply' else 'original' end`,
    original_native_id: (col) =>
      `coalesce(${tweet(col, `${wrapped}.rest_id`)}, ${tweet(col, `${wrapped}.tweet.rest_id`)}, ${tweet(col, "legacy.quoted_status_id_str")}, ${tweet(col, "legacy.in_reply_to_status_id_str")})`,
    original_text: (col) =>
      `coalesce(${tweet(col, `${wrapped}.note_tweet.note_tweet_results.result.text`)}, ${tweet(col, `${wrapped}.legacy.full_text`)}, ${tweet(col, `${wrapped}.tweet.legacy.full_text`)})`,
    thread_id: (col) => tweet(col, "legacy.conversation_id_str"),
    text: (col) =>
      `coalesce(${tweet(col, "note_tweet.note_tweet_results.result.text")}, ${tweet(col, "legacy.full_text")}, ${first(col, "desc", "caption.text", "edge_media_to_caption.edges[0].node.text", "body", "text")})`,
    vendor_language: (col) => `coalesce(${tweet(col, "legacy.lang")}, ${first(col, "textLanguage")})`,
    likes: (col) =>
      `case when ${tweet(col, `${wrapped}.rest_id`)} is null then coalesce(${tweet(col, "legacy.favorite_count")}, ${first(col, "stats.diggCount", "statsV2.diggCount", "like_count", "edge_media_preview_like.count")}) end`,
    comments: (col) =>
      `case when ${tweet(col, `${wrapped}.rest_id`)} is null then coalesce(${tweet(col, "legacy.reply_count")}, ${first(col, "stats.commentCount", "statsV2.commentCount", "comment_count", "edge_media_to_comment.count")}) end`,
    shares: (col) =>
      `case when ${tweet(col, `${wrapped}.rest_id`)} is null then coalesce(${tweet(col, "legacy.retweet_count")}, ${first(col, "stats.shareCount", "statsV2.shareCount", "reshare_count")}) end`,
    quotes: (col) =>
      `case when ${tweet(col, `${wrapped}.rest_id`)} is null then ${tweet(col, "legacy.quote_count")} end`,
    views: (col) =>
      `coalesce(${tweet(col, "views.count")}, ${first(col, "stats.playCount", "statsV2.playCount", "play_count", "view_count")})`,
  },
  times: ["epoch", "epoch-ms", "%a %b %d %H:%M:%S %z %Y", "iso"],
  zone: "UTC",
  keep: "data",
  drop: ["user_agent", "timestamp_collected", "nav_index"],
  note: "user_agent identifies the researcher and is not kept.",
};
