/** What becomes of a vendor's field. */
export type FieldRule =
  /** Its value is a query itself, under this name of ours. */
  | { scope: "title" | "text" | "raw"; but?: string }
  /** A field of ours with the same values: texts, comparisons, ranges. */
  | { to: string; but?: string }
  /** One value as a query of ours; null where it has no counterpart, then `otherwise` says what to do. */
  | { write: (value: string) => string | null; otherwise?: string; but?: string }
  /** No counterpart: why, and what to do instead. */
  | { drop: string };

/** A vendor's query language where it differs from ours. */
export interface Dialect {
  vendor: string;
  /** Field names in lower case. */
  fields: ReadonlyMap<string, FieldRule>;
  /** NEAR/n of the vendor counts words in between; ours counts positions, one more. */
  countsBetween: boolean;
  /** Distance of NEAR without a number, in the vendor's count; null: not allowed. */
  bareNear: number | null;
  /** Before a word or phrase: as written. */
  exactSigns: readonly string[];
  /** `{Word}` is case-sensitive. */
  bracesAreExact: boolean;
  /** `~n` after a phrase or a bracket with AND: the words within this distance in any order. */
  looseTilde: boolean;
  /** Fields of which several side by side mean any of them. */
  alternatives: ReadonlySet<string>;
}

/** A value as it stands after a colon. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

export const bareName = (value: string) => value.replace(/^[@#]/, "");

const PLAIN_NAME = /^[\p{L}\p{M}\p{N}_.-]+$/u;

/** A hashtag; signs and spaces inside are not part of one. */
export const hashtag: FieldRule = {
  write: (value) => (PLAIN_NAME.test(bareName(value)) ? `#${bareName(value)}` : null),
  otherwise: "a hashtag holds no spaces or signs; write its words as a phrase",
};
export const handle: FieldRule = {
  write: (value) => (PLAIN_NAME.test(bareName(value)) ? `@${bareName(value)}` : null),
  otherwise: "a handle holds no spaces; write the name as a phrase",
};
export const author: FieldRule = { write: (value) => `author:${quoted(bareName(value))}` };
/** A name that the vendor's own recognition finds in texts. */
export const nameInText: FieldRule = {
  write: (value) => quoted(value),
  but: "the vendor recognises names by its own model; here the words are looked for",
};

/** Domain of a mention: `http://www.example.com/`, `example.com`. X is found under both of its domains. */
export const site: FieldRule = {
  write: (value) => {
    const host = value
      .replace(/^[a-z]+:\/\//i, "")
      .replace(/^www\./i, "")
      .replace(/[/?#].*$/, "");
    if (/^(?:mobile\.)?(?:twitter|x)\.com$/i.test(host)) return "(site:twitter.com OR site:x.com)";
    return /^[\w*?-]+(?:\.[\w*?-]+)+$/.test(host) ? `site:${quoted(host)}` : null;
  },
  otherwise: "exports hold the address, not the name of a source; write site: and its domain",
};

export const title: FieldRule = { scope: "title" };
export const country: FieldRule = { to: "country" };
export const language: FieldRule = {
  write: (value) => (/^[a-z]{2}$/i.test(value) ? `lang:${value.toLowerCase()}` : null),
  otherwise: "languages are written with two letters (ISO 639-1), lang:en",
};

/** One value of a closed list to a query of ours, in lower case. */
export function oneOf(field: string, values: Readonly<Record<string, string>>, otherwise: string): FieldRule {
  const known = new Map(Object.entries(values));
  return {
    write: (value) => {
      const found = known.get(value.toLowerCase());
      return found === undefined ? null : `${field}:${found}`;
    },
    otherwise,
  };
}
