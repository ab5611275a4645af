import { clean, type FormatCase, lines, statusId, utc } from "./format-case.ts";

const captured = (platform: string, data: Record<string, unknown>) => ({
  nav_index: "1:2:0",
  timestamp_collected: 1678020000000,
  source_platform: platform,
  source_platform_url: `https://${platform}/`,
  source_url: "https://api.example",
  user_agent: "the researcher's browser",
  data,
});

const OLD = statusId("2023-03-05T12:11:12Z");

export const scrapedCases: FormatCase[] = [
  {
    name: "Zeeschuimer Instagram: lists and graphs, posts without a caption",
    format: "zeeschuimer",
    file: "instagram.ndjson",
    content: lines(
      captured("instagram.com", {
        id: "30_5",
        code: "CpZ1",
        taken_at: 1678011072,
        caption: { text: "caption" },
        user: { pk: "5", username: "anna" },
        like_count: 3,
        comment_count: 1,
      }),
      captured("instagram.com", {
        __typename: "GraphImage",
        id: "31",
        shortcode: "CpZ2",
        taken_at_timestamp: 1678011073,
        edge_media_to_caption: { edges: [{ node: { text: "graph" } }] },
        owner: { id: "6", username: "bob" },
        edge_media_preview_like: { count: 4 },
      }),
      captured("instagram.com", {
        id: "32_5",
        code: "CpZ3",
        taken_at: 1678011074,
        caption: null,
        user: { pk: "5", username: "anna" },
        like_count: 0,
      }),
    ),
    ledger: clean(3),
    mentions: [
      { platform: "instagram", native_id: "CpZ1", text: "caption", author_id: "5", likes: 3 },
      { native_id: "CpZ2", text: "graph", author_name: "bob", likes: 4 },
      { native_id: "CpZ3", text: null, likes: 0 },
    ],
  },
  {
    name: "Zeeschuimer X of older versions: the id and the user lie elsewhere",
    format: "zeeschuimer",
    file: "x.ndjson",
    content: lines(
      captured("twitter.com", {
        type: "adaptive",
        legacy: {
          id_str: OLD,
          created_at: "Sun Mar 05 12:11:12 +0000 2023",
          full_text: "old",
          user_id_str: "9",
          favorite_count: 1,
        },
        user: { screen_name: "anna", id_str: "9", followers_count: 2 },
      }),
    ),
    ledger: clean(1),
    mentions: [
      {
        platform: "x",
        native_id: OLD,
        author_name: "anna",
        author_followers: 2,
        url: `https://x.com/anna/status/${OLD}`,
      },
    ],
  },
  {
    name: "Zeeschuimer: comments on TikTok, posts on Threads",
    format: "zeeschuimer",
    file: "comments.ndjson",
    content: lines(
      captured("tiktok.com/comments", {
        cid: "9",
        aweme_id: "7",
        text: "nice",
        create_time: 1678011072,
        digg_count: 2,
        reply_id: "0",
        user: { uid: "3", unique_id: "cy" },
      }),
      captured("threads.net", {
        id: "3_5",
        code: "DA1",
        taken_at: 1725962400,
        caption: { text: "thread" },
        user: { pk: "5", username: "anna" },
        like_count: 4,
        text_post_app_info: { direct_reply_count: 2 },
      }),
    ),
    ledger: clean(2),
    mentions: [
      {
        platform: "tiktok",
        native_id: "9",
        thread_id: "7",
        kind: "reply",
        author_name: "cy",
        source_type: "comment",
        likes: 2,
        url: null,
      },
      { platform: "threads", native_id: "DA1", comments: 2, published_at: utc("2024-09-10T10:00:00Z") },
    ],
  },
  {
    name: "4CAT NDJSON of a capture",
    format: "zeeschuimer",
    file: "4cat.ndjson",
    content: lines({
      id: "7",
      desc: "tok",
      createTime: 1678011072,
      author: { id: "5", uniqueId: "anna" },
      stats: { diggCount: 1 },
      __import_meta: { source_platform: "tiktok.com", timestamp_collected: 1, item_id: "7" },
    }),
    ledger: clean(1),
    mentions: [{ platform: "tiktok", native_id: "7", author_name: "anna", likes: 1 }],
  },
  {
    name: "Telegram's API as 4CAT and Telethon write it",
    format: "telegram-api",
    file: "telegram.ndjson",
    content: lines(
      {
        _type: "Message",
        id: 77,
        peer_id: { channel_id: 5 },
        date: 1678011072.0,
        message: "a post",
        fwd_from: null,
        views: 100,
        forwards: 3,
        _chat: { id: 5, username: "chan" },
        _sender: { id: 5, username: "chan" },
      },
      {
        _: "Message",
        id: 78,
        peer_id: { channel_id: 5 },
        date: "2023-03-05T10:11:13+00:00",
        message: "passed on",
        fwd_from: { date: 1678011000, from_name: "Other" },
      },
      { _: "MessageService", id: 79, peer_id: { channel_id: 5 }, date: "2023-03-05T10:11:14+00:00" },
    ),
    ledger: { rows_read: 3, mentions: 2, duplicates: 0, rejected: 1, not_posts: 1 },
    mentions: [
      {
        native_id: "chan/77",
        url: "https://t.me/chan/77",
        kind: "original",
        views: 100,
        shares: 3,
        author_name: "chan",
      },
      { native_id: "5/78", kind: "repost", published_at: utc("2023-03-05T10:11:13Z") },
    ],
  },
];
