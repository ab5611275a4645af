import type { Format } from "../format.ts";

export const tiktokResearch: Format = {
  id: "tiktok-research",
  label: "TikTok Research API",
  version: 1,
  vendor: "tiktok",
  shape: "json",
  signature: [
    ["id", "create_time", "video_description"],
    ["id", "create_time", "username", "view_count"],
  ],
  records: ["data.videos", "videos", "data"],
  columns: {
    platform: "=tiktok",
    source_type: "=video",
    native_id: "id",
    url: "=https://www.tiktok.com/@{username}/video/{id}",
    published_at: "create_time",
    author_name: "username",
    text: "video_description",
    country: "region_code",
    likes: "like_count",
    comments: "comment_count",
    shares: "share_count",
    views: "view_count",
  },
  times: ["epoch", "iso"],
  zone: "UTC",
};

/** Apify's scrapers: the same record as nested JSON (`.`) or as CSV with `/` in the column names. */
function apify(separator: "/" | "."): Format {
  const at = (...parts: string[]) => parts.join(separator);
  return {
    id: separator === "/" ? "apify-tiktok-csv" : "apify-tiktok-json",
    label: separator === "/" ? "Apify TikTok CSV" : "Apify TikTok JSON",
    version: 1,
    vendor: "apify",
    shape: separator === "/" ? "table" : "json",
    signature: [
      ["id", "text", "createTime", at("authorMeta", "name")],
      ["id", "text", "createTimeISO", at("authorMeta", "name")],
      ["text", "createTimeISO", "diggCount", "webVideoUrl"],
    ],
    columns: {
      platform: "=tiktok",
      source_type: "=video",
      native_id: "id",
      url: "webVideoUrl",
      published_at: "createTime | createTimeISO",
      author_id: at("authorMeta", "id"),
      author_name: at("authorMeta", "name"),
      author_followers: at("authorMeta", "fans"),
      author_verified: at("authorMeta", "verified"),
      text: "text",
      vendor_language: "textLanguage",
      likes: "diggCount",
      comments: "commentCount",
      shares: "shareCount",
      views: "playCount",
    },
    times: ["epoch", "iso"],
    zone: "UTC",
  };
}

export const apifyTiktokCsv = apify("/");
export const apifyTiktokJson = apify(".");
