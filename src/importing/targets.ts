/** What an export's rows are mapped to. The types steer the conversion in `row-sql.ts`. */
export const TARGETS = {
  platform: "text",
  source_type: "text",
  native_id: "id",
  record_id: "id",
  url: "url",
  published_at: "time",
  author_id: "id",
  author_name: "text",
  author_followers: "count",
  author_verified: "flag",
  kind: "text",
  original_native_id: "id",
  original_url: "url",
  original_author: "text",
  original_text: "text",
  thread_id: "id",
  title: "text",
  text: "text",
  vendor_language: "text",
  vendor_sentiment: "text",
  country: "text",
  likes: "count",
  comments: "count",
  shares: "count",
  quotes: "count",
  views: "count",
  clicks: "count",
  seconds_on_page: "number",
  reach: "number",
} as const;

export type Target = keyof typeof TARGETS;
export type TargetType = (typeof TARGETS)[Target];

export const TARGET_NAMES = Object.keys(TARGETS) as Target[];

/** DuckDB type of a target's column in the table of a file's rows. */
export function targetSqlType(target: Target): string {
  switch (TARGETS[target]) {
    case "count":
      return "bigint";
    case "number":
      return "double";
    case "flag":
      return "boolean";
    default:
      return "varchar";
  }
}

/** Targets of which not every text can be read: numbers and flags. */
export const READABLE = TARGET_NAMES.filter((name) => ["count", "number", "flag"].includes(TARGETS[name]));

/** Column of a file's rows with the texts of such a target that are no bare whole number, or no flag. */
export function unreadName(target: Target): string {
  return `n:${target}`;
}
