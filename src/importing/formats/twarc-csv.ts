import type { Format } from "../format.ts";

const own = (name: string) => (col: (name: string) => string) =>
  `case when ${col("referenced_tweets.retweeted.id")} is null then ${col(name)} end`;

export const twarcCsv: Format = {
  id: "twarc-csv",
  label: "twarc CSV",
  version: 1,
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
    text: "note_tweet.text | text",
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
