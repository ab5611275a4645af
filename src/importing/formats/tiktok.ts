import type { Format } from "../format.ts";

const research: Omit<Format, "id" | "label" | "shape"> = {
  version: 3,
  vendor: "tiktok",
  signature: [
    ["id", "create_time", "video_description"],
    ["id", "create_time", "username", "view_count"],
    ["video_id", "create_time", "video_description"],
    ["video_id", "create_time", "author_name", "view_count"],
    ["item_id", "create_time", "username", "view_count"],
  ],
  columns: {
    platform: "=tiktok",
    source_type: "=video",
    native_id: "video_id | item_id | id",
    url: "=https://www.tiktok.com/@{username}/video/{video_id} | =https://www.tiktok.com/@{author_name}/video/{video_id} | =https://www.tiktok.com/@{username}/video/{item_id} | =https://www.tiktok.com/@{username}/video/{id}",
    published_at: "create_time | create_date | utc_date_string",
    author_name: "username | author_name",
    text: "video_description",
    country: "region_code",
    likes: "like_count",
    comments: "comment_count",
    shares: "share_count",
    views: "view_count",
  },
  times: ["epoch", "iso", "named-zone"],
  zone: "UTC",
};

export const tiktokResearch: Format = {
  ...research,
  id: "tiktok-research",
  label: "TikTok Research API",
  shape: "json",
  records: ["data.videos", "videos", "data"],
};
export const tiktokResearchCsv: Format = {
  ...research,
  id: "tiktok-research-csv",
  label: "TikTok Research API, CSV",
  shape: "table",
};

export const tiktokResearchComments: Format = {
  id: "tiktok-research-comments",
  label: "TikTok Research API comments",
  version: 1,
  vendor: "tiktok",
  shape: "json",
  signature: [["id", "video_id", "text", "create_time"]],
  records: ["data.comments", "comments", "data"],
  columns: {
    platform: "=tiktok",
    source_type: "=comment",
    native_id: "id",
    published_at: "create_time",
    kind: "=reply",
    original_native_id: "parent_comment_id | video_id",
    thread_id: "video_id",
    text: "text",
    likes: "like_count",
    comments: "reply_count",
  },
  times: ["epoch", "iso"],
  zone: "UTC",
};

export const tiktokResearchCommentsCsv: Format = {
  ...tiktokResearchComments,
  id: "tiktok-research-comments-csv",
  label: "TikTok Research API comments, CSV",
  version: 1,
  shape: "table",
  records: undefined,
};

const apifyComments: Omit<Format, "id" | "label" | "shape"> = {
  version: 1,
  vendor: "apify",
  signature: [
    ["cid", "text", "createTime", "videoWebUrl"],
    ["cid", "text", "createTimeISO", "videoWebUrl"],
  ],
  columns: {
    platform: "=tiktok",
    source_type: "=comment",
    native_id: "cid",
    published_at: "createTime | createTimeISO",
    author_id: "uid",
    author_name: "uniqueId",
    kind: "=reply",
    original_native_id: (col) =>
      `coalesce(${col("repliesToId")}, nullif(regexp_extract(${col("videoWebUrl")}, '/(?:video|photo)/([0-9]+)', 1), ''))`,
    thread_id: (col) => `nullif(regexp_extract(${col("videoWebUrl")}, '/(?:video|photo)/([0-9]+)', 1), '')`,
    text: "text",
    likes: "diggCount",
    comments: "replyCommentTotal",
  },
  times: ["epoch", "iso"],
  zone: "UTC",
};

export const apifyTiktokComments: Format = {
  ...apifyComments,
  id: "apify-tiktok-comments",
  label: "Apify TikTok comments",
  shape: "json",
};
export const apifyTiktokCommentsCsv: Format = {
  ...apifyComments,
  id: "apify-tiktok-comments-csv",
  label: "Apify TikTok comments, CSV",
  shape: "table",
};

/** Apify's scrapers: the same record as nested JSON (`.`) or as CSV with `/` in the column names. */
function apify(separator: "/" | "."): Format {
  const at = (...parts: string[]) => parts.join(separator);
  /** People rename the columns of a CSV from `/` to `.` or the other way. */
  const either = (...parts: string[]) =>
    separator === "/" ? `${parts.join("/")} | ${parts.join(".")}` : at(...parts);
  return {
    id: separator === "/" ? "apify-tiktok-csv" : "apify-tiktok-json",
    label: separator === "/" ? "Apify TikTok CSV" : "Apify TikTok JSON",
    version: 2,
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
      author_id: either("authorMeta", "id"),
      author_name: either("authorMeta", "name"),
      author_followers: either("authorMeta", "fans"),
      author_verified: either("authorMeta", "verified"),
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
