/** Half-open range of UTF-16 offsets in the query. */
export interface Place {
  start: number;
  end: number;
}

export type QueryNode =
  | And
  | Or
  | Not
  | Near
  | WordNode
  | PhraseNode
  | RawNode
  | StemNode
  | ScopeNode
  | FieldNode
  | MacroNode;

export interface And {
  type: "and";
  items: QueryNode[];
  at: Place;
}

export interface Or {
  type: "or";
  items: QueryNode[];
  at: Place;
}

export interface Not {
  type: "not";
  item: QueryNode;
  at: Place;
}

/** Positions differ by at most `distance`; `ordered`: left before right. */
export interface Near {
  type: "near";
  left: QueryNode;
  right: QueryNode;
  distance: number;
  ordered: boolean;
  at: Place;
}

/** One operand without quotes; may hold wildcards, a sign (# @ $) or characters that part words. */
export interface WordNode {
  type: "word";
  text: string;
  /** `++word`: as written, case and accents included. */
  exact: boolean;
  /** Edits allowed; 0 for none. */
  fuzzy: number;
  at: Place;
}

export interface PhraseNode {
  type: "phrase";
  text: string;
  exact: boolean;
  /** At most so many other words between; null: none and adjacent. */
  slop: number | null;
  at: Place;
}

/** The very characters, punctuation and case included. */
export interface RawNode {
  type: "raw";
  text: string;
  at: Place;
}

/** Words of the same stem or with a case ending. */
export interface StemNode {
  type: "stem";
  text: string;
  /** ISO 639-1; null: the topic's languages. */
  language: string | null;
  at: Place;
}

/** The part inside looks only at the title or only at the text. */
export interface ScopeNode {
  type: "scope";
  scope: "title" | "text";
  item: QueryNode;
  at: Place;
}

export type FieldTest =
  | { op: "is"; value: string }
  | { op: "compare"; sign: "<" | "<=" | ">" | ">=" | "="; value: string }
  | { op: "range"; low: string | null; high: string | null };

export interface FieldNode {
  type: "field";
  field: string;
  test: FieldTest;
  at: Place;
}

export interface MacroNode {
  type: "macro";
  name: string;
  at: Place;
}

/** A finding about a query. Offsets are UTF-16 units of the query text. */
export interface QueryProblem extends Place {
  severity: "error" | "warning";
  message: string;
  rule: string;
  hint?: string;
}
