import { countrySpellings } from "../../text/countries.ts";
import { literal } from "../../warehouse/sql-text.ts";
import type { FieldNode } from "./ast.ts";
import { escapeRegex } from "./pattern-sql.ts";
import type { Scope } from "./plan.ts";

/** Columns of `mentions` that conditions read, under the alias `m`; `language` comes from `mention_language`. */
export const CONDITION_COLUMNS: ReadonlyMap<string, readonly string[]> = new Map([
  ["author", ["author_name", "author_id"]],
  ["site", ["url"]],
  ["url", ["url"]],
  ["lang", ["language"]],
  ["country", ["country"]],
  ["platform", ["platform"]],
  ["type", ["source_type"]],
  ["kind", ["kind"]],
  ["followers", ["author_followers"]],
  ["engagement", ["engagement"]],
  ["date", ["published_on"]],
]);

function like(column: string, text: string): string {
  const folded = text.normalize("NFC").toLowerCase();
  if (!/[*?]/.test(folded)) return `lower(m.${column}) = ${literal(folded)}`;
  const pattern = folded
    .replace(/[\\%_]/g, "\\$&")
    .replaceAll("*", "%")
    .replaceAll("?", "_");
  return `lower(m.${column}) like ${literal(pattern)} escape '\\'`;
}

/** Host part of `m.url` in lower case; NULL where there is none. */
const HOST =
  "nullif(regexp_extract(lower(m.url), '^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@?#]*@)?(?:www\\.)?([^/:?#]+)', 1), '')";

function site(text: string): string {
  const host = text
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/^www\./, "")
    .replace(/[/?#].*$/, text.includes("*") ? "$&" : "");
  const pattern = escapeRegex(host).replaceAll("\\*", ".*").replaceAll("\\?", ".");
  return `regexp_full_match(${HOST}, ${literal(`(?:.*\\.)?${pattern}`)})`;
}

function ordered(column: string, field: FieldNode, type: "double" | "date"): string {
  const value = (text: string) => `${literal(text)}::${type}`;
  const { test } = field;
  if (test.op === "range") {
    const sides = [
      test.low === null ? null : `m.${column} >= ${value(test.low)}`,
      test.high === null ? null : `m.${column} <= ${value(test.high)}`,
    ];
    return sides.filter((side) => side !== null).join(" and ");
  }
  if (test.op === "compare") return `m.${column} ${test.sign} ${value(test.value)}`;
  return `m.${column} = ${value(test.value)}`;
}

function textCondition(field: string, text: string): string {
  switch (field) {
    case "author": {
      const name = text.replace(/^@/, "");
      return `${like("author_name", name)} or ${like("author_name", `@${name}`)} or ${like("author_id", name)}`;
    }
    case "site":
      return site(text);
    case "url": {
      const bare = text.replace(/^https?:\/\//i, "").replace(/^www\./i, "");
      return like("url", `*${bare}*`);
    }
    case "country":
      if (!/[*?]/.test(text))
        return `lower(m.country) in (${countrySpellings(text).map(literal).join(", ")})`;
      return like("country", text);
    default: {
      const column = CONDITION_COLUMNS.get(field)?.[0];
      if (column === undefined) throw new Error(`no column for field ${field}`);
      return like(column, text);
    }
  }
}

/** SQL condition of a field on the row `m`; never NULL, an unknown value matches nothing. */
export function columnCondition(field: FieldNode): string {
  const { test } = field;
  let condition: string;
  if (field.field === "date") condition = ordered("published_on", field, "date");
  else if (field.field === "followers") condition = ordered("author_followers", field, "double");
  else if (field.field === "engagement") condition = ordered("engagement", field, "double");
  else condition = textCondition(field.field, test.op === "is" ? test.value : "");
  return `coalesce(${condition}, false)`;
}

const INSIDE_WORD = /^[\p{L}\p{N}_]$/u;

/** RE2 pattern for the very characters, not inside a longer word. */
export function charactersRegex(text: string): string {
  const characters = [...text];
  const before = INSIDE_WORD.test(characters[0] ?? "") ? "(?:^|[^\\pL\\pN_])" : "";
  const after = INSIDE_WORD.test(characters.at(-1) ?? "") ? "(?:$|[^\\pL\\pN_])" : "";
  return `(?s)${before}${escapeRegex(text)}${after}`;
}

/** SQL condition of `raw:` on the row `m`; never NULL. */
export function charactersCondition(text: string, scope: Scope): string {
  const columns = scope === "any" ? ["text", "title"] : [scope];
  const each = columns.map(
    (column) =>
      `contains(m.${column}, ${literal(text)}) and regexp_matches(m.${column}, ${literal(charactersRegex(text))})`,
  );
  return `coalesce(${each.join(" or ")}, false)`;
}
