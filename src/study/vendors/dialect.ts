/** What becomes of a vendor's field. */
export type FieldRule =
  /** Another name, the value as it is. */
  | { to: string }
  /** A text of our language made of the value; null where this value has no counterpart. */
  | { write: (value: string) => string | null }
  /** No counterpart: why. */
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
  /** `"a b"~n` also finds the words in another order. */
  looseTilde: boolean;
}

const quoted = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;

export const bareName = (value: string) => value.replace(/^[@#]/, "");

export const hashtag: FieldRule = { write: (value) => `#${bareName(value)}` };
export const handle: FieldRule = { write: (value) => `@${bareName(value)}` };
export const author: FieldRule = { write: (value) => `author:${quoted(bareName(value))}` };

/** A domain out of what vendors write: `http://www.example.com/`, `example.com`. */
export const site: FieldRule = {
  write: (value) =>
    `site:${quoted(
      value
        .replace(/^[a-z]+:\/\//i, "")
        .replace(/^www\./i, "")
        .replace(/[/?#].*$/, ""),
    )}`,
};

export const title: FieldRule = { to: "title" };
export const language: FieldRule = {
  write: (value) => (/^[a-z]{2}$/i.test(value) ? `lang:${value.toLowerCase()}` : null),
};

/** One value of a closed list to a field of ours. */
export function oneOf(field: string, values: Readonly<Record<string, string>>): FieldRule {
  const known = new Map(Object.entries(values));
  return {
    write: (value) => {
      const found = known.get(value.toLowerCase());
      return found === undefined ? null : `${field}:${found}`;
    },
  };
}

export const NO_SENTIMENT: FieldRule = {
  drop: "sentiment is worked out after the topic is found; filter the tables by label",
};
export const NO_PLACE: FieldRule = { drop: "exports hold no place finer than the country" };
export const NO_COLUMN: FieldRule = { drop: "exports do not hold it" };
