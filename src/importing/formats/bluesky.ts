import type { Format } from "../format.ts";

/** `at://did/collection/rkey` → `did/rkey`, an identity that survives a change of handle. */
export const blueskyKey = (uri: string) =>
  `nullif(regexp_replace(${uri}, '^at://([^/]+)/[^/]+/([^/]+)$', '\\1/\\2'), '')`;

export const blueskyJetstream: Format = {
  id: "bluesky-jetstream",
  label: "Bluesky Jetstream",
  version: 1,
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
      when coalesce(${col("commit.record.embed.record.uri")}, ${col("commit.record.embed.record.record.uri")}) like '%/app.bsky.feed.post/%' then 'quote'
      when ${col("commit.record.reply.parent.uri")} is not null then 'reply' else 'original' end`,
    original_native_id: (col) =>
      blueskyKey(
        `coalesce(${col("commit.record.subject.uri")}, ${col("commit.record.embed.record.uri")}, ${col("commit.record.embed.record.record.uri")}, ${col("commit.record.reply.parent.uri")})`,
      ),
    thread_id: (col) =>
      blueskyKey(
        `coalesce(${col("commit.record.reply.root.uri")}, 'at://' || ${col("did")} || '/app.bsky.feed.post/' || ${col("commit.rkey")})`,
      ),
    text: "commit.record.text",
    vendor_language: "commit.record.langs[0]",
  },
  rejects: [
    { reason: "an account event, no post", noPost: true, when: (col) => `${col("kind")} <> 'commit'` },
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
  version: 2,
  vendor: "bluesky",
  shape: "json",
  signature: [
    ["uri", "cid", "author.did", "record.text"],
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
      when coalesce(${QUOTED.map(col).join(", ")}) like '%/app.bsky.feed.post/%' then 'quote'
      when coalesce(${PARENTS.map(col).join(", ")}) is not null then 'reply' else 'original' end`,
    original_native_id: (col) => blueskyKey(`coalesce(${[...QUOTED, ...PARENTS].map(col).join(", ")})`),
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
