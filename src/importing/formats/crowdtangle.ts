import type { Format } from "../format.ts";

const sum = (names: string[]) => (col: (name: string) => string) => {
  /** Counts are whole: `1,234`, `1.234` and `1 234` are one number, and so are `1234.0` and `1234`. */
  const number = (name: string) =>
    `try_cast(regexp_replace(regexp_replace(${col(name)}, '\\.0$', ''), '[^0-9]', '', 'g') as bigint)`;
  return `case when coalesce(${names.map(number).join(", ")}) is not null then (${names.map((name) => `coalesce(${number(name)}, 0)`).join(" + ")})::varchar end`;
};

export const crowdtangle: Format = {
  id: "crowdtangle",
  label: "CrowdTangle",
  version: 2,
  vendor: "crowdtangle",
  shape: "table",
  signature: [
    ["Page Name", "Post Created", "URL"],
    ["Group Name", "Post Created", "URL"],
    ["Account", "Post Created", "URL", "Description"],
    ["User Name", "Post Created", "URL", "Followers at Posting"],
  ],
  columns: {
    platform: "=instagram if URL contains instagram.com | =facebook",
    source_type: "Type",
    native_id: (
      col,
    ) => `coalesce(nullif(regexp_extract(${col("URL")}, 'facebook\\.com/(?:groups/)?([0-9]+)/(?:posts|permalink|videos|photos)/([0-9]+)', 2), ''),
      nullif(regexp_extract(${col("URL")}, '/(?:posts|permalink|videos)/(?:[^/]*/)?([0-9]{6,})', 1), ''))`,
    url: "URL | Link",
    published_at: "Post Created",
    author_id: "Facebook Id",
    author_name: "User Name | Page Name | Group Name | Account",
    author_followers: "Followers at Posting | Likes at Posting",
    title: "Link Text | Title",
    text: "Message | Description | Image Text",
    country: "Page Admin Top Country",
    likes: sum(["Likes", "Love", "Wow", "Haha", "Sad", "Angry", "Care"]),
    comments: "Comments",
    shares: "Shares",
    views: "Post Views | Total Views | Views",
  },
  times: ["named-zone", "iso"],
  note: "Likes are all reactions together. Times carry EST or EDT.",
};
