import type { Format } from "../format.ts";

/** `at://did/collection/rkey` → `did/rkey`, an identity that survives a change of handle. */
const key = (uri: string) => `nullif(regexp_replace(${uri}, '^at://([^/]+)/[^/]+/([^/]+)$', '\\1/\\2'), '')`;

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
      key(
        `coalesce(${col("commit.record.subject.uri")}, ${col("commit.record.embed.record.uri")}, ${col("commit.record.embed.record.record.uri")}, ${col("commit.record.reply.parent.uri")})`,
      ),
    thread_id: (col) =>
      key(
        `coalesce(${col("commit.record.reply.root.uri")}, 'at://' || ${col("did")} || '/app.bsky.feed.post/' || ${col("commit.rkey")})`,
      ),
    text: "commit.record.text",
    vendor_language: "commit.record.langs[0]",
  },
  rejects: [
    { reason: "an account event, no post", when: (col) => `${col("kind")} <> 'commit'` },
    { reason: "a deletion, no post", when: (col) => `${col("commit.operation")} = 'delete'` },
    {
      reason: "a like, follow or other record, no post",
      when: (col) =>
        `coalesce(${col("commit.collection")}, '') not in ('app.bsky.feed.post', 'app.bsky.feed.repost')`,
    },
  ],
  times: ["iso", "epoch-us"],
  zone: "UTC",
  note: "createdAt is what the author claims; time_us (when the network saw it) stays in `extras`.",
};

export const blueskyPosts: Format = {
  id: "bluesky-posts",
  label: "Bluesky getPosts, searchPosts",
  version: 1,
  vendor: "bluesky",
  shape: "json",
  signature: [
    ["uri", "cid", "author.did", "record.text"],
    ["post.uri", "post.author.did", "post.record.text"],
  ],
  records: ["posts", "feed"],
  columns: {
    platform: "=bluesky",
    native_id: (col) => key(`coalesce(${col("uri")}, ${col("post.uri")})`),
    url: (col) =>
      `'https://bsky.app/profile/' || regexp_replace(coalesce(${col("uri")}, ${col("post.uri")}), '^at://([^/]+)/[^/]+/([^/]+)$', '\\1/post/\\2')`,
    published_at: "record.createdAt | post.record.createdAt | indexedAt",
    author_id: "author.did | post.author.did",
    author_name: "author.handle | post.author.handle",
    author_followers: "author.followersCount | post.author.followersCount",
    kind: (col) => `case
      when coalesce(${col("record.embed.record.uri")}, ${col("record.embed.record.record.uri")}, ${col("post.record.embed.record.uri")}) like '%/app.bsky.feed.post/%' then 'quote'
      when coalesce(${col("record.reply.parent.uri")}, ${col("post.record.reply.parent.uri")}) is not null then 'reply' else 'original' end`,
    original_native_id: (col) =>
      key(
        `coalesce(${col("record.embed.record.uri")}, ${col("record.embed.record.record.uri")}, ${col("post.record.embed.record.uri")}, ${col("record.reply.parent.uri")}, ${col("post.record.reply.parent.uri")})`,
      ),
    thread_id: (col) =>
      key(
        `coalesce(${col("record.reply.root.uri")}, ${col("post.record.reply.root.uri")}, ${col("uri")}, ${col("post.uri")})`,
      ),
    text: "record.text | post.record.text",
    vendor_language: "record.langs[0] | post.record.langs[0]",
    likes: "likeCount | post.likeCount",
    comments: "replyCount | post.replyCount",
    shares: "repostCount | post.repostCount",
    quotes: "quoteCount | post.quoteCount",
  },
  times: ["iso"],
  zone: "UTC",
};
