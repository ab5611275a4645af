import type { Format } from "../format.ts";
import { blueskyKey } from "./bluesky.ts";
import { aliveText } from "./reddit.ts";

type Col = (name: string) => string;

const yes = (value: string) => `lower(${value}) in ('yes', 'true', '1')`;
const isTelegram = (col: Col) => `${col("chat")} is not null`;
const isReddit = (col: Col) => `${col("subreddit")} is not null`;
const isBluesky = (col: Col) => `starts_with(${col("id")}, 'at://')`;
/** Exports of YouTube Data Tools that were uploaded to 4CAT keep their own columns. */
const isYoutube = (col: Col) =>
  `coalesce(${col("authorChannelId")}, case when ${col("videoId")} is not null then ${col("channelTitle")} end) is not null`;
const address = (col: Col) =>
  `coalesce(${["post_url", "tiktok_url", "link", "tweet_url", "url"].map(col).join(", ")})`;
/** Sites whose items 4CAT writes with an address and nothing else that names them. */
const SITE = (col: Col) =>
  `nullif(regexp_extract(lower(${address(col)}), '^https?://(?:www\\.|m\\.)?(9gag|douyin|gab|truthsocial|vk|imgur|parler|gettr|xiaohongshu|bilibili|pinterest)\\.com/', 1), '')`;
const isImageboard = (col: Col) =>
  `(${col("board")} is not null and ${col("board_url")} is null or ${col("country_code")} is not null and ${col("image_md5")} is not null)`;
const isTiktok = (col: Col) => `coalesce(${col("tiktok_url")}, ${col("plays")}) is not null`;

/** 4CAT writes every platform's items with the same five columns and the platform's own beside them. */
const platform = (col: Col) => `case
  when ${isReddit(col)} then 'reddit'
  when ${isTelegram(col)} then 'telegram'
  when ${isBluesky(col)} then 'bluesky'
  when ${col("is_retweet")} is not null or ${col("retweet_count")} is not null then 'x'
  when ${isTiktok(col)} then 'tiktok'
  when ${isImageboard(col)} then '4chan'
  when ${isYoutube(col)} then 'youtube' else ${SITE(col)} end`;

const nativeId = (col: Col) => `case
  when ${isTelegram(col)} then ${col("chat")} || '/' || regexp_extract(${col("id")}, '[0-9]+$')
  when ${isBluesky(col)} then ${blueskyKey(col("id"))}
  when ${col("board")} is not null and ${isImageboard(col)} then ${col("board")} || '/' || ${col("id")}
  when ${SITE(col)} = 'vk' then coalesce(nullif(regexp_extract(${address(col)}, '/wall(-?[0-9]+_[0-9]+)', 1), ''), ${col("id")})
  when not (${isReddit(col)}) or regexp_matches(${col("id")}, '^t[13]_') then ${col("id")}
  when ${col("id")} = ${col("thread_id")} then 't3_' || ${col("id")} else 't1_' || ${col("id")} end`;

const kind = (col: Col) => `case
  when ${yes(col("is_retweet"))} or coalesce(${col("author_forwarded_from_name")}, ${col("author_forwarded_from_username")}, ${col("author_forwarded_from_id")}) is not null then 'repost'
  when ${yes(col("is_quote_tweet"))} or coalesce(${col("quoted_post")}, ${col("quoted_user")}) is not null then 'quote'
  when ${yes(col("is_reply"))} or 'comment' in (${col("type")}, ${col("item_type")}) or coalesce(${col("reply_to")}, ${col("replied_to_post")}, ${col("isReplyTo")}) is not null then 'reply'
  when ${isTelegram(col)} or ${isTiktok(col)} or ${isYoutube(col)} or ${col("is_reply")} is not null then 'original'
  when starts_with(${col("body")}, 'RT @') then 'repost'
  when ${col("id")} <> ${col("thread_id")} then 'reply' else 'original' end`;

/** Counts on a retweet are those of its original; Telegram's reactions are JSON, each kind by itself. */
const own =
  (...names: string[]) =>
  (col: Col) =>
    `case when ${yes(col("is_retweet"))} then null else coalesce(${names
      .map((name) =>
        name === "reactions"
          ? `case when not starts_with(${col(name)}, '{') then ${col(name)} end`
          : col(name),
      )
      .join(", ")}) end`;

export const fourCat: Format = {
  id: "4cat-csv",
  label: "4CAT CSV",
  version: 3,
  vendor: "4cat",
  shape: "table",
  signature: [
    ["id", "thread_id", "timestamp", "unix_timestamp", "body"],
    ["id", "thread_id", "timestamp", "author", "body"],
    ["id", "thread_id", "timestamp", "unix_timestamp", "author", "body"],
    ["id", "timestamp", "unix_timestamp", "author", "body"],
    ["id", "thread_id", "timestamp", "created_at", "body", "account_id", "account_username"],
  ],
  columns: {
    platform,
    source_type: "type | item_type",
    native_id: nativeId,
    url: (col) => `coalesce(${address(col)}, 'https://www.youtube.com/watch?v=' || ${col("videoId")})`,
    published_at: "unix_timestamp | timestamp",
    author_id: (col) =>
      `coalesce(${col("author_id")}, ${col("authorChannelId")}, ${col("channelId")}, ${col("account_id")}, ${col("author_user_id")}, ${col("author_name_hash")}, case when ${isTelegram(col)} then ${col("author")} end)`,
    author_name: (
      col,
    ) => `case when ${isTelegram(col)} then coalesce(${col("author_username")}, ${col("author_name")}, ${col("author")})
      else coalesce(${aliveText(col("author"))}, ${col("author_screen_name")}, ${col("account_username")}, ${col("author_nickname")}, ${col("author_name")}, ${col("username")}) end`,
    author_followers: "author_followers | account_followers | account_followers_count | followers",
    author_verified:
      "account_verified | account_is_verified | is_verified | author_verified | author_is_verified | verified",
    kind,
    original_native_id: (col) => `case
      when ${isTelegram(col)} and ${col("reply_to")} is not null then ${col("chat")} || '/' || ${col("reply_to")}
      when ${isReddit(col)} and regexp_matches(${col("parent")}, '^t[13]_') then ${col("parent")} end`,
    original_url: "quoted_post | replied_to_post",
    original_author: "retweeted_user",
    thread_id: (col) => `case when ${isBluesky(col)} then ${blueskyKey(col("thread_id"))}
      when ${isReddit(col)} and not starts_with(${col("thread_id")}, 't3_') then 't3_' || ${col("thread_id")} else ${col("thread_id")} end`,
    title: "subject | title | videoTitle",
    text: (col) => aliveText(col("body")),
    vendor_language: "language | language_guess | languages | lang",
    country: "country_code | country | location_country | location_created",
    likes: own(
      "like_count",
      "likes",
      "num_likes",
      "upvotes",
      "score",
      "favourites_count",
      "reactions",
      "reaction_count",
      "reaction_like",
      "digg_count",
      "amount_likes",
      "likeCount",
    ),
    comments: own(
      "reply_count",
      "comments",
      "num_comments",
      "num_replies",
      "replies_count",
      "replies",
      "comment_count",
      "post_comments",
      "metrics_comments",
      "amount_comments",
      "replyCount",
      "commentCount",
    ),
    shares: own(
      "retweet_count",
      "shares",
      "repost_count",
      "num_reposts",
      "reposts",
      "reposts_count",
      "reblogs_count",
      "share_count",
      "metrics_shares",
      "forwards",
      "amount_shares",
    ),
    quotes: own("quote_count", "quotes"),
    views: "impression_count | views | plays | play_count | view_count | viewCount | amount_plays",
  },
  times: ["epoch", "iso"],
  zone: "UTC",
  note: "unix_timestamp is trusted before timestamp. A retweet's counts are its original's and left out.",
};
