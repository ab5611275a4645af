import type { Format } from "../format.ts";
import { htmlTextSql } from "./html-text.ts";

/** What a boost shows as its counts is its original's. */
const own = (name: string) => (col: (name: string) => string) =>
  `case when ${col("reblog.id")} is null then ${col(name)} end`;

export const mastodon: Format = {
  id: "mastodon",
  label: "Mastodon statuses",
  version: 3,
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

/** What stands around a status (`/context`): posts above it and below it, each in a list of its own. */
const PREPARE = `
  with posts as (
    select value, 0 as place, unnest(json_extract(page, '$.ancestors[*]')) as json, generate_subscripts(json_extract(page, '$.ancestors[*]'), 1) as number
    from import_values
    union all
    select value, 1 as place, unnest(json_extract(page, '$.descendants[*]')) as json, generate_subscripts(json_extract(page, '$.descendants[*]'), 1) as number
    from import_values
  )
  select value, row_number() over (partition by value order by place, number) as element, json
  from posts`;

export const mastodonContext: Format = {
  ...mastodon,
  id: "mastodon-context",
  label: "Mastodon, context of a status",
  version: 1,
  signature: [
    ["ancestors", "descendants[].content", "descendants[].account.acct"],
    ["descendants", "ancestors[].content", "ancestors[].account.acct"],
  ],
  records: undefined,
  prepare: { select: PREPARE, elements: { lists: ["ancestors", "descendants"], within: [] } },
};

const NOTE = ["object.id", "object.content", "object.published"];

/** The outbox of an account's archive: what it wrote, and the addresses of what it boosted. */
export const mastodonOutbox: Format = {
  id: "mastodon-outbox",
  label: "Mastodon archive (outbox.json)",
  version: 1,
  vendor: "mastodon",
  shape: "json",
  signature: [
    ["type", "actor", "published", "object", ...NOTE],
    ["type", "actor", "published", "object", "to"],
  ],
  records: ["orderedItems"],
  columns: {
    platform: "=mastodon",
    native_id: (col) => `case when ${col("type")} = 'Create' then ${col("object.id")} else ${col("id")} end`,
    url: "object.url | object.id",
    published_at: "object.published | published",
    author_id: "actor",
    author_name: (col) => `regexp_extract(${col("actor")}, '[^/@]+$')`,
    kind: "=repost if type is Announce | =reply if object.inReplyTo | =original",
    original_native_id: (col) =>
      `case when ${col("type")} = 'Announce' then coalesce(${col("object.id")}, ${col("object")}) else ${col("object.inReplyTo")} end`,
    thread_id: "object.conversation",
    title: "object.summary",
    text: (col) => htmlTextSql(col("object.content")),
  },
  rejects: [
    {
      reason: "neither a post nor a boost",
      noPost: true,
      when: (col) => `${col("type")} not in ('Create', 'Announce')`,
    },
  ],
  times: ["iso"],
  zone: "UTC",
  note: "Of a boost the archive has only the address. Counts are not in it.",
};
