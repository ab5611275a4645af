/** Names that betray the researcher, in small letters; dropped from every format. */
export const TRACES: ReadonlySet<string> = new Set([
  "user_agent",
  "useragent",
  "user agent",
  "cookie",
  "cookies",
  "session_id",
  "ip_address",
]);
