import { clean, type FormatCase, table, utc } from "./format-case.ts";

const AT = { timestamp: "2026-05-11 01:50:07", unix_timestamp: 1778464207 };
const moment = utc("2026-05-11T01:50:07Z");
/** LinkedIn's activity id of a moment. */
const ACTIVITY = String(BigInt(Date.parse("2026-05-11T01:50:07Z")) << 22n);

/** One case of 4CAT's CSV for a site; the columns are those of the row. */
const fourCat = (
  site: string,
  row: Record<string, string | number>,
  expected: Record<string, unknown>,
): FormatCase => ({
  name: `4CAT CSV of ${site}`,
  format: "4cat-csv",
  file: `${site}.csv`,
  content: table(Object.keys(row).join(","), row),
  ledger: clean(1),
  mentions: [{ published_at: moment, ...expected }],
});

export const fourCatSitesCases: FormatCase[] = [
  fourCat(
    "9gag",
    {
      id: "aB1",
      url: "https://9gag.com/gag/aB1",
      subject: "Title",
      body: "more",
      author: "joe",
      type: "Photo",
      upvotes: 10,
      downvotes: 2,
      score: 8,
      comments: 3,
      ...AT,
    },
    { platform: "9gag", native_id: "aB1", author_name: "joe", likes: 10, comments: 3, title: "Title" },
  ),
  fourCat(
    "facebook",
    {
      id: "123",
      url: "https://www.facebook.com/page/posts/pfbid0",
      body: "hello",
      author: "page",
      author_name: "The Page",
      ...AT,
    },
    { platform: "facebook", native_id: "123", author_name: "page" },
  ),
  fourCat(
    "gab",
    {
      id: "113",
      created_at: "2026-05-11T01:50:07.000Z",
      body: "hello",
      url: "https://gab.com/joe/posts/113",
      reaction_count: 5,
      reposts_count: 3,
      replies_count: 2,
      account_id: 9,
      account_username: "joe",
      thread_id: "113",
      timestamp: AT.timestamp,
    },
    { platform: "gab", author_id: "9", author_name: "joe", likes: 5, comments: 2, shares: 3 },
  ),
  fourCat(
    "linkedin",
    {
      id: ACTIVITY,
      thread_id: ACTIVITY,
      body: "hello",
      author: "in/joe",
      post_url: `https://www.linkedin.com/feed/update/urn:li:activity:${ACTIVITY}`,
      comments: 3,
      shares: 2,
      reactions: 10,
      reaction_like: 8,
      ...AT,
    },
    { platform: "linkedin", likes: 10, comments: 3, shares: 2 },
  ),
  fourCat(
    "pinterest",
    {
      id: "99",
      thread_id: "99",
      author: "pina",
      body: "pin",
      subject: "Title",
      board: "Cats",
      board_url: "https://www.pinterest.com/pina/cats/",
      url: "https://www.pinterest.com/pin/99",
      ...AT,
    },
    { platform: "pinterest", native_id: "99", kind: "original" },
  ),
  fourCat(
    "vk",
    {
      id: 56,
      thread_id: 55,
      link: "https://vk.com/wall-22_56",
      item_type: "comment",
      body: "hello",
      author_id: 7,
      author_screen_name: "u7",
      likes: 0,
      post_comments: "",
      ...AT,
    },
    { platform: "vk", native_id: "-22_56", kind: "reply", author_id: "7", author_name: "u7" },
  ),
  fourCat(
    "douyin",
    {
      id: "7001",
      thread_id: "7001",
      subject: "Post",
      body: "hello",
      post_url: "https://www.douyin.com/video/7001",
      comment_count: 2,
      digg_count: 3,
      play_count: 50,
      share_count: 4,
      author_user_id: 8,
      author_nickname: "nick",
      ...AT,
    },
    { platform: "douyin", author_id: "8", author_name: "nick", engagement: 9, views: 50 },
  ),
  fourCat(
    "youtube",
    {
      id: "Ugx",
      thread_id: "Ugx",
      author: "yan",
      body: "hello",
      replyCount: 1,
      likeCount: 2,
      publishedAt: AT.timestamp,
      authorName: "yan",
      text: "hello",
      authorChannelId: "UC1",
      isReply: 0,
      isReplyTo: "",
      ...AT,
    },
    { platform: "youtube", author_id: "UC1", likes: 2, comments: 1, kind: "original" },
  ),
];
