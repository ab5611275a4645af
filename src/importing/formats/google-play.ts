import type { Format } from "../format.ts";

export const googlePlay: Format = {
  id: "google-play",
  label: "Google Play reviews (google-play-scraper)",
  version: 1,
  vendor: "google-play",
  shape: "table",
  signature: [
    ["reviewId", "userName", "content", "score", "at"],
    ["reviewId", "content", "score", "thumbsUpCount"],
  ],
  columns: {
    platform: "=google-play",
    source_type: "=review",
    native_id: "reviewId",
    url: "url",
    published_at: "at | date",
    author_name: "userName",
    kind: "=original",
    title: "title",
    text: "content | text",
    vendor_sentiment: "score",
    likes: "thumbsUpCount | thumbsUp",
  },
  times: ["iso"],
  note: "The stars stand in vendor_sentiment. The developer's answer stays in `extras`.",
};

export const googlePlayJson: Format = {
  ...googlePlay,
  id: "google-play-json",
  label: "Google Play reviews, JSON",
  shape: "json",
  signature: [
    ["reviewId", "content", "score"],
    ["id", "userName", "text", "score", "thumbsUp"],
  ],
  columns: { ...googlePlay.columns, native_id: "reviewId | id" },
};

/** What developers download from the Play Console. */
export const googlePlayConsole: Format = {
  id: "google-play-console",
  label: "Google Play Console reviews",
  version: 1,
  vendor: "google-play",
  shape: "table",
  signature: [["Package Name", "Review Submit Date and Time", "Star Rating", "Review Text"]],
  columns: {
    platform: "=google-play",
    source_type: "=review",
    native_id: (col) => `nullif(regexp_extract(${col("Review Link")}, '[?&]reviewI[dD]=([^&]+)', 1), '')`,
    url: "Review Link",
    published_at: "Review Submit Millis Since Epoch | Review Submit Date and Time",
    kind: "=original",
    title: "Review Title",
    text: "Review Text",
    vendor_language: "Reviewer Language",
    vendor_sentiment: "Star Rating",
  },
  times: ["epoch-ms", "iso"],
  zone: "UTC",
  note: "The stars stand in vendor_sentiment. Authors are not named; ratings without a text are counted.",
};
