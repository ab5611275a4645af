import type { Format } from "../format.ts";

const said = (col: (name: string) => string) =>
  `coalesce(${col("Opening Text")}, ${col("Hit Sentence")}, ${col("Content")})`;

export const meltwater: Format = {
  id: "meltwater",
  label: "Meltwater",
  version: 2,
  vendor: "meltwater",
  shape: "table",
  signature: [
    ["Date", "Headline", "URL", "Hit Sentence", "Source", "Influencer"],
    ["Date", "Document ID", "URL", "Input Name", "Source Type", "Source Name"],
    ["Date", "URL", "Hit Sentence", "Input Name"],
    ["Date", "Title", "Document ID", "URL"],
    ["Date", "Headline", "URL", "Opening Text"],
    ["Date", "Document ID", "Opening Text"],
    ["Date", "Document ID", "Hit Sentence"],
  ],
  columns: {
    platform: (col) => `case lower(coalesce(${col("Source Type")}, ${col("Information Type")}, ''))
        when 'news' then 'web' when 'blogs' then 'web' when 'forums' then 'web' when 'reviews' then 'web' when 'comments' then 'web'
        when '' then case
          when lower(${col("Source")}) in ('twitter', 'x', 'facebook', 'instagram', 'reddit', 'youtube', 'tiktok', 'pinterest', 'linkedin', 'bluesky', 'threads', 'twitch', 'wechat', 'weibo', 'sina weibo', 'line', 'kakao', 'douyin', 'bilibili', 'discord', 'telegram', 'snapchat')
            then lower(${col("Source")})
          when regexp_matches(lower(${col("URL")}), '^(https?://)?(www\\.|m\\.)?(twitter|x|facebook|instagram|reddit|youtube|tiktok)\\.com/') then null
          when ${col("Source")} is not null then 'web' end
        when 'social' then case when ${col("Source Name")} is null then null else lower(${col("Source Name")}) end
        else lower(coalesce(${col("Source Type")}, ${col("Information Type")})) end`,
    source_type: "Source Type | Information Type",
    native_id: "Tweet Id",
    record_id: "Document ID",
    url: "URL | Link",
    published_at: (
      col,
    ) => `case when regexp_matches(regexp_replace(${col("Date")}, ' 00:00:00$', ''), '[0-9]:[0-9]') or ${col("Time")} is null then ${col("Date")}
      else regexp_replace(${col("Date")}, ' 00:00:00$', '') || ' ' || regexp_replace(${col("Time")}, '^1(899|900)-[0-9-]+ ', '') end`,
    author_id: "Twitter Id",
    author_name: "Author Handle | Influencer | Twitter Screen Name | Author Name | Source",
    author_followers: "Twitter Followers",
    author_verified: "Is Verified",
    kind: (col) => `case
      when starts_with(${col("Opening Text")}, 'RT @') or starts_with(${col("Hit Sentence")}, 'RT @') or starts_with(${col("Title")}, 'RT @') or lower(${col("Content Type")}) in ('repost', 'retweet', 'share') then 'repost'
      when starts_with(${col("Opening Text")}, 'QT @') or starts_with(${col("Hit Sentence")}, 'QT @') or lower(${col("Content Type")}) in ('quote', 'quoted') then 'quote'
      when lower(${col("Content Type")}) in ('reply', 'comment') then 'reply'
      when ${col("Parent URL")} is not null and ${col("Parent URL")} <> ${col("URL")} then 'reply'
      when starts_with(${said(col)}, '@') then 'reply'
      else 'original' end`,
    original_url: (col) =>
      `case when ${col("Parent URL")} is distinct from ${col("URL")} then ${col("Parent URL")} end`,
    title: "Headline | Title",
    text: (
      col,
    ) => `case when starts_with(${col("Opening Text")}, 'RT @') or starts_with(${col("Opening Text")}, 'QT @') or length(${col("Opening Text")}) >= length(coalesce(${col("Hit Sentence")}, '')) then ${col("Opening Text")}
      else coalesce(${col("Hit Sentence")}, ${col("Opening Text")}) end`,
    vendor_language: "Language",
    vendor_sentiment: "Sentiment",
    country: (col) => `nullif(${col("Country")}, 'Unknown')`,
    likes: (col) => `coalesce(${col("Reactions")}, ${col("Likes")})`,
    comments: "Replies | Comments",
    shares: "Retweets | Reposts | Shares",
    quotes: "Quotes",
    views: "Views",
    reach: "Reach",
  },
  times: [
    "%d-%b-%Y %I:%M%p",
    "%d-%b-%Y %I:%M %p",
    "%Y-%m-%d %I:%M %p",
    "%d-%b-%y %I:%M%p",
    "iso",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %I:%M %p",
    "%d/%m/%Y",
    "%d-%b-%Y",
    "%d-%b-%y %I:%M %p",
    "%d-%b-%y",
  ],
  proof: (col) => `case when regexp_matches(trim(${col("Document ID")}, '"'), '^1[0-9]{12}_')
    then make_timestamp_ms(try_cast(left(trim(${col("Document ID")}, '"'), 13) as bigint)) end`,
  note: "Times are in the account's zone, which the file does not state; document and X ids prove it. Advertising value equivalency is not kept as a metric. Reach is followers on X and monthly visitors for news.",
};
