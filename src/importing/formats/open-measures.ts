import type { Format } from "../format.ts";

export const openMeasures: Format = {
  id: "open-measures",
  label: "Open Measures",
  version: 1,
  vendor: "open-measures",
  shape: "table",
  signature: [
    ["id", "created_at", "text", "openmeasures_meta_source_endpoint"],
    ["id", "created_at", "text", "openmeasures_metadata_source_endpoint"],
    ["created_at", "text", "engagement_likes", "actor_username"],
  ],
  columns: {
    platform: (col) =>
      `regexp_replace(lower(coalesce(${col("openmeasures_meta_source_endpoint")}, ${col("openmeasures_metadata_source_endpoint")})), '[_-]?(posts?|comments?|messages?|videos?|scrape|api)$', '')`,
    native_id: "id",
    url: (col) =>
      `case when ${col("url")} like '%://%' then ${col("url")} else 'https://' || ${col("url")} end`,
    published_at: "created_at",
    author_name: "actor_username",
    thread_id: "context_name",
    text: "text",
    likes: "engagement_likes",
    comments: "engagement_replies",
    shares: "engagement_reshares",
    views: "engagement_views",
  },
  times: ["iso"],
  nulls: ["-"],
};

export const openMeasuresKibana: Format = {
  id: "open-measures-kibana",
  label: "Open Measures (Kibana)",
  version: 1,
  vendor: "open-measures",
  shape: "table",
  signature: [
    ["date", "message", "channelusername", "url", "channeltitle"],
    ["date", "message", "channelusername", "views", "forwards"],
  ],
  columns: {
    platform: "=telegram",
    native_id: (col) =>
      `nullif(regexp_extract(${col("url")}, '(?:t|telegram)\\.me/(?:s/)?([^/?]+/[0-9]+)', 1), '')`,
    url: (col) =>
      `case when ${col("url")} like '%://%' then ${col("url")} else 'https://' || ${col("url")} end`,
    published_at: "date",
    author_name: "channelusername | channeltitle",
    kind: "=repost if fwdfrom.from_name | =original",
    original_author: "fwdfrom.from_name",
    text: "message",
    shares: "forwards",
    views: "views",
  },
  times: ["%b %d, %Y @ %H:%M:%S.%g", "%b %-d, %Y @ %H:%M:%S.%g", "iso"],
  nulls: ["-"],
  note: "Kibana writes `-` for nothing and shows times in the zone of the browser that exported.",
};
