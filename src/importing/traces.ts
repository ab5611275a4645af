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

/** A key of theirs in JSON text, also in text that is cut off or damaged, with its value (RE2 and JavaScript). */
const KEYED = `"(${[...TRACES].join("|")})"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"?|\\{[^{}]*\\}?|\\[[^\\[\\]]*\\]?|[^,"{}\\[\\]\\s]*)`;

/** SQL: the raw text of a rejected row of JSON without the values of such keys. */
export function withoutTracesSql(raw: string): string {
  return `regexp_replace(${raw}, '${KEYED}', '"\\1":null', 'gi')`;
}

/** What browsers call themselves, in the raw text of a row whose columns cannot be told apart. */
const BROWSER = /Mozilla\/\d[^"\n\t]*/g;

/** The same of a raw text in hand; `columns` are the names of a table, whose broken rows are looked through for browsers' names. */
export function withoutTraces(raw: string, columns: readonly string[] = []): string {
  const bare = raw.replace(new RegExp(KEYED, "gi"), '"$1":null');
  return columns.some((name) => TRACES.has(name.trim().toLowerCase())) ? bare.replace(BROWSER, "") : bare;
}
