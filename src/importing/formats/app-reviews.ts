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

export const appStore: Format = {
  id: "app-store",
  label: "App Store reviews (app-store-scraper)",
  version: 1,
  vendor: "app-store",
  shape: "table",
  signature: [["date", "review", "rating", "userName"]],
  columns: {
    platform: "=app-store",
    source_type: "=review",
    native_id: "id",
    published_at: "date",
    author_name: "userName",
    kind: "=original",
    title: "title",
    text: "review",
    vendor_sentiment: "rating",
  },
  times: ["iso"],
};
