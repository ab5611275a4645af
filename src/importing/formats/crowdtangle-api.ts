import type { Format } from "../format.ts";

const REACTIONS = ["like", "love", "wow", "haha", "sad", "angry", "care", "thankful", "favorite"];

const reactions = (col: (name: string) => string) => {
  const counts = REACTIONS.map((name) => `try_cast(${col(`statistics.actual.${name}Count`)} as bigint)`);
  return `case when coalesce(${counts.join(", ")}) is not null then (${counts.map((each) => `coalesce(${each}, 0)`).join(" + ")})::varchar end`;
};

/** Answers of CrowdTangle's API, `posts` and `posts/search`. */
export const crowdtangleApi: Format = {
  id: "crowdtangle-api",
  label: "CrowdTangle API",
  version: 1,
  vendor: "crowdtangle",
  shape: "json",
  signature: [["platformId", "platform", "date", "statistics.actual.commentCount", "account.name"]],
  records: ["result.posts", "posts"],
  columns: {
    platform: "platform",
    source_type: "type",
    native_id: (col) => `regexp_replace(${col("platformId")}, '^[0-9]+_', '')`,
    url: "postUrl | link",
    published_at: "date",
    author_id: "account.platformId | account.id",
    author_name: "account.handle | account.name",
    author_followers: "subscriberCount | account.subscriberCount",
    author_verified: "account.verified",
    title: "title",
    text: "message | description | imageText",
    country: "account.pageAdminTopCountry",
    likes: reactions,
    comments: "statistics.actual.commentCount",
    shares: "statistics.actual.shareCount",
    views: "statistics.actual.viewCount | videoViews",
  },
  times: ["iso"],
  zone: "UTC",
  note: "Likes are all reactions together.",
};
