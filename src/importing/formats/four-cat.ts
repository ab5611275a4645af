import type { Format } from "../format.ts";

export const fourCat: Format = {
  id: "4cat-csv",
  label: "4CAT CSV",
  version: 1,
  vendor: "4cat",
  shape: "table",
  signature: [
    ["id", "thread_id", "timestamp", "unix_timestamp", "body"],
    ["id", "thread_id", "timestamp", "author", "body"],
  ],
  columns: {
    platform: (col) => `case
      when ${col("subreddit")} is not null then 'reddit'
      when ${col("is_retweet")} is not null or ${col("retweet_count")} is not null then 'x'
      when ${col("tiktok_url")} is not null or ${col("plays")} is not null then 'tiktok'
      when ${col("board")} is not null or ${col("country_code")} is not null and ${col("image_md5")} is not null then '4chan' end`,
    source_type: "type",
    native_id: (
      col,
    ) => `case when ${col("subreddit")} is null then ${col("id")} when starts_with(${col("id")}, 't1_') or starts_with(${col("id")}, 't3_') then ${col("id")}
      when ${col("id")} = ${col("thread_id")} then 't3_' || ${col("id")} else 't1_' || ${col("id")} end`,
    url: "post_url | url | tiktok_url | link | tweet_url",
    published_at: "unix_timestamp | timestamp",
    author_id: "author_id | author_name_hash",
    author_name: "author | author_name | username",
    author_followers: "author_followers | followers",
    author_verified: "is_verified | author_verified",
    kind: (col) => `case when lower(${col("is_retweet")}) in ('yes', 'true', '1') then 'repost'
      when lower(${col("is_quote_tweet")}) in ('yes', 'true', '1') then 'quote'
      when lower(${col("is_reply")}) in ('yes', 'true', '1') then 'reply'
      when starts_with(${col("body")}, 'RT @') then 'repost'
      when ${col("id")} <> ${col("thread_id")} then 'reply' else 'original' end`,
    original_author: "retweeted_user",
    thread_id: "thread_id",
    title: "subject | title",
    text: "body",
    vendor_language: "language | language_guess | lang",
    country: "country | country_code | location_country",
    likes: "like_count | likes | score | reactions",
    comments: "reply_count | comments | num_comments",
    shares: "retweet_count | shares | reposts",
    quotes: "quote_count",
    views: "impression_count | views | plays",
  },
  times: ["epoch", "iso"],
  zone: "UTC",
  note: "unix_timestamp is trusted before timestamp.",
};
