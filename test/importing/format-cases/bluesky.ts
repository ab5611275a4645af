import { clean, type FormatCase, lines } from "./format-case.ts";

export const blueskyCases: FormatCase[] = [
  {
    name: "Bluesky Jetstream: likes, deletions and account events are no posts",
    format: "bluesky-jetstream",
    file: "jet.ndjson",
    content: lines(
      {
        did: "did:plc:a",
        time_us: 1772359200000000,
        kind: "commit",
        commit: {
          operation: "create",
          collection: "app.bsky.feed.post",
          rkey: "3k1",
          record: { createdAt: "2026-03-01T10:00:00Z", langs: ["nl"], text: "Hoi" },
        },
      },
      {
        did: "did:plc:a",
        time_us: 1772359200000001,
        kind: "commit",
        commit: { operation: "create", collection: "app.bsky.feed.like", rkey: "3k2", record: {} },
      },
      {
        did: "did:plc:a",
        time_us: 1772359200000002,
        kind: "commit",
        commit: { operation: "delete", collection: "app.bsky.feed.post", rkey: "3k0" },
      },
      { did: "did:plc:a", time_us: 1772359200000003, kind: "identity", identity: {} },
      {
        did: "did:plc:b",
        time_us: 1772359300000000,
        kind: "commit",
        commit: {
          operation: "create",
          collection: "app.bsky.feed.repost",
          rkey: "3k9",
          record: {
            createdAt: "2026-03-01T10:01:00Z",
            subject: { uri: "at://did:plc:a/app.bsky.feed.post/3k1" },
          },
        },
      },
    ),
    ledger: { rows_read: 5, mentions: 2, duplicates: 0, rejected: 3, not_posts: 3 },
    mentions: [
      { native_id: "did:plc:a/3k1", vendor_language: "nl", text: "Hoi", kind: "original" },
      { kind: "repost", text: "Hoi" },
    ],
  },
  {
    name: "Bluesky getPosts",
    format: "bluesky-posts",
    file: "posts.json",
    content: JSON.stringify(
      {
        posts: [
          {
            uri: "at://did:plc:a/app.bsky.feed.post/3k1",
            cid: "c",
            author: { did: "did:plc:a", handle: "anna.example" },
            record: { text: "Hoi", createdAt: "2026-03-01T10:00:00Z", langs: ["nl"] },
            replyCount: 1,
            repostCount: 2,
            likeCount: 3,
            quoteCount: 4,
          },
        ],
      },
      null,
      2,
    ),
    ledger: clean(1),
    mentions: [{ native_id: "did:plc:a/3k1", engagement: 10, author_name: "anna.example" }],
  },
];
