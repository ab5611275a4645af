/** One published table: what of it may be seen under the public profile, and which cells may be too small. */
export interface Publication {
  name: string;
  /** Tables that must exist; default: the table of the same name. */
  reads?: readonly string[];
  /** Columns under the public profile. A column that is not listed is never published there. */
  columns: readonly string[];
  /** Where the rows come from when it is not simply the table. */
  from?: string;
  /** `from` reads what `mention-counts.ts` counts. */
  counted?: boolean;
  /**
   * Rows with few authors are emptied of these columns: authors counted per period and topic, or by the table's own
   * `authors` (`day`: complemented within a period; `row`: within period, topic and dimension; `linked`: see
   * `linked-tables.ts`).
   */
  small?: { by: "period" | "day" | "row" | "linked"; empty: readonly string[] };
  /** Rows in which this column counts one to four people lose these columns under the public profile, the others stay. */
  few?: { by: string; empty: readonly string[] };
  /**
   * Worked out by a model of all days of a campaign up to the column `until`: these columns go where one of those days is
   * hidden, of the topic or of one that it is `compared_with`, for residuals add up to nothing.
   */
  modelled?: { until: string; empty: readonly string[] };
  /** Copied from cells of tables before it: a row goes where its cell, or the one it is compared with, was withheld. */
  follows?: boolean;
  /** Text columns (or JSON) written by analysis that may quote mentions; redacted under the public profile. */
  quoting?: readonly string[];
  /** Text columns in which only these values stay under the public profile; any other becomes empty. */
  only?: { columns: readonly string[]; values: ReadonlySet<string> };
  /** Rows in which this column counts one to four authors, or nobody counted, are left out under the public profile. */
  fewest?: string;
  /** Counts that tell no more than an order of magnitude: rounded up to the next five under the public profile. */
  roundedUp?: readonly string[];
  /** Not published at all under the public profile. */
  internalOnly?: boolean;
}
