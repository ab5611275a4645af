import type { Format } from "../format.ts";

const review: Pick<Format, "vendor" | "times"> & { columns: Format["columns"] } = {
  vendor: "app-store",
  times: ["iso"],
  columns: { platform: "=app-store", source_type: "=review", kind: "=original" },
};

export const appStore: Format = {
  ...review,
  id: "app-store",
  label: "App Store reviews (app-store-scraper)",
  version: 2,
  shape: "table",
  signature: [
    ["date", "review", "rating", "userName"],
    ["id", "userName", "userUrl", "score", "text"],
  ],
  columns: {
    ...review.columns,
    native_id: "id",
    url: "url",
    published_at: "date | updated",
    author_name: "userName",
    title: "title",
    text: "review | text",
    vendor_sentiment: "rating | score",
  },
};

export const appStoreJson: Format = {
  ...appStore,
  id: "app-store-json",
  label: "App Store reviews, JSON",
  shape: "json",
};

/** Apple's feed of customer reviews (`/rss/customerreviews/…/json`); its first entry may be the app itself. */
export const appStoreFeed: Format = {
  ...review,
  id: "app-store-feed",
  label: "App Store review feed",
  version: 1,
  shape: "json",
  signature: [["id.label", "content.label", "author.name.label", "im:rating.label"]],
  records: ["feed.entry"],
  columns: {
    ...review.columns,
    native_id: "id.label",
    published_at: "updated.label",
    author_name: "author.name.label",
    title: "title.label",
    text: "content.label",
    vendor_sentiment: "im:rating.label",
  },
  rejects: [
    {
      reason: "the app itself, no review",
      noPost: true,
      when: (col) => `${col("im:rating.label")} is null`,
    },
  ],
};
