import type { Format } from "../format.ts";
import { unescapedSql } from "./html-text.ts";

/** Texts and names that Reddit puts in the place of what is gone. */
export const aliveText = (value: string) =>
  `case when ${value} not in ('[deleted]', '[removed]', '[ Removed by Reddit ]') then ${value} end`;

export const reddit: Format = {
  id: "reddit",
  label: "Reddit (Arctic Shift, Pushshift)",
  version: 3,
  vendor: "reddit",
  shape: "json",
  signature: [
    ["subreddit", "author", "created_utc", "body", "id"],
    ["subreddit", "author", "created_utc", "title", "id"],
  ],
  records: ["data"],
  columns: {
    platform: "=reddit",
    source_type: "=comment if body | =post",
    native_id: (col) =>
      `case when ${col("body")} is not null or ${col("link_id")} is not null then 't1_' else 't3_' end || regexp_replace(${col("id")}, '^t[13]_', '')`,
    url: (
      col,
    ) => `case when ${col("permalink")} like 'http%' then ${col("permalink")} when ${col("permalink")} is not null then 'https://www.reddit.com' || ${col("permalink")}
      when ${col("link_id")} is not null then 'https://www.reddit.com/comments/' || regexp_replace(${col("link_id")}, '^t3_', '') || '/_/' || ${col("id")}
      else 'https://www.reddit.com/comments/' || regexp_replace(${col("id")}, '^t3_', '') end`,
    published_at: "created_utc | created",
    author_id: "author_fullname",
    author_name: (col) => aliveText(col("author")),
    kind: "=repost if crosspost_parent | =reply if link_id | =original",
    original_native_id: "crosspost_parent | parent_id",
    thread_id: (col) => `coalesce(${col("link_id")}, 't3_' || ${col("id")})`,
    title: (col) => unescapedSql(col("title")),
    text: (col) => unescapedSql(`coalesce(${aliveText(col("body"))}, ${aliveText(col("selftext"))})`),
    likes: "score | ups",
    comments: "num_comments",
    shares: "num_crossposts",
  },
  times: ["epoch", "iso"],
  zone: "UTC",
  note: "Score counts as likes. Deleted and removed texts are counted, not scored.",
};

/** The same fields as a table, as people save them from dumps and from PRAW. */
export const redditCsv: Format = {
  ...reddit,
  id: "reddit-csv",
  label: "Reddit, CSV",
  version: 1,
  shape: "table",
  signature: [
    ["id", "subreddit", "author", "created_utc", "body"],
    ["id", "subreddit", "author", "created_utc", "title"],
  ],
  records: undefined,
};
