import { countrySpellings } from "../../text/countries.ts";
import type { FieldNode } from "./ast.ts";
import { fitsWildcard } from "./evaluate-wildcards.ts";

/** A mention as the evaluator sees it; what is absent is unknown. */
export interface EvaluatedMention {
  text: string | null;
  title?: string | null;
  url?: string | null;
  author_name?: string | null;
  author_id?: string | null;
  language?: string | null;
  country?: string | null;
  platform?: string | null;
  source_type?: string | null;
  kind?: string | null;
  author_followers?: number | null;
  engagement?: number | null;
  /** `YYYY-MM-DD` */
  published_on?: string | null;
}

function compares(value: number | string | null | undefined, field: FieldNode, number: boolean): boolean {
  if (value === null || value === undefined) return false;
  const read = (text: string) => (number ? Number(text) : text);
  const { test } = field;
  if (test.op === "range")
    return (test.low === null || value >= read(test.low)) && (test.high === null || value <= read(test.high));
  const wanted = read(test.value);
  switch (test.op === "compare" ? test.sign : "=") {
    case "<":
      return value < wanted;
    case "<=":
      return value <= wanted;
    case ">":
      return value > wanted;
    case ">=":
      return value >= wanted;
    default:
      return value === wanted;
  }
}

function hostOf(url: string): string {
  return url
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/^[^/@?#]*@/, "")
    .replace(/^www\./, "")
    .replace(/[/:?#].*$/s, "");
}

/** Does a mention satisfy a field of the query? Unknown values satisfy none. */
export function fieldHolds(field: FieldNode, mention: EvaluatedMention): boolean {
  const like = (value: string | null | undefined, wanted: string) =>
    value !== null &&
    value !== undefined &&
    fitsWildcard(value.toLowerCase(), wanted.normalize("NFC").toLowerCase());
  const wanted = field.test.op === "is" ? field.test.value : "";
  switch (field.field) {
    case "author": {
      const name = wanted.replace(/^@/, "");
      return (
        like(mention.author_name?.replace(/^@/, ""), name) ||
        like(mention.author_name, name) ||
        like(mention.author_id, name)
      );
    }
    case "site": {
      const labels = hostOf(mention.url ?? "").split(".");
      return labels.some((_, i) => like(labels.slice(i).join("."), hostOf(wanted)));
    }
    case "url":
      return like(mention.url, `*${wanted.replace(/^https?:\/\//i, "").replace(/^www\./i, "")}*`);
    case "lang":
      return like(mention.language, wanted);
    case "country":
      if (/[*?]/.test(wanted)) return like(mention.country, wanted);
      return countrySpellings(wanted).includes((mention.country ?? "").toLowerCase());
    case "platform":
      return like(mention.platform, wanted);
    case "type":
      return like(mention.source_type, wanted);
    case "kind":
      return like(mention.kind, wanted);
    case "followers":
      return compares(mention.author_followers, field, true);
    case "engagement":
      return compares(mention.engagement, field, true);
    case "date":
      return compares(mention.published_on, field, false);
    default:
      return false;
  }
}
