import type { Format } from "../format.ts";

export const brand24: Format = {
  id: "brand24",
  label: "Brand24",
  version: 3,
  vendor: "brand24",
  shape: "table",
  signature: [
    ["Date", "Hrs", "Title", "Content", "Source", "Domain"],
    ["Date", "Hour", "Title", "Content", "Source", "Domain"],
    ["Date", "Title", "Content", "Source", "Domain", "Category", "Sentiment"],
  ],
  columns: {
    platform: (col) =>
      `case when lower(${col("Category")}) in ('facebook', 'instagram', 'twitter', 'x', 'x (twitter)', 'tiktok', 'youtube', 'reddit', 'telegram', 'linkedin', 'bluesky', 'threads', 'twitch', 'pinterest', 'quora') then lower(${col("Category")}) end`,
    source_type: "Category",
    record_id: "ID",
    url: "Source",
    published_at: (
      col,
    ) => `case when regexp_matches(regexp_replace(${col("Date")}, ' 00:00:00$', ''), '[0-9]:[0-9]') or coalesce(${col("Hrs")}, ${col("Hour")}) is null then ${col("Date")}
      else concat_ws(' ', regexp_replace(${col("Date")}, ' 00:00:00$', ''), regexp_replace(coalesce(${col("Hrs")}, ${col("Hour")}), '^1(899|900)-[0-9-]+ ', '')) end`,
    author_name: (col) =>
      `coalesce(${col("Author")}, nullif(regexp_extract(${col("Source")}, '(?:twitter|x)\\.com/([A-Za-z0-9_]+)/status', 1), ''))`,
    author_followers: "Followers | Followers count",
    title: "Title",
    text: "Content",
    vendor_sentiment: "Sentiment",
    vendor_language: "Language",
    country: "Country | Country code",
    likes: "Likes count | Likes",
    comments: "Comments count | Comments",
    shares: "Shares count | Shares",
    reach: "Reach | Estimated reach",
  },
  times: ["iso", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S"],
  note: "Sentiment is 1, 0, −1 or words. Times are in the project's zone, which the file does not state.",
};
