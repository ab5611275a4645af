import type { Format } from "../format.ts";

/** Text of the HTML that Mastodon servers give out: breaks and paragraphs become line ends, entities characters. */
const plain = (html: string) => `nullif(trim(replace(replace(replace(replace(replace(replace(
  regexp_replace(regexp_replace(${html}, '<br ?/?>|</p>\\s*<p[^>]*>', chr(10), 'g'), '<[^>]*>', '', 'g'),
  '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&nbsp;', ' '), '&amp;', '&')), '')`;

export const mastodon: Format = {
  id: "mastodon",
  label: "Mastodon statuses",
  version: 1,
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
    original_text: (col) => plain(col("reblog.content")),
    thread_id: "conversation_id | in_reply_to_id",
    title: "spoiler_text",
    text: (col) => `coalesce(${plain(col("content"))}, ${plain(col("reblog.content"))})`,
    vendor_language: "language",
    likes: "favourites_count",
    comments: "replies_count",
    shares: "reblogs_count",
    quotes: "quotes_count",
  },
  times: ["iso"],
  zone: "UTC",
};
