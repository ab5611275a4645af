import { clean, csv, type FormatCase, lines, table, utc } from "./format-case.ts";

export const tiktokYoutubeCases: FormatCase[] = [
  {
    name: "Apify TikTok: empty rows are rejected as empty",
    format: "apify-tiktok-csv",
    file: "apify.csv",
    content: `\uFEFFauthorMeta/fans,authorMeta/name,commentCount,createTime,createTimeISO,diggCount,id,playCount,shareCount,text,textLanguage,webVideoUrl\r\n55,anna,2,1772359200,2026-03-01T10:00:00.000Z,7,7611111111111111111,900,1,"Dance, dance",en,https://www.tiktok.com/@anna/video/7611111111111111111\r\n,,,,,,,,,,,\r\n`,
    ledger: { rows_read: 2, mentions: 1, duplicates: 0, rejected: 1, not_posts: 0 },
    mentions: [
      {
        platform: "tiktok",
        native_id: "7611111111111111111",
        views: 900,
        likes: 7,
        published_at: utc("2026-03-01T10:00:00Z"),
      },
    ],
  },
  {
    name: "YouTube Data Tools comments with backslash escapes",
    format: "youtube-data-tools",
    file: "ytdt.csv",
    content:
      'id,replyCount,likeCount,publishedAt,authorName,text,authorChannelId,authorChannelUrl,isReply,isReplyTo,isReplyToName\n"Ug1","1","4","2026-03-01 10:00:00","Anna","He said \\"no\\", twice","UC1","u","0","",""\n"Ug1.2","","0","2026-03-01 11:00:00","Bob","Well","UC2","u","1","Ug1","Anna"\n',
    ledger: clean(2),
    mentions: [
      { text: 'He said "no", twice', likes: 4, kind: "original" },
      { kind: "reply", thread_id: "Ug1" },
    ],
  },
  {
    name: "YouTube Data Tools videos",
    format: "youtube-data-tools-videos",
    file: "ytv.csv",
    content: csv(
      [
        "position",
        "channelId",
        "channelTitle",
        "videoId",
        "publishedAt",
        "videoTitle",
        "videoDescription",
        "viewCount",
        "likeCount",
        "commentCount",
      ],
      [1, "UC1", "Acme TV", "abcdefghijk", "2026-03-01T10:00:00Z", "Unboxing", "Long text", 99, 3, 0],
    ),
    ledger: clean(1),
    mentions: [{ title: "Unboxing", views: 99, native_id: "abcdefghijk" }],
  },
  {
    name: "TikTok Research API: ids above 2^53 as bare numbers stay whole",
    format: "tiktok-research",
    file: "tt.json",
    content:
      '{"data":{"videos":[{"id":7611111111111111117,"create_time":1772359200,"username":"anna","region_code":"NL","video_description":"Dance","like_count":5,"view_count":10,"comment_count":0,"share_count":1}],"has_more":false}}',
    ledger: clean(1),
    mentions: [{ native_id: "7611111111111111117", views: 10, engagement: 6, country: "NL" }],
  },
  {
    name: "Apify TikTok as JSON",
    format: "apify-tiktok-json",
    file: "apify.json",
    content: JSON.stringify([
      {
        id: "76",
        text: "Dance",
        createTime: 1772359200,
        createTimeISO: "2026-03-01T10:00:00.000Z",
        authorMeta: { name: "anna", fans: 3 },
        diggCount: 1,
        playCount: 2,
        webVideoUrl: "https://www.tiktok.com/@anna/video/76",
      },
    ]),
    ledger: clean(1),
    mentions: [{ native_id: "76", author_followers: 3 }],
  },
  {
    name: "YouTube Data API: threads with their replies",
    format: "youtube-api",
    file: "threads.json",
    content: JSON.stringify({
      items: [
        {
          id: "t",
          snippet: {
            videoId: "v1",
            totalReplyCount: 1,
            topLevelComment: {
              id: "c1",
              snippet: {
                textOriginal: "First",
                authorDisplayName: "Anna",
                authorChannelId: { value: "UC1" },
                likeCount: 2,
                publishedAt: "2026-03-01T10:00:00Z",
              },
            },
          },
          replies: {
            comments: [
              {
                id: "c1.r",
                snippet: {
                  textOriginal: "Second",
                  parentId: "c1",
                  authorDisplayName: "Bob",
                  likeCount: 0,
                  publishedAt: "2026-03-01T11:00:00Z",
                },
              },
            ],
          },
        },
      ],
    }),
    ledger: clean(2),
    mentions: [
      { text: "First", comments: 1, kind: "original" },
      { text: "Second", kind: "reply", thread_id: "c1" },
    ],
  },
  {
    name: "TikTok Research API: a table of videos",
    format: "tiktok-research-csv",
    file: "videos.csv",
    content: table("id,create_time,username,region_code,video_description,like_count,view_count", {
      id: "7206000000000000123",
      create_time: 1678011072,
      username: "anna",
      region_code: "NL",
      video_description: "d",
      like_count: 1,
      view_count: 9,
    }),
    ledger: clean(1),
    mentions: [{ native_id: "7206000000000000123", views: 9, published_at: utc("2023-03-05T10:11:12Z") }],
  },
  {
    name: "TikTok Research API: comments",
    format: "tiktok-research-comments",
    file: "comments.json",
    content:
      '{"data":{"comments":[{"id":7206000000000000124,"video_id":7206000000000000123,"text":"nice","like_count":1,"create_time":1678011099}],"has_more":false},"error":{"code":"ok"}}',
    ledger: clean(1),
    mentions: [{ native_id: "7206000000000000124", thread_id: "7206000000000000123", kind: "reply" }],
  },
  {
    name: "Apify TikTok with points in its column names",
    format: "apify-tiktok-csv",
    file: "apify.csv",
    content: table("text,createTimeISO,authorMeta.name,diggCount,webVideoUrl", {
      text: "tok",
      createTimeISO: "2023-03-05T10:11:12.000Z",
      "authorMeta.name": "anna",
      diggCount: 1,
      webVideoUrl: "https://www.tiktok.com/@anna/video/7206",
    }),
    ledger: clean(1),
    mentions: [{ native_id: "7206", author_name: "anna", likes: 1 }],
  },
  {
    name: "YouTube Data API: comments with HTML only",
    format: "youtube-api",
    file: "threads.jsonl",
    content: lines({
      kind: "youtube#commentThread",
      id: "U1",
      snippet: {
        videoId: "v1",
        topLevelComment: {
          id: "U1",
          snippet: {
            textDisplay: "a &amp; <br>b",
            authorDisplayName: "@anna",
            publishedAt: "2023-03-05T10:11:12Z",
          },
        },
      },
    }),
    ledger: clean(1),
    mentions: [{ text: "a & \nb", author_name: "anna" }],
  },
  {
    name: "YouTube Data API: videos",
    format: "youtube-api-videos",
    file: "videos.json",
    content: JSON.stringify({
      items: [
        {
          kind: "youtube#video",
          id: "abc",
          snippet: {
            publishedAt: "2023-03-05T10:11:12Z",
            channelId: "U",
            title: "V",
            description: "D",
            channelTitle: "C",
          },
          statistics: { viewCount: "10", likeCount: "2" },
        },
      ],
    }),
    ledger: clean(1),
    mentions: [
      { native_id: "abc", title: "V", text: "D", views: 10, url: "https://www.youtube.com/watch?v=abc" },
    ],
  },
];
