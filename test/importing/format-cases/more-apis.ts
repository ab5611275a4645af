import { clean, csv, type FormatCase, ID, lines, table, utc } from "./format-case.ts";

const said = {
  queryId: 7,
  queryName: "Tea",
  date: "2026-05-11T01:50:07.000+0000",
  url: "https://forum.example/t/1",
  domain: "forum.example",
  pageType: "forum",
  sentiment: "neutral",
  countryCode: "IRL",
  resourceId: "r1",
  fullText: "tea is fine",
  author: "anna",
  twitterRetweets: 0,
  redditScore: 0,
  reachEstimate: 100,
};
const video = (id: unknown, title: string, more: Record<string, unknown> = {}) => ({
  id,
  snippet: {
    publishedAt: "2026-05-11T01:50:07Z",
    channelId: "UC1",
    title,
    description: "d",
    channelTitle: "Chan",
    ...more,
  },
});

export const moreApisCases: FormatCase[] = [
  {
    name: "Brandwatch's API: posts on X without text and author, counts of the own platform",
    format: "brandwatch-api",
    file: "mentions.json",
    content: JSON.stringify(
      {
        results: [
          said,
          {
            ...said,
            pageType: "twitter",
            guid: ID,
            url: `http://twitter.com/a/statuses/${ID}`,
            fullText: null,
            author: null,
            resourceId: "r2",
            retweetOf: "http://twitter.com/b/statuses/1",
            twitterRetweets: 9,
          },
        ],
        resultsTotal: 2,
      },
      null,
      1,
    ),
    ledger: clean(2),
    mentions: [
      {
        platform: "web",
        source_type: "forum",
        text: "tea is fine",
        country: "IE",
        shares: null,
        reach: 100,
        published_at: utc("2026-05-11T01:50:07Z"),
      },
      { platform: "x", native_id: ID, kind: "repost", text: null, shares: 9 },
    ],
  },
  {
    name: "Apify, comments on TikTok",
    format: "apify-tiktok-comments",
    file: "comments.jsonl",
    content: lines({
      cid: "735",
      text: "nice",
      createTime: 1778464207,
      diggCount: 3,
      repliesToId: null,
      replyCommentTotal: 1,
      uid: "55",
      uniqueId: "bob",
      videoWebUrl: "https://www.tiktok.com/@a/video/7351",
    }),
    ledger: clean(1),
    mentions: [
      {
        native_id: "735",
        kind: "reply",
        thread_id: "7351",
        author_id: "55",
        author_name: "bob",
        likes: 3,
        comments: 1,
      },
    ],
  },
  {
    name: "Apify, comments on TikTok as a table",
    format: "apify-tiktok-comments-csv",
    file: "comments.csv",
    content: csv(
      ["cid", "createTimeISO", "text", "uid", "videoWebUrl"],
      ["735", "2026-05-11T01:50:07.000Z", "nice", "55", "https://www.tiktok.com/@a/video/7351"],
    ),
    ledger: clean(1),
    mentions: [{ native_id: "735", published_at: utc("2026-05-11T01:50:07Z") }],
  },
  {
    name: "TikTok Research API: a table of comments",
    format: "tiktok-research-comments-csv",
    file: "comments.csv",
    content: table("id,video_id,parent_comment_id,text,like_count,create_time", {
      id: "736",
      video_id: "7351",
      text: "nice",
      like_count: 2,
      create_time: 1778464207,
    }),
    ledger: clean(1),
    mentions: [{ native_id: "736", thread_id: "7351", kind: "reply", likes: 2 }],
  },
  {
    name: "TikTok Research API: a table that calls ids and authors otherwise",
    format: "tiktok-research-csv",
    file: "videos.csv",
    content: table("video_id,author_name,create_time,video_description,view_count", {
      video_id: "7351",
      author_name: "anna",
      create_time: "2026-05-11 01:50:07",
      video_description: "tea",
      view_count: 7,
    }),
    ledger: clean(1),
    mentions: [
      { native_id: "7351", author_name: "anna", url: "https://www.tiktok.com/@anna/video/7351", views: 7 },
    ],
  },
  {
    name: "YouTube search: channels are no videos; titles are escaped",
    format: "youtube-api-videos",
    file: "search.json",
    content: JSON.stringify({
      items: [
        video({ kind: "youtube#video", videoId: "v1" }, "Tea &amp; cake"),
        video({ kind: "youtube#channel", channelId: "UC1" }, "Chan"),
      ],
    }),
    ledger: { rows_read: 2, mentions: 1, duplicates: 0, rejected: 1, not_posts: 1 },
    mentions: [{ native_id: "v1", title: "Tea & cake" }],
  },
  {
    name: "YouTube playlist: the video's id and moment, not the list's",
    format: "youtube-api-videos",
    file: "playlist.json",
    content: JSON.stringify({
      items: [
        {
          ...video("UEx", "Tea", { resourceId: { videoId: "v1" }, videoOwnerChannelTitle: "Owner" }),
          contentDetails: { videoPublishedAt: "2026-05-01T00:00:00Z" },
        },
      ],
    }),
    ledger: clean(1),
    mentions: [{ native_id: "v1", author_name: "Owner", published_at: utc("2026-05-01T00:00:00Z") }],
  },
];
