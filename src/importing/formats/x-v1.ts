import type { Format } from "../format.ts";

const original = (col: (name: string) => string, path: string) =>
  `coalesce(${col(`retweeted_status.${path}`)}, ${col(`quoted_status.${path}`)})`;

/** What a stream sends besides posts, by the key that stands alone in it. */
const STREAM_MESSAGES =
  "delete limit scrub_geo status_withheld user_withheld disconnect warning friends event".split(" ");

const withoutId = (col: (name: string) => string) => `${col("id_str")} is null and ${col("id")} is null`;

export const xV1: Format = {
  id: "x-v1",
  label: "X API v1.1",
  version: 1,
  vendor: "x-api",
  shape: "json",
  signature: [
    ["created_at", "id_str", "text", "user.screen_name"],
    ["created_at", "id_str", "full_text", "user.screen_name"],
    ["created_at", "id_str", "text", "user.id_str"],
    ["created_at", "id_str", "full_text", "user.id_str"],
  ],
  records: ["statuses", "tweets"],
  columns: {
    platform: "=x",
    native_id: "id_str | id",
    url: (col) =>
      `'https://x.com/' || coalesce(${col("user.screen_name")}, 'i/web') || '/status/' || coalesce(${col("id_str")}, ${col("id")})`,
    published_at: "created_at",
    author_id: "user.id_str",
    author_name: "user.screen_name",
    author_followers: "user.followers_count",
    author_verified: "user.verified",
    kind: "=repost if retweeted_status.id_str | =quote if quoted_status_id_str | =reply if in_reply_to_status_id_str | =reply if in_reply_to_user_id_str | =original",
    original_native_id: "retweeted_status.id_str | quoted_status_id_str | in_reply_to_status_id_str",
    original_author: (col) => original(col, "user.screen_name"),
    original_text:
      "retweeted_status.extended_tweet.full_text | retweeted_status.full_text | retweeted_status.text",
    text: "extended_tweet.full_text | full_text | text",
    vendor_language: "lang",
    country: "place.country_code",
    likes: (col) => `case when ${col("retweeted_status.id_str")} is null then ${col("favorite_count")} end`,
    comments: (col) => `case when ${col("retweeted_status.id_str")} is null then ${col("reply_count")} end`,
    shares: (col) => `case when ${col("retweeted_status.id_str")} is null then ${col("retweet_count")} end`,
    quotes: (col) => `case when ${col("retweeted_status.id_str")} is null then ${col("quote_count")} end`,
  },
  rejects: [
    {
      reason: "a message of the stream, no post",
      noPost: true,
      when: (col) => `${withoutId(col)} and coalesce(${STREAM_MESSAGES.map(col).join(", ")}) is not null`,
    },
    { reason: "neither a post nor a message of the stream", when: withoutId },
  ],
  times: ["%a %b %d %H:%M:%S %z %Y", "iso"],
  zone: "UTC",
};
