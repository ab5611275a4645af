import type { Format } from "../format.ts";

const description: Omit<Format, "id" | "shape"> = {
  label: "Meta Content Library",
  version: 2,
  vendor: "meta-content-library",
  signature: [
    ["id", "creation_time", "statistics.like_count"],
    ["id", "creation_time", "statistics.views"],
    ["id", "creation_time", "statistics.reaction_count"],
    ["id", "creation_time", "post_owner.name"],
    ["id", "creation_time", "mcl_url"],
    ["id", "creation_time", "surface.name"],
    ["id", "creation_time", "owner.name"],
    ["id", "creation_time", "statistics.share_count"],
  ],
  columns: {
    platform: (
      col,
    ) => `case when lower(concat_ws(' ', ${col("post_owner.type")}, ${col("owner.type")}, ${col("surface.type")}, ${col("mcl_url")})) like '%instagram%' then 'instagram'
      when lower(concat_ws(' ', ${col("post_owner.type")}, ${col("surface.type")}, ${col("mcl_url")})) like '%threads%' then 'threads' else 'facebook' end`,
    source_type: "content_type | media_type",
    native_id: "id",
    url: "mcl_url | url | link_attachment.link",
    published_at: "creation_time",
    author_id: "post_owner.id | owner.id | surface.id",
    author_name:
      "post_owner.username | owner.username | post_owner.name | owner.name | surface.username | surface.name",
    author_followers: "post_owner.follower_count | owner.follower_count",
    author_verified: "post_owner.is_verified",
    kind: "=repost if shared_post_id | =reply if parent_id | =original",
    original_native_id: "shared_post_id | parent_id",
    title: "link_attachment.name",
    text: "text",
    vendor_language: "lang",
    country: "country | surface.country | post_owner.country",
    likes: "statistics.reaction_count | statistics.like_count",
    comments: "statistics.comment_count",
    shares: "statistics.share_count",
    views: "statistics.views | statistics.view_count",
  },
  times: ["iso", "epoch"],
  zone: "UTC",
  note: "Text is missing unless it was asked for. Views that are not given are unknown, not zero.",
};

export const metaContentLibrary: Format = { ...description, id: "meta-content-library", shape: "table" };
export const metaContentLibraryJson: Format = {
  ...description,
  id: "meta-content-library-json",
  shape: "json",
  records: ["data"],
};
