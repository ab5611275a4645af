import type { Format, SqlMapping } from "../format.ts";
import type { Target } from "../targets.ts";

/** Counts in columns named after a platform; a count of another platform is 0 in the export and unknown to us. */
const per = (name: string) => (col: (column: string) => string) =>
  `case ${[
    ["x", "X"],
    ["twitter", "Twitter"],
    ["facebook", "Facebook"],
    ["instagram", "Instagram"],
    ["linkedin", "Linkedin"],
    ["reddit", "Reddit"],
    ["bluesky", "Bluesky"],
    ["threads", "Threads"],
    ["tiktok", "Tiktok"],
    ["youtube", "Youtube"],
  ]
    .map(
      ([platform, prefix]) =>
        `when ${PLATFORM(col)} = '${platform === "twitter" ? "x" : platform}' and ${count(col, prefix as string, name)} is not null then ${count(col, prefix as string, name)}`,
    )
    .join(" ")} end`;

const NAMES: Record<string, Record<string, string[]>> = {
  likes: {
    X: ["X Likes"],
    Twitter: ["Twitter Likes", "Twitter Like Count"],
    Facebook: ["Facebook Likes"],
    Instagram: ["Instagram Likes", "Instagram Like Count", "Likes"],
    Linkedin: ["Linkedin Likes"],
    Reddit: ["Reddit Score"],
    Bluesky: ["Bluesky Likes"],
    Threads: ["Threads Likes"],
    Tiktok: ["Tiktok Likes"],
    Youtube: ["Youtube Likes"],
  },
  comments: {
    X: ["X Replies"],
    Twitter: ["Twitter Reply Count", "Twitter Replies"],
    Facebook: ["Facebook Comments"],
    Instagram: ["Instagram Comments", "Instagram Comment Count"],
    Linkedin: ["Linkedin Comments"],
    Reddit: ["Reddit Comments"],
    Bluesky: ["Bluesky Replies"],
    Threads: ["Threads Replies"],
    Tiktok: ["Tiktok Comments"],
    Youtube: ["Youtube Comments"],
  },
  shares: {
    X: ["X Reposts"],
    Twitter: ["Twitter Retweets"],
    Facebook: ["Facebook Shares"],
    Linkedin: ["Linkedin Shares"],
    Bluesky: ["Bluesky Reposts"],
    Threads: ["Threads Reposts", "Threads Shares"],
    Tiktok: ["Tiktok Shares"],
  },
  quotes: { Bluesky: ["Bluesky Quotes"], Threads: ["Threads Quotes"] },
  views: { Linkedin: ["Linkedin Video Views"], Threads: ["Threads Views"], Tiktok: ["Tiktok Views"] },
  followers: {
    X: ["X Followers"],
    Twitter: ["Twitter Followers"],
    Instagram: ["Instagram Followers", "Instagram Follower Count"],
    Bluesky: ["Bluesky Followers"],
    Youtube: ["Youtube Subscriber Count"],
  },
};

function count(col: (column: string) => string, prefix: string, name: string): string {
  const names = NAMES[name]?.[prefix] ?? [];
  return names.length === 0 ? "null::varchar" : `coalesce(${names.map(col).join(", ")})`;
}

const PLATFORM = (
  col: (column: string) => string,
) => `case lower(coalesce(${col("Page Type")}, ${col("Page Type Name")}, ${col("Content Source")}))
  when 'twitter' then 'x' when 'x' then 'x' when 'facebook_public' then 'facebook' when 'instagram_public' then 'instagram'
  when 'facebook public' then 'facebook' when 'instagram public' then 'instagram'
  else lower(coalesce(${col("Page Type")}, ${col("Page Type Name")}, ${col("Content Source")})) end`;

const KIND: SqlMapping = (
  col,
) => `case lower(coalesce(${col("Engagement Type")}, ${col("Thread Entry Type")}))
      when 'retweet' then 'repost' when 'repost' then 'repost' when 'share' then 'repost'
      when 'quote' then 'quote' when 'reply' then 'reply' when 'comment' then 'reply'
      else case when coalesce(${col("X Repost of")}, ${col("Twitter Retweet of")}) is not null then 'repost'
        when coalesce(${col("X Reply to")}, ${col("Twitter Reply to")}) is not null then 'reply'
        when ${PLATFORM(col)} <> 'x' then 'original'
        when starts_with(coalesce(${col("Full Text")}, ${col("Snippet")}, ${col("Title")}), 'RT @') then 'repost'
        else 'original' end end`;

export const brandwatch: Format = {
  id: "brandwatch",
  label: "Brandwatch",
  version: 2,
  vendor: "brandwatch",
  shape: "table",
  signature: [
    ["Query Id", "Query Name", "Date", "Url", "Page Type"],
    ["Query Name", "Date", "Url", "Page Type", "Full Text"],
    ["Query Name", "Date", "Url", "Page Type", "Snippet"],
  ],
  columns: {
    platform: (col) =>
      `case when list_contains(['news', 'blog', 'forum', 'review', 'print', 'broadcast', 'tv', 'radio', 'podcast', 'newsletter'], ${PLATFORM(col)}) then 'web' else ${PLATFORM(col)} end`,
    source_type: "Page Type | Page Type Name",
    record_id: "Resource Id",
    url: "Url | Original Url",
    published_at: "Date",
    author_id: "X Author ID | Twitter Author ID | Facebook Author ID | Bluesky Author Id",
    author_name: "Author | Full Name",
    author_followers: per("followers"),
    author_verified: "X Verified | Twitter Verified",
    kind: KIND,
    original_url: "X Repost of | Twitter Retweet of | X Reply to | Twitter Reply to",
    thread_id: (col) => `nullif(${col("Thread Id")}, '0')`,
    title: (col) => `case when ${col("Title")} is distinct from ${col("Full Text")} then ${col("Title")} end`,
    text: "Full Text | Snippet | Title",
    vendor_language: "Language",
    vendor_sentiment: "Sentiment",
    country: "Country Code | Country",
    likes: per("likes"),
    comments: per("comments"),
    shares: per("shares"),
    quotes: per("quotes"),
    views: per("views"),
    reach: "Reach (new) | Reach",
  },
  times: ["iso", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"],
  zone: "UTC",
  note: "Times are UTC. Counts are 0 for platforms they do not apply to; only the counts of the mention's own platform are taken. Reach is Brandwatch's model.",
};

/** A column of the export as the API names it: `Full Text` is `fullText`, `X Author ID` is `xAuthorId`. */
const fieldName = (column: string) =>
  column
    .replace(/ \([^)]*\)$/, "")
    .split(" ")
    .map((word, place) =>
      place === 0 ? word.toLowerCase() : `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`,
    )
    .join("");

/** The same mapping over the API's names of the columns. */
function inJson(source: string | SqlMapping): string | SqlMapping {
  if (typeof source === "string") return source.split(" | ").map(fieldName).join(" | ");
  return (col) => source((column) => col(fieldName(column)));
}

/** Answers of the Consumer Research API (`data/mentions`); posts on X come without text and author, their id is in `guid`. */
export const brandwatchApi: Format = {
  ...brandwatch,
  id: "brandwatch-api",
  label: "Brandwatch API",
  version: 1,
  shape: "json",
  signature: [
    ["queryId", "queryName", "date", "url", "pageType"],
    ["queryName", "date", "url", "pageType", "resourceId"],
    ["queryId", "date", "url", "domain", "pageType", "sentiment"],
  ],
  records: ["results"],
  columns: {
    ...(Object.fromEntries(
      Object.entries(brandwatch.columns).map(([target, source]) => [target, inJson(source)]),
    ) as Partial<Record<Target, string | SqlMapping>>),
    record_id: "resourceId | id",
    url: "url | originalUrl",
    native_id: (col) =>
      `case when lower(coalesce(${col("pageType")}, ${col("contentSource")})) in ('twitter', 'x') then nullif(regexp_extract(${col("guid")}, '([0-9]+)$', 1), '') end`,
    author_id: "xAuthorId | twitterAuthorId | facebookAuthorId | instagramAuthorId | blueskyAuthorId",
    original_url: "xRepostOf | retweetOf | xReplyTo | replyTo",
    kind: (col) => `case when coalesce(${col("xRepostOf")}, ${col("retweetOf")}) is not null then 'repost'
      when coalesce(${col("xReplyTo")}, ${col("replyTo")}) is not null then 'reply'
      else ${KIND((column) => col(fieldName(column)))} end`,
    reach: "reachEstimate | reach",
  },
};
