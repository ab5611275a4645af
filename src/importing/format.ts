import type { ElementLists } from "./json-elements.ts";
import type { Target } from "./targets.ts";

/** SQL expressions for what the mapping language cannot say; `col` gives a column's trimmed text or `null`. */
export type SqlMapping = (col: (name: string) => string) => string;

/** One export format, described: nothing in it is code that runs per row. */
export interface Format {
  /** Lower-case kebab; written in the ledger and in `sources: format:`. */
  id: string;
  label: string;
  /** Raise it when the description changes what rows become: files of this format are then read again. */
  version: number;
  vendor: string;
  shape: "table" | "json";
  /**
   * Column names (tables) or key paths (JSON, `a.b`, arrays as `a[]`) that must all be there; one of several
   * alternatives suffices. Compared without case and with white space squeezed.
   */
  signature: string[][];
  /** Names whose presence says that it is another format. */
  absent?: string[];
  /** JSON: path of the list that holds the mentions inside each line or document; absent: each value is one. */
  records?: string[];
  /** Mention column → mapping expression (see mapping.ts) or SQL. */
  columns: Partial<Record<Target, string | SqlMapping>>;
  /** Texts that stand for nothing, such as `-` or `Unknown`; the empty text always does. */
  nulls?: string[];
  /** Time formats of `published_at`, tried in order; absent: found from the values. */
  times?: string[];
  /** Zone of times without offset when no id proves one; absent: the study's, and said to be assumed. */
  zone?: string;
  /** Moment (TIMESTAMP, UTC) that an id of the row holds, as SQL; X ids are looked at in any case. */
  proof?: SqlMapping;
  /**
   * Conditions (SQL) under which a row is no mention, with the reason it is rejected for. `noPost`: a sound record
   * that the format has besides posts (a like, a service message, a deletion), which is no fault of the file.
   */
  rejects?: { reason: string; noPost?: true; when: SqlMapping }[];
  /** Columns never kept: traces of the researcher. */
  drop?: string[];
  /** JSON: the part of each value that is kept for `extras`; absent: all of it. */
  keep?: string;
  /**
   * For mentions that need what stands around them, instead of `records`: a select that turns
   * `import_values(value, json, page)` into `(value, element, json)`, one mention each. `elements` says where they lie, so
   * that they can be counted without it; `element` numbers those of one value in the order of the text, from 1.
   */
  prepare?: { select: string; elements: ElementLists };
  /** What the vendor's numbers mean, for docs/formats.md and `earshot formats`. */
  note?: string;
}
