import { clean, csv, type FormatCase, table, utc } from "./format-case.ts";

export const reviewsCases: FormatCase[] = [
  {
    name: "Google Play reviews",
    format: "google-play",
    file: "gp.csv",
    content: csv(
      [
        "reviewId",
        "userName",
        "content",
        "score",
        "thumbsUpCount",
        "reviewCreatedVersion",
        "at",
        "replyContent",
        "repliedAt",
      ],
      ["b5c2", "Anna", "Crashes", 1, 2, "1.0", "2026-03-01 10:00:00", "Sorry", "2026-03-02 10:00:00"],
    ),
    ledger: clean(1),
    mentions: [{ platform: "google-play", source_type: "review", vendor_sentiment: "1", likes: 2 }],
  },
  {
    name: "App Store reviews",
    format: "app-store",
    file: "as.csv",
    content: csv(
      ["", "date", "review", "rating", "isEdited", "userName", "title"],
      [0, "2026-03-01 10:00:00", "Love it", 5, "False", "anna", "Great"],
    ),
    ledger: clean(1),
    mentions: [{ platform: "app-store", title: "Great", text: "Love it", vendor_sentiment: "5" }],
  },
  {
    name: "Google Play reviews as JSON",
    format: "google-play-json",
    file: "gp.json",
    content: JSON.stringify([
      {
        reviewId: "b5",
        userName: "Anna",
        content: "Good",
        score: 5,
        thumbsUpCount: 0,
        at: "2026-03-01T10:00:00",
      },
    ]),
    ledger: clean(1),
    mentions: [{ vendor_sentiment: "5", text: "Good" }],
  },
  {
    name: "Google Play Console",
    format: "google-play-console",
    file: "reviews.csv",
    content: new Uint8Array(
      Buffer.from(
        `\uFEFF${table("Package Name,Reviewer Language,Review Submit Date and Time,Review Submit Millis Since Epoch,Star Rating,Review Title,Review Text,Review Link", { "Package Name": "a.b", "Reviewer Language": "en", "Review Submit Date and Time": "2023-03-05T10:11:12Z", "Review Submit Millis Since Epoch": 1678011072000, "Star Rating": 4, "Review Text": "good", "Review Link": "http://play.google.com/console/x?reviewId=9&y" })}`,
        "utf16le",
      ),
    ),
    ledger: clean(1),
    mentions: [{ native_id: "9", vendor_sentiment: "4", published_at: utc("2023-03-05T10:11:12Z") }],
  },
  {
    name: "App Store reviews as JSON",
    format: "app-store-json",
    file: "reviews.json",
    content: JSON.stringify([
      {
        id: "1001",
        userName: "anna",
        userUrl: "https://a.example",
        version: "2.0",
        score: 2,
        title: "Bad",
        text: "does not work",
        url: "https://a.example/r",
        updated: "2023-03-05T03:11:12-07:00",
      },
    ]),
    ledger: clean(1),
    mentions: [{ native_id: "1001", vendor_sentiment: "2", published_at: utc("2023-03-05T10:11:12Z") }],
  },
  {
    name: "App Store feed of reviews: its first entry is the app",
    format: "app-store-feed",
    file: "feed.json",
    content: JSON.stringify({
      feed: {
        entry: [
          { id: { label: "app" }, title: { label: "The app" } },
          {
            author: { name: { label: "anna" } },
            updated: { label: "2023-03-05T03:11:12-07:00" },
            "im:rating": { label: "3" },
            id: { label: "77" },
            title: { label: "T" },
            content: { label: "text" },
          },
        ],
      },
    }),
    ledger: { rows_read: 2, mentions: 1, duplicates: 0, rejected: 1, not_posts: 1 },
    mentions: [{ native_id: "77", text: "text", vendor_sentiment: "3", author_name: "anna" }],
  },
];
