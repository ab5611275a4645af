import { inflectedPattern } from "../../text/inflection/index.ts";
import { literal } from "../../warehouse/sql-text.ts";
import type { Pattern } from "./word-tests.ts";

/** Text inside an RE2 pattern. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** `*` and `?` as the pattern of LIKE with the escape character `\\`. */
export function likePattern(text: string): string {
  return text
    .replace(/[\\%_]/g, "\\$&")
    .replaceAll("*", "%")
    .replaceAll("?", "_");
}

/**
 * Patterns that together match the words within so many edits (insertion, deletion, substitution, neighbours
 * swapped); `.` is any character.
 */
export function fuzzyRegex(text: string, edits: number): string {
  let patterns = new Map<string, string[]>([[text, [...text].map(escapeRegex)]]);
  for (let i = 0; i < edits; i++) {
    const next = new Map(patterns);
    for (const parts of patterns.values())
      for (const edited of oneEdit(parts)) next.set(edited.join("\0"), edited);
    patterns = next;
  }
  return `(?s)^(?:${[...new Set([...patterns.values()].map((parts) => parts.join("")))].join("|")})$`;
}

function* oneEdit(parts: readonly string[]): Generator<string[]> {
  for (let i = 0; i <= parts.length; i++) {
    yield [...parts.slice(0, i), ".", ...parts.slice(i)];
    if (i === parts.length) continue;
    yield [...parts.slice(0, i), ...parts.slice(i + 1)];
    yield [...parts.slice(0, i), ".", ...parts.slice(i + 1)];
    const [a, b] = [parts[i]!, parts[i + 1]];
    if (b !== undefined && a !== b) yield [...parts.slice(0, i), b, a, ...parts.slice(i + 2)];
  }
}

function address(text: string): string {
  const slash = text.indexOf("/");
  const host = slash < 0 ? text : text.slice(0, slash);
  const path = slash < 0 ? "" : text.slice(slash);
  const wild = (part: string) => escapeRegex(part).replaceAll("\\*", ".*").replaceAll("\\?", ".");
  const end = path === "" ? "(?:[/?#:].*)?" : `${wild(path)}.*`;
  return `(?s)^(?:[^/?#]*\\.)?${wild(host)}${end}$`;
}

/** SQL condition on the column `form`; null where no condition can say it and code must look (stems). */
export function patternSql(pattern: Pattern): string | null {
  switch (pattern.type) {
    case "equal":
      return `form = ${literal(pattern.text)}`;
    case "wildcard":
      return `form like ${literal(likePattern(pattern.text))} escape '\\'`;
    case "fuzzy": {
      const size = [...pattern.text].length;
      const length = `length(form) between ${size - pattern.edits} and ${size + pattern.edits}`;
      return `${length} and regexp_full_match(form, ${literal(fuzzyRegex(pattern.text, pattern.edits))})`;
    }
    case "inflected": {
      const { prefix, regex } = inflectedPattern(pattern.text, pattern.languages);
      return `starts_with(form, ${literal(prefix)}) and regexp_full_match(form, ${literal(regex)})`;
    }
    case "address":
      return `regexp_full_match(form, ${literal(address(pattern.text))})`;
    case "stem":
      return null;
  }
}
