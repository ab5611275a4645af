import { clean, type FormatCase, ID, lines, statusId, table, utc } from "./format-case.ts";

const post = {
  author: "anna",
  author_fullname: "t2_a",
  created_utc: 1678011072,
  id: "p1",
  title: "A title",
  selftext: "Body",
  subreddit: "a",
  permalink: "/r/a/comments/p1/t/",
  score: 5,
  num_comments: 2,
};
const comment = {
  author: "bob",
  body: "I agree",
  created_utc: 1678012072,
  id: "c1",
  link_id: "t3_p1",
  parent_id: "t3_p1",
  subreddit: "a",
  score: 3,
};
const sky = { uri: "at://did:plc:a/app.bsky.feed.post/3l9", cid: "c" };

export const apiAnswerCases: FormatCase[] = [
  {
    name: "Reddit listings: a post, its tree of comments, a placeholder for those not sent",
    format: "reddit-listing",
    file: "thread.json",
    content: JSON.stringify([
      { kind: "Listing", data: { children: [{ kind: "t3", data: post }] } },
      {
        kind: "Listing",
        data: {
          children: [
            {
              kind: "t1",
              data: {
                ...comment,
                replies: {
                  kind: "Listing",
                  data: {
                    children: [
                      {
                        kind: "t1",
                        data: { ...comment, id: "c2", parent_id: "t1_c1", body: "Me too", replies: "" },
                      },
                    ],
                  },
                },
              },
            },
            { kind: "more", data: { count: 3, children: ["x", "y", "z"] } },
          ],
        },
      },
    ]),
    ledger: { rows_read: 4, mentions: 3, duplicates: 0, rejected: 1, not_posts: 1 },
    mentions: [
      { native_id: "t1_c1", kind: "reply" },
      { native_id: "t1_c2", text: "Me too" },
      { native_id: "t3_p1", title: "A title" },
    ],
  },
  {
    name: "Bluesky in 4CAT's spelling of the fields",
    format: "bluesky-posts",
    file: "sky.ndjson",
    content: lines({
      ...sky,
      author: { did: "did:plc:a", handle: "anna.example" },
      record: { created_at: "2024-09-10T10:00:00.000Z", text: "sky", langs: ["en"] },
      indexed_at: "2024-09-10T10:00:01Z",
      like_count: 4,
      repost_count: 2,
    }),
    ledger: clean(1),
    mentions: [
      { native_id: "did:plc:a/3l9", published_at: utc("2024-09-10T10:00:00Z"), likes: 4, shares: 2 },
    ],
  },
  {
    name: "Bluesky listRecords",
    format: "bluesky-posts",
    file: "records.json",
    content: JSON.stringify({
      records: [
        {
          ...sky,
          value: {
            text: "kept",
            createdAt: "2024-09-10T10:00:00Z",
            reply: {
              parent: { uri: "at://did:plc:b/app.bsky.feed.post/1" },
              root: { uri: "at://did:plc:b/app.bsky.feed.post/1" },
            },
          },
        },
      ],
      cursor: "x",
    }),
    ledger: clean(1),
    mentions: [{ author_id: "did:plc:a", text: "kept", kind: "reply", thread_id: "did:plc:b/1" }],
  },
  {
    name: "X API v2 with the default fields only: the id holds the time",
    format: "x-v2",
    file: "few.json",
    content: JSON.stringify(
      { data: [{ id: ID, text: "hello", edit_history_tweet_ids: [ID] }], meta: { result_count: 1 } },
      null,
      2,
    ),
    ledger: clean(1),
    mentions: [{ native_id: ID, published_at: utc("2026-05-11T01:50:07Z") }],
  },
  {
    name: "X API v2 in pages of an array: places, long texts, answers without any post",
    format: "x-v2",
    file: "pages.json",
    content: JSON.stringify(
      [
        {
          data: [
            {
              id: ID,
              text: "cut …",
              note_tweet: { text: "the whole long text" },
              author_id: "9",
              created_at: "2026-05-11T01:50:07Z",
              geo: { place_id: "p" },
            },
          ],
          includes: { users: [{ id: "9", username: "anna" }], places: [{ id: "p", country_code: "NL" }] },
        },
        { meta: { result_count: 0 } },
        { errors: [{ title: "Not Found Error" }] },
      ],
      null,
      1,
    ),
    ledger: { rows_read: 2, mentions: 1, duplicates: 0, rejected: 1, not_posts: 0 },
    mentions: [{ text: "the whole long text", country: "NL", author_name: "anna" }],
  },
  {
    name: "X API v1.1 streams: extended texts, quotes, deletions and limits",
    format: "x-v1",
    file: "stream.jsonl",
    content: `${lines(
      {
        created_at: "Mon May 11 01:50:07 +0000 2026",
        id_str: ID,
        text: "cut…",
        truncated: true,
        extended_tweet: { full_text: "the whole text" },
        user: { id_str: "9", screen_name: "anna" },
        quoted_status_id_str: "5",
        favorite_count: 1,
      },
      { delete: { status: { id_str: "1", user_id_str: "2" } } },
      { limit: { track: 3, timestamp_ms: "1" } },
    )}\r\n`,
    ledger: { rows_read: 3, mentions: 1, duplicates: 0, rejected: 2, not_posts: 2 },
    mentions: [{ text: "the whole text", kind: "quote", likes: 1 }],
  },
  {
    name: "CrowdTangle's API",
    format: "crowdtangle-api",
    file: "posts.json",
    content: JSON.stringify({
      status: 200,
      result: {
        posts: [
          {
            platformId: "1_333",
            platform: "Facebook",
            date: "2021-07-06 20:45:20",
            type: "photo",
            message: "hello",
            postUrl: "https://www.facebook.com/1/posts/333444",
            statistics: { actual: { likeCount: 3, loveCount: 1, commentCount: 2, shareCount: 1 } },
            account: { name: "Acme", handle: "acme", platformId: "1" },
          },
        ],
      },
    }),
    ledger: clean(1),
    mentions: [
      {
        platform: "facebook",
        published_at: utc("2021-07-06T20:45:20Z"),
        likes: 4,
        engagement: 7,
        author_name: "acme",
      },
    ],
  },
  {
    name: "Mastodon boosts: the counts are the original's",
    format: "mastodon",
    file: "boosts.json",
    content: JSON.stringify([
      {
        id: "1",
        created_at: "2023-03-05T11:11:12.000Z",
        uri: "https://m.example/users/cy/statuses/1/activity",
        url: null,
        content: "<p>Original</p>",
        account: { acct: "cy", url: "https://m.example/@cy" },
        reblogs_count: 9,
        favourites_count: 9,
        reblog: {
          id: "2",
          uri: "https://o.example/users/bob/statuses/2",
          content: "<p>Original</p>",
          account: { acct: "bob@o.example" },
        },
      },
    ]),
    ledger: clean(1),
    mentions: [{ kind: "repost", likes: null, shares: null, text: "Original" }],
  },
  {
    name: "Brand24: the author of a post on X from its address",
    format: "brand24",
    file: "b24.csv",
    content: table("ID,Date,Hour,Title,Content,Source,Domain,Category,Sentiment", {
      ID: 1,
      Date: "2026-05-11",
      Hour: "03:50",
      Content: "c",
      Source: `https://twitter.com/anna/status/${statusId("2026-05-11T01:50:07Z")}`,
      Domain: "twitter.com",
      Category: "Twitter",
      Sentiment: -1,
    }),
    ledger: clean(1),
    mentions: [{ author_name: "anna", published_at: utc("2026-05-11T01:50:00Z") }],
  },
];
