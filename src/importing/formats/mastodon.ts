import type { Format } from "../format.ts";
import { htmlTextSql } from "./html-text.ts";

/** What a boost shows as its counts is its original's. */
const own = (name: string) => (col: (name: string) => string) =>
  `case when ${col("reblog.id")} is null then ${col(name)} end`;

export const mastodon: Format = {
  id: "mastodon",
  label: "Mastodon statuses",
  version: 2,
  vendor: "mastodon",
  shape: "json",
  signature: [
    ["id", "created_at", "content", "account.acct", "uri"],
    ["id", "created_at", "content", "account.username", "reblogs_count"],
  ],
  records: ["statuses"],
  columns: {
    platform: "=mastodon",
    native_id: "uri | url",
    url: "url | uri",
    published_at: "created_at",
    author_id: "account.url | account.id",
    author_name: "account.acct",
    author_followers: "account.followers_count",
    kind: "=repost if reblog.id | =quote if quote.quoted_status.id | =reply if in_reply_to_id | =original",
    original_native_id: "reblog.uri | quote.quoted_status.uri",
    original_author: "reblog.account.acct",
    original_text: (col) => htmlTextSql(col("reblog.content")),
    thread_id: "conversation_id | in_reply_to_id",
    title: "spoiler_text",
    text: (col) => `coalesce(${htmlTextSql(col("content"))}, ${htmlTextSql(col("reblog.content"))})`,
    vendor_language: "language",
    likes: own("favourites_count"),
    comments: own("replies_count"),
    shares: own("reblogs_count"),
    quotes: own("quotes_count"),
  },
  times: ["iso"],
  zone: "UTC",
};
