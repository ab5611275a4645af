import type { Format } from "../format.ts";

export const mediaCloud: Format = {
  id: "media-cloud",
  label: "Media Cloud",
  version: 1,
  vendor: "media-cloud",
  shape: "table",
  signature: [
    ["stories_id", "publish_date", "title", "url", "media_name"],
    ["publish_date", "title", "url", "media_name", "media_url"],
    ["publish_date", "title", "url", "language", "media_name"],
  ],
  columns: {
    platform: "=web",
    source_type: "=news",
    url: "url",
    published_at: "publish_date",
    author_id: "media_id",
    author_name: "media_name",
    title: "title",
    text: "text | story_text",
    vendor_language: "language",
  },
  times: ["iso"],
  nulls: ["undateable"],
  note: "stories_id is a record id: one article gets several. Dates carry no zone.",
};
