import { clean, type FormatCase, lines } from "./format-case.ts";

const post = (author: string, key: string, text: string, more: Record<string, unknown> = {}) => ({
  uri: `at://did:plc:${author}/app.bsky.feed.post/${key}`,
  cid: `c${key}`,
  author: { did: `did:plc:${author}`, handle: `${author}.example`, createdAt: "2023-01-01T00:00:00Z" },
  record: { createdAt: "2026-05-11T01:50:07Z", text, langs: ["en"], ...more },
  likeCount: 1,
  replyCount: 2,
  repostCount: 3,
  quoteCount: 0,
});
const answerTo = (author: string, key: string) => ({
  reply: {
    root: { uri: "at://did:plc:a/app.bsky.feed.post/3k1" },
    parent: { uri: `at://did:plc:${author}/app.bsky.feed.post/${key}` },
  },
});
const status = (id: string, content: string, answers: string | null) => ({
  id,
  uri: `https://social.example/users/anna/statuses/${id}`,
  url: `https://social.example/@anna/${id}`,
  created_at: "2026-05-11T01:50:07Z",
  content,
  in_reply_to_id: answers,
  reblogs_count: 1,
  account: { id: "5", acct: "anna", username: "anna" },
});

export const conversationsCases: FormatCase[] = [
  {
    name: "Bluesky getPostThread: a tree of answers, of which one is gone",
    format: "bluesky-thread",
    file: "thread.json",
    content: JSON.stringify(
      {
        thread: {
          $type: "app.bsky.feed.defs#threadViewPost",
          post: post("a", "3k1", "root"),
          parent: { post: post("p", "3k0", "above") },
          replies: [
            {
              post: post("b", "3k2", "answer", answerTo("a", "3k1")),
              replies: [{ post: post("c", "3k3", "deep", answerTo("b", "3k2")), replies: [] }],
            },
            { $type: "app.bsky.feed.defs#notFoundPost", uri: "at://x", notFound: true },
          ],
        },
      },
      null,
      1,
    ),
    ledger: { rows_read: 4, mentions: 3, duplicates: 0, rejected: 1, not_posts: 1 },
    mentions: [
      { native_id: "did:plc:a/3k1", kind: "original", text: "root", engagement: 6 },
      { native_id: "did:plc:b/3k2", kind: "reply", thread_id: "did:plc:a/3k1" },
      { native_id: "did:plc:c/3k3", kind: "reply", thread_id: "did:plc:a/3k1", author_name: "c.example" },
    ],
  },
  {
    name: "Bluesky from the firehose: the author is an id; an embedded feed is no quoted post",
    format: "bluesky-posts",
    file: "posts.jsonl",
    content: lines({
      uri: "at://did:plc:a/app.bsky.feed.post/3k1",
      cid: "c",
      author: "did:plc:a",
      record: {
        text: "look",
        createdAt: "2026-05-11T01:50:07Z",
        embed: { record: { uri: "at://did:plc:b/app.bsky.feed.generator/cats" } },
      },
    }),
    ledger: clean(1),
    mentions: [{ native_id: "did:plc:a/3k1", author_id: "did:plc:a", kind: "original", original_id: null }],
  },
  {
    name: "Mastodon, what stands around a status",
    format: "mastodon-context",
    file: "context.json",
    content: JSON.stringify({
      ancestors: [status("1", "<p>first</p>", null)],
      descendants: [status("3", "<p>third</p>", "2"), status("4", "<p>fourth</p>", "3")],
    }),
    ledger: clean(3),
    mentions: [
      { text: "first", kind: "original" },
      { text: "third", kind: "reply" },
      { text: "fourth", kind: "reply" },
    ],
  },
  {
    name: "Telegram Desktop: reactions together are likes, a poll's question is its text",
    format: "telegram",
    file: "result.json",
    content: JSON.stringify({
      name: "Chat",
      type: "public_supergroup",
      id: 77,
      messages: [
        {
          id: 1,
          type: "message",
          date_unixtime: "1778464207",
          from: null,
          from_id: "user5",
          text: ["see ", { type: "link", text: "https://example.org" }],
          reactions: [
            { type: "emoji", count: 5, emoji: "+" },
            { type: "emoji", count: 2, emoji: "-" },
          ],
        },
        {
          id: 2,
          type: "message",
          date_unixtime: "1778464208",
          from: "Chat",
          from_id: "channel77",
          text: "",
          poll: { question: "Which one?", answers: [] },
        },
        {
          id: 3,
          type: "message",
          date_unixtime: "1778464209",
          from: "bob",
          from_id: "user6",
          text: "fwd",
          forwarded_from: null,
          forwarded_from_id: "user9",
        },
      ],
    }),
    ledger: clean(3),
    mentions: [
      { text: "see https://example.org", likes: 7, author_name: null, author_id: "user5" },
      { text: "Which one?", likes: null, author_name: "Chat" },
      { kind: "repost" },
    ],
  },
];
