import type { Format } from "../format.ts";
import { unescapedSql } from "./html-text.ts";

/** A retweet's counts are its original's. */
const own = (name: string) => (col: (name: string) => string) =>
  `case when coalesce(${col("retweeted_status.id_str")}, ${col("retweeted_status.id")}) is null then ${col(name)} end`;

const original = (col: (name: string) => string, path: string) =>
  `coalesce(${col(`retweeted_status.${path}`)}, ${col(`quoted_status.${path}`)})`;

/** What a stream sends besides posts, by the key that stands alone in it. */
const STREAM_MESSAGES =
  "delete limit scrub_geo status_withheld user_withheld disconnect warning friends event".split(" ");

const withoutId = (col: (name: string) => string) => `${col("id_str")} is null and ${col("id")} is null`;

export const xV1: Format = {
  id: "x-v1",
  label: "X API v1.1",
  version: 2,
  vendor: "x-api",
  shape: "json",
  signature: [
    ["created_at", "id_str", "text", "user.screen_name"],
    ["created_at", "id_str", "full_text", "user.screen_name"],
    ["created_at", "id_str", "text", "user.id_str"],
    ["created_at", "id_str", "full_text", "user.id_str"],
    ["created_at", "id", "text", "user.screen_name", "favorite_count"],
    ["created_at", "id", "full_text", "user.screen_name", "favorite_count"],
  ],
  records: ["statuses", "tweets"],
  columns: {
    platform: "=x",
    native_id: "id_str | id",
    url: (col) =>
      `'https://x.com/' || coalesce(${col("user.screen_name")}, 'i/web') || '/status/' || coalesce(${col("id_str")}, ${col("id")})`,
    published_at: "created_at",
    author_id: "user.id_str | user.id",
    author_name: "user.screen_name",
    author_followers: "user.followers_count",
    author_verified: "user.verified",
    kind: "=repost if retweeted_status.id_str | =repost if retweeted_status.id | =repost if full_text starts RT @ | =repost if text starts RT @ | =quote if quoted_status_id_str | =quote if quoted_status_id | =reply if in_reply_to_status_id_str | =reply if in_reply_to_status_id | =reply if in_reply_to_user_id_str | =original",
    original_native_id:
      "retweeted_status.id_str | retweeted_status.id | quoted_status_id_str | quoted_status_id | in_reply_to_status_id_str | in_reply_to_status_id",
    original_author: (col) => original(col, "user.screen_name"),
    original_text: (col) =>
      unescapedSql(
        `coalesce(${["extended_tweet.full_text", "full_text", "text"].map((path) => col(`retweeted_status.${path}`)).join(", ")})`,
      ),
    text: (col) =>
      unescapedSql(`coalesce(${["extended_tweet.full_text", "full_text", "text"].map(col).join(", ")})`),
    vendor_language: "lang",
    country: "place.country_code",
    likes: own("favorite_count"),
    comments: own("reply_count"),
    shares: own("retweet_count"),
    quotes: own("quote_count"),
  },
  rejects: [
    {
      reason: "a message of the stream, no post",
      noPost: true,
      when: (col) => `${withoutId(col)} and coalesce(${STREAM_MESSAGES.map(col).join(", ")}) is not null`,
    },
    { reason: "neither a post nor a message of the stream", when: withoutId },
  ],
  times: ["%a %b %d %H:%M:%S %z %Y", "iso", "%Y-%m-%d %H:%M:%S %z", "epoch-ms"],
  zone: "UTC",
};
