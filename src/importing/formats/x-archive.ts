import type { Format } from "../format.ts";
import { unescapedSql } from "./html-text.ts";

type Col = (name: string) => string;

/** In archives from 2019 on each post lies in `tweet`, before at the top. */
const either = (col: Col, name: string) => `coalesce(${col(`tweet.${name}`)}, ${col(name)})`;
const said = (col: Col) => either(col, "full_text");
const own = (name: string) => (col: Col) =>
  `case when not starts_with(${said(col)}, 'RT @') then ${either(col, name)} end`;

/** What a person downloads as "your archive": `data/tweets.js`, a script that assigns a list. */
export const xArchive: Format = {
  id: "x-archive",
  label: "X archive (tweets.js)",
  version: 1,
  vendor: "x-archive",
  shape: "json",
  signature: [
    ["tweet.id_str", "tweet.full_text", "tweet.created_at"],
    ["id_str", "full_text", "created_at"],
  ],
  columns: {
    platform: "=x",
    native_id: (col) => either(col, "id_str"),
    url: (col) => `'https://x.com/i/web/status/' || ${either(col, "id_str")}`,
    published_at: (col) => either(col, "created_at"),
    kind: (col) => `case when starts_with(${said(col)}, 'RT @') then 'repost'
      when coalesce(${either(col, "in_reply_to_status_id_str")}, ${either(col, "in_reply_to_user_id_str")}) is not null then 'reply'
      else 'original' end`,
    original_native_id: (col) => either(col, "in_reply_to_status_id_str"),
    original_author: (col) => `nullif(regexp_extract(${said(col)}, '^RT @(\\w+)', 1), '')`,
    text: (col) => unescapedSql(said(col)),
    vendor_language: (col) => either(col, "lang"),
    likes: own("favorite_count"),
    shares: own("retweet_count"),
  },
  times: ["%a %b %d %H:%M:%S %z %Y", "iso"],
  zone: "UTC",
  note: "An archive is one account's and does not name it; `author_name: =handle` under `mapping` does. A retweet's counts are its original's and left out.",
};

/** The table of older archives (`tweets.csv`, until 2018). */
export const xArchiveCsv: Format = {
  id: "x-archive-csv",
  label: "X archive (tweets.csv)",
  version: 1,
  vendor: "x-archive",
  shape: "table",
  signature: [["tweet_id", "timestamp", "text", "in_reply_to_status_id", "retweeted_status_id"]],
  columns: {
    platform: "=x",
    native_id: "tweet_id",
    url: "=https://x.com/i/web/status/{tweet_id}",
    published_at: "timestamp",
    kind: "=repost if retweeted_status_id | =repost if text starts RT @ | =reply if in_reply_to_status_id | =reply if in_reply_to_user_id | =original",
    original_native_id: "retweeted_status_id | in_reply_to_status_id",
    text: (col) => unescapedSql(col("text")),
  },
  times: ["%Y-%m-%d %H:%M:%S %z", "iso"],
  zone: "UTC",
};
