import type { Format } from "../format.ts";

type Col = (name: string) => string;

/** `at://did/collection/rkey` → `did/rkey`, an identity that survives a change of handle. */
export const blueskyKey = (uri: string) =>
  `nullif(regexp_replace(${uri}, '^at://([^/]+)/[^/]+/([^/]+)$', '\\1/\\2'), '')`;

/** Of addresses of embedded records those of posts; feeds, lists and starter packs are embedded, too. */
const postSql = (col: Col, ...paths: string[]) =>
  `coalesce(${paths.map((path) => `case when ${col(path)} like '%/app.bsky.feed.post/%' then ${col(path)} end`).join(", ")})`;

const STREAM_QUOTED = ["commit.record.embed.record.uri", "commit.record.embed.record.record.uri"];

export const blueskyJetstream: Format = {
  id: "bluesky-jetstream",
  label: "Bluesky Jetstream",
  version: 2,
  vendor: "bluesky",
  shape: "json",
  signature: [
    ["did", "time_us", "kind"],
    ["did", "time_us", "commit.collection"],
  ],
  columns: {
    platform: "=bluesky",
    native_id: (col) => `${col("did")} || '/' || ${col("commit.rkey")}`,
    url: "=https://bsky.app/profile/{did}/post/{commit.rkey}",
    published_at: "commit.record.createdAt | time_us",
    author_id: "did",
    author_name: "did",
    kind: (col) => `case when ${col("commit.collection")} = 'app.bsky.feed.repost' then 'repost'
      when ${postSql(col, ...STREAM_QUOTED)} is not null then 'quote'
      when ${col("commit.record.reply.parent.uri")} is not null then 'reply' else 'original' end`,
    original_native_id: (col) =>
      blueskyKey(
        `coalesce(${col("commit.record.subject.uri")}, ${postSql(col, ...STREAM_QUOTED)}, ${col("commit.record.reply.parent.uri")})`,
      ),
    thread_id: (col) =>
      blueskyKey(
        `coalesce(${col("commit.record.reply.root.uri")}, 'at://' || ${col("did")} || '/app.bsky.feed.post/' || ${col("commit.rkey")})`,
      ),
    text: "commit.record.text",
    vendor_language: "commit.record.langs[0]",
  },
  rejects: [
    {
      reason: "an account event, no post",
      noPost: true,
      when: (col) => `${col("kind")} <> 'commit' or ${col("type")} in ('acc', 'id')`,
    },
    { reason: "a deletion, no post", noPost: true, when: (col) => `${col("commit.operation")} = 'delete'` },
    {
      reason: "a like, follow or other record, no post",
      noPost: true,
      when: (col) => `${col("commit.collection")} not in ('app.bsky.feed.post', 'app.bsky.feed.repost')`,
    },
    { reason: "a commit without a collection", when: (col) => `${col("commit.collection")} is null` },
  ],
  times: ["iso", "epoch-us"],
  zone: "UTC",
  note: "createdAt is what the author claims; time_us (when the network saw it) stays in `extras`.",
};

/** The same record lies in `record`, in a feed's `post.record`, or in `value` (listRecords). */
const inRecord = (...paths: string[]) =>
  ["record", "post.record", "value"].flatMap((record) => paths.map((path) => `${record}.${path}`));
const QUOTED = inRecord("embed.record.uri", "embed.record.record.uri");
const PARENTS = inRecord("reply.parent.uri");
const ROOTS = inRecord("reply.root.uri");

export const blueskyPosts: Format = {
  id: "bluesky-posts",
  label: "Bluesky getPosts, searchPosts",
  version: 3,
  vendor: "bluesky",
  shape: "json",
  signature: [
    ["uri", "cid", "author.did", "record.text"],
    ["uri", "cid", "record.text", "record.createdAt"],
    ["post.uri", "post.author.did", "post.record.text"],
    ["uri", "cid", "value.text", "value.createdAt"],
  ],
  records: ["posts", "feed", "records"],
  columns: {
    platform: "=bluesky",
    native_id: (col) => blueskyKey(`coalesce(${col("uri")}, ${col("post.uri")})`),
    url: (col) =>
      `'https://bsky.app/profile/' || regexp_replace(coalesce(${col("uri")}, ${col("post.uri")}), '^at://([^/]+)/[^/]+/([^/]+)$', '\\1/post/\\2')`,
    published_at:
      "record.createdAt | record.created_at | post.record.createdAt | value.createdAt | indexedAt | indexed_at",
    author_id: (col) =>
      `coalesce(${col("author.did")}, ${col("post.author.did")}, regexp_extract(${col("uri")}, '^at://([^/]+)/', 1))`,
    author_name: "author.handle | post.author.handle",
    author_followers: "author.followersCount | post.author.followersCount",
    kind: (col) => `case
      when ${postSql(col, ...QUOTED)} is not null then 'quote'
      when coalesce(${PARENTS.map(col).join(", ")}) is not null then 'reply' else 'original' end`,
    original_native_id: (col) =>
      blueskyKey(`coalesce(${postSql(col, ...QUOTED)}, ${PARENTS.map(col).join(", ")})`),
    thread_id: (col) => blueskyKey(`coalesce(${[...ROOTS, "uri", "post.uri"].map(col).join(", ")})`),
    text: "record.text | post.record.text | value.text",
    vendor_language: "record.langs[0] | post.record.langs[0] | value.langs[0]",
    likes: "likeCount | like_count | post.likeCount",
    comments: "replyCount | reply_count | post.replyCount",
    shares: "repostCount | repost_count | post.repostCount",
    quotes: "quoteCount | quote_count | post.quoteCount",
  },
  times: ["iso"],
  zone: "UTC",
};

/** A thread is a tree: its post stands beside the list of answers, each a thread of its own. */
const PREPARE = `
  with recursive threads as (
    select value, json_extract(page, '$.thread') as thread, []::bigint[] as place
    from import_values
    where json_type(page, '$.thread') = 'OBJECT'
    union all
    select value, unnest(list) as thread, list_append(place, generate_subscripts(list, 1)) as place
    from (select value, place, json_extract(thread, '$.replies[*]') as list from threads)
  )
  select value, row_number() over (partition by value order by place) as element, json_merge_patch(thread, '{"replies": null, "parent": null}') as json
  from threads`;

export const blueskyThread: Format = {
  ...blueskyPosts,
  id: "bluesky-thread",
  label: "Bluesky getPostThread",
  version: 1,
  signature: [
    ["thread.post.uri", "thread.post.author.did", "thread.post.record.text"],
    ["thread.post.uri", "thread.replies[].post.uri"],
  ],
  records: undefined,
  rejects: [
    {
      reason: "a post that is gone or not shown",
      noPost: true,
      when: (col) => `${col("post.uri")} is null and ${col("uri")} is not null`,
    },
  ],
  prepare: { select: PREPARE, elements: { lists: [], within: ["replies"] } },
  note: "The thread's post and all answers below it; posts above it (`parent`) are left to their own threads.",
};
