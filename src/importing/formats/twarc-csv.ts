import type { Format } from "../format.ts";
import { unescapedSql } from "./html-text.ts";

const own = (name: string) => (col: (name: string) => string) =>
  `case when ${col("referenced_tweets.retweeted.id")} is null then ${col(name)} end`;

const v1Own = (col: (name: string) => string, name: string) =>
  `case when coalesce(lower(${col("tweet_type")}), '') <> 'retweet' and not starts_with(${col("text")}, 'RT @') then ${col(name)} end`;

export const twarcCsv: Format = {
  id: "twarc-csv",
  label: "twarc CSV",
  version: 2,
  vendor: "x-api",
  shape: "table",
  signature: [
    ["id", "created_at", "text", "author_id", "public_metrics.retweet_count"],
    ["id", "created_at", "text", "referenced_tweets.retweeted.id"],
  ],
  columns: {
    platform: "=x",
    native_id: "id",
    url: (col) =>
      `'https://x.com/' || coalesce(${col("author.username")}, 'i/web') || '/status/' || trim(${col("id")}, '"''')`,
    published_at: "created_at",
    author_id: "author_id | author.id",
    author_name: "author.username",
    author_followers: "author.public_metrics.followers_count",
    author_verified: "author.verified",
    kind: "=repost if referenced_tweets.retweeted.id | =quote if referenced_tweets.quoted.id | =reply if referenced_tweets.replied_to.id | =original",
    original_native_id:
      "referenced_tweets.retweeted.id | referenced_tweets.quoted.id | referenced_tweets.replied_to.id",
    thread_id: "conversation_id",
    text: (col) => unescapedSql(`coalesce(${col("note_tweet.text")}, ${col("text")})`),
    vendor_language: "lang",
    country: "geo.country_code",
    likes: own("public_metrics.like_count"),
    comments: own("public_metrics.reply_count"),
    shares: own("public_metrics.retweet_count"),
    quotes: own("public_metrics.quote_count"),
    views: "public_metrics.impression_count",
  },
  times: ["iso"],
  zone: "UTC",
};

/** What twarc's first generation (`json2csv.py`, `twarc1`) wrote of v1.1 tweets. */
export const twarcV1Csv: Format = {
  id: "twarc-v1-csv",
  label: "twarc CSV, first generation",
  version: 1,
  vendor: "x-api",
  shape: "table",
  signature: [
    ["id", "tweet_url", "created_at", "text", "tweet_type", "user_screen_name"],
    ["id", "created_at", "text", "user_screen_name", "user_id", "retweet_or_quote_id"],
    ["id", "tweet_url", "created_at", "text", "user_screen_name", "user_followers_count"],
  ],
  columns: {
    platform: "=x",
    native_id: "id",
    url: "tweet_url",
    published_at: "created_at | parsed_created_at",
    author_id: "user_id",
    author_name: "user_screen_name",
    author_followers: "user_followers_count",
    author_verified: "user_verified",
    kind: "=repost if tweet_type is retweet | =quote if tweet_type is quote | =reply if tweet_type is reply | =repost if text starts RT @ | =reply if in_reply_to_status_id | =reply if in_reply_to_user_id | =original",
    original_native_id: "retweet_or_quote_id | in_reply_to_status_id",
    original_author: "retweet_or_quote_screen_name",
    text: (col) => unescapedSql(col("text")),
    vendor_language: "lang",
    likes: (col) => v1Own(col, "favorite_count"),
    shares: (col) => v1Own(col, "retweet_count"),
  },
  times: ["%a %b %d %H:%M:%S %z %Y", "iso"],
  zone: "UTC",
};
