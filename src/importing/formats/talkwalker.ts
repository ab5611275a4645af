import type { Format } from "../format.ts";

export const talkwalker: Format = {
  id: "talkwalker",
  label: "Talkwalker",
  version: 1,
  vendor: "talkwalker",
  shape: "table",
  signature: [
    ["url", "published", "content", "source_type", "tags_internal"],
    ["url", "published", "content", "source_type", "sentiment", "lang"],
    ["url", "published", "search_indexed", "content_snippet"],
  ],
  columns: {
    platform: (col) => `case
      when ${col("source_type")} like '%TWITTER%' or ${col("source_type")} like '%SOCIALMEDIA_X%' or ${col("domain_url")} similar to 'https?://(twitter|x).com/?' then 'x'
      when ${col("source_type")} like '%FACEBOOK%' then 'facebook'
      when ${col("source_type")} like '%INSTAGRAM%' then 'instagram'
      when ${col("source_type")} like '%YOUTUBE%' then 'youtube'
      when ${col("source_type")} like '%REDDIT%' then 'reddit'
      when ${col("source_type")} like '%TIKTOK%' then 'tiktok'
      when ${col("source_type")} like '%LINKEDIN%' then 'linkedin'
      when ${col("source_type")} like '%PINTEREST%' then 'pinterest'
      when ${col("source_type")} like '%BLUESKY%' then 'bluesky' end`,
    source_type: (col) => `lower(trim(split_part(${col("source_type")}, ',', 1)))`,
    url: "url",
    published_at: "published",
    author_id: "extra_author_attributes.id",
    author_name: "extra_author_attributes.short_name | extra_author_attributes.name",
    author_followers: (
      col,
    ) => `case when ${col("source_type")} like '%TWITTER%' then ${col("source_extended_attributes.twitter_followers")}
      when ${col("source_type")} like '%FACEBOOK%' then ${col("source_extended_attributes.facebook_followers")}
      when ${col("source_type")} like '%INSTAGRAM%' then ${col("source_extended_attributes.instagram_followers")} end`,
    kind: (col) => `case
      when contains(${col("tags_internal")}, 'isRepost') or starts_with(${col("content")}, 'RT @') then 'repost'
      when contains(${col("tags_internal")}, 'isQuote') then 'quote'
      when contains(${col("tags_internal")}, 'isTwitterReply') or contains(${col("tags_internal")}, 'isComment') then 'reply'
      else 'original' end`,
    original_url: (col) => `case when ${col("parent_url")} <> ${col("url")} then ${col("parent_url")} end`,
    title: (col) => `case when ${col("title")} is distinct from ${col("content")} then ${col("title")} end`,
    text: "content | content_snippet",
    vendor_language: "lang",
    vendor_sentiment: "sentiment",
    country: (
      col,
    ) => `upper(case lower(coalesce(${col("extra_author_attributes.world_data.country_code")}, ${col("extra_source_attributes.world_data.country_code")}, ${col("extra_article_attributes.world_data.country_code")}))
      when 'uk' then 'gb' else coalesce(${col("extra_author_attributes.world_data.country_code")}, ${col("extra_source_attributes.world_data.country_code")}, ${col("extra_article_attributes.world_data.country_code")}) end)`,
    likes:
      "article_extended_attributes.twitter_likes | article_extended_attributes.facebook_likes | article_extended_attributes.instagram_likes | article_extended_attributes.youtube_likes | article_extended_attributes.pinterest_likes",
    comments: "article_extended_attributes.num_comments",
    shares:
      "article_extended_attributes.twitter_retweets | article_extended_attributes.twitter_shares | article_extended_attributes.facebook_shares | article_extended_attributes.linkedin_shares",
    views: "article_extended_attributes.youtube_views | article_extended_attributes.url_views",
    reach: "reach",
  },
  times: ["%d/%m/%y %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d/%m/%y %H:%M", "iso", "epoch-ms"],
  note: "Times are in the project's zone, which the file does not state; X ids prove it. Talkwalker's engagement adds quotes and bookmarks; ours is computed from the components.",
};
