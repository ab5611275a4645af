import {
  AUDIENCES,
  breakdownSql,
  CARE,
  EMOTIONS,
  LANGUAGES,
  MENTION_CELLS,
  RESPONSE_TIMES,
  SPIKES,
  THEMES,
} from "./publication-sql.ts";
import { FEWEST_JUDGED } from "./query-quality.ts";

/** One published table: what of it may be seen under the public profile, and which cells may be too small. */
export interface Publication {
  name: string;
  /** Tables that must exist; default: the table of the same name. */
  reads?: readonly string[];
  /** Columns under the public profile. A column that is not listed is never published there. */
  columns: readonly string[];
  /** Where the rows come from when it is not simply the table. */
  from?: string;
  /**
   * Rows with few authors are emptied of these columns: authors counted per period and topic, or by the table's own
   * `authors` (`day`: complemented within a period; `row`: within period, topic and dimension; `linked`: see
   * `linked-tables.ts`).
   */
  small?: { by: "period" | "day" | "row" | "linked"; empty: readonly string[] };
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

const INTERVAL = ["low", "high"];

/** Everything that is published from tables, in this order. Mentions for the feed are prepared in `feed-data.ts`. */
const RESPONSE_FIGURES = [
  ..."threads answered median_minutes median_low median_high p90_minutes".split(" "),
  ..."within_hour within_hour_low within_hour_high".split(" "),
];

const CARE_FIGURES = [
  ..."mentions judged leads complaints questions complaint_share complaint_low complaint_high".split(" "),
  ..."lead_share lead_low lead_high".split(" "),
];

export const PUBLICATIONS: readonly Publication[] = [
  {
    name: "study",
    columns: ["title", "time_zone", "period_every", "period_from", "period_to", "profile", "language"],
  },
  {
    name: "topics",
    columns: ["topic", "label", "role", "category", "parent", "query", "position"],
  },
  {
    name: "query_quality",
    from: `select * from query_quality where judged_inside >= ${FEWEST_JUDGED}`,
    columns: [
      ..."topic judged_inside judged_outside precision precision_low precision_high".split(" "),
      ..."recall recall_low recall_high".split(" "),
    ],
  },
  { name: "targets", columns: ["topic", "metric", "at_least", "at_most"] },
  { name: "campaigns", columns: ["id", "campaign", "label", "topic", "from", "to", "starts_on", "ends_on"] },
  { name: "periods", columns: ["period", "starts_on", "ends_on", "position", "partial", "covered_days"] },
  {
    name: "import_ledger",
    columns: [
      ..."file sha256 format encoding rows_read mentions duplicates rejected not_posts first_at last_at".split(
        " ",
      ),
      ..."zone zone_evidence unmapped_columns".split(" "),
    ],
  },
  {
    name: "rejected_reasons",
    reads: ["rejected_rows"],
    from: "select file, reason, count(*) as rows from rejected_rows group by all",
    columns: ["file", "reason", "rows"],
  },
  { name: "rejected_rows", columns: [], internalOnly: true },
  {
    name: "duplicate_reasons",
    reads: ["duplicate_rows"],
    from: "select file, reason, count(*) as rows from duplicate_rows group by all",
    columns: ["file", "reason", "rows"],
  },
  {
    name: "coverage_daily",
    columns: ["source", "vendor", "platform", "date", "mentions", "partial", "gap"],
    // Exact counts of a channel's days would add up to its hidden periods.
    roundedUp: ["mentions"],
  },
  {
    name: "volume_daily",
    columns: ["date", "topic", "view", "mentions", "authors", "engagement", "partial", "gap"],
    small: { by: "day", empty: ["mentions", "authors", "engagement"] },
  },
  {
    name: "share_of_voice",
    columns: [
      ..."period topic view basis counting numerator denominator share category leads".split(" "),
      ...INTERVAL,
    ],
    small: { by: "period", empty: ["numerator", "share", ...INTERVAL, "leads"] },
  },
  {
    name: "net_sentiment",
    columns: [
      ..."period topic view negative neutral positive not_scored net".split(" "),
      ...INTERVAL,
      "interval",
    ],
    small: { by: "period", empty: ["negative", "neutral", "positive", "not_scored", "net", ...INTERVAL] },
  },
  {
    name: "topic_emotions",
    reads: ["topic_emotions", "topics"],
    from: EMOTIONS,
    columns: ["period", "topic", "emotion", "share", ...INTERVAL, "method", "people"],
    fewest: "people",
  },
  {
    name: "spikes",
    reads: ["spikes", "volume_daily"],
    from: SPIKES,
    columns: [
      ..."date topic view direction observed expected low high q_value cause cause_kind cause_share".split(
        " ",
      ),
      ..."cause_mentions cause_value terms authors period mode".split(" "),
    ],
    quoting: ["cause", "terms"],
    fewest: "authors",
    follows: true,
  },
  { name: "change_points", columns: ["date", "topic", "view", "before", "after", "confidence"] },
  { name: "trend", columns: ["topic", "view", "slope_per_week", ...INTERVAL, "p_value", "n_days"] },
  {
    name: "emerging_terms",
    columns: "period topic term kind count before log_odds z q_value authors".split(" "),
    quoting: ["term"],
  },
  {
    name: "distinctive_terms",
    columns: "period topic term kind count others log_odds z q_value authors".split(" "),
    quoting: ["term"],
  },
  {
    name: "themes",
    from: THEMES,
    columns: [..."period topic terms texts authors net".split(" "), ...INTERVAL, "interval"],
    quoting: ["terms"],
    fewest: "authors",
  },
  {
    name: "changes",
    columns: [
      ..."period before_period topic view metric basis counting value before difference".split(" "),
      ...INTERVAL,
      ..."clear method".split(" "),
    ],
    small: { by: "period", empty: ["value", "before", "difference", ...INTERVAL] },
    follows: true,
  },
  {
    name: "target_status",
    columns: ["topic", "metric", "period", "at_least", "at_most", "value", ...INTERVAL, "status", "partial"],
    small: { by: "period", empty: ["value", ...INTERVAL] },
    follows: true,
  },
  {
    name: "campaign_effects",
    columns: [
      ..."campaign label topic view effect low high p_value level slope_per_week observed expected".split(
        " ",
      ),
      ..."n_before n_during compared_with verdict".split(" "),
    ],
  },
  {
    name: "response_times",
    from: RESPONSE_TIMES,
    columns: ["period", "topic", ...RESPONSE_FIGURES],
    small: { by: "period", empty: RESPONSE_FIGURES },
  },
  {
    name: "care",
    from: CARE,
    columns: ["period", "topic", "view", ...CARE_FIGURES],
    small: { by: "period", empty: CARE_FIGURES },
  },
  {
    name: "breakdown",
    reads: ["topic_mentions"],
    from: breakdownSql(),
    columns: "period topic dimension value mentions authors".split(" "),
    small: { by: "linked", empty: ["mentions", "authors"] },
  },
  {
    name: "mention_cells",
    reads: ["topic_mentions"],
    from: MENTION_CELLS,
    columns: "period topic dimension platform language label mentions authors".split(" "),
    small: { by: "linked", empty: ["mentions", "authors"] },
  },
  {
    name: "audiences",
    reads: ["topic_mentions"],
    from: AUDIENCES,
    columns: "period topic dimension value mentions authors engagement position".split(" "),
    small: { by: "row", empty: ["mentions", "authors", "engagement"] },
  },
  {
    name: "languages",
    reads: ["mentions", "mention_language", "mention_sentiment"],
    from: LANGUAGES,
    columns: "period topic dimension language mentions authors scored not_scored model".split(" "),
    small: { by: "row", empty: ["mentions", "authors", "scored", "not_scored"] },
  },
  { name: "warnings", columns: ["period", "topic", "level", "negative_share", "baseline", "low", "n"] },
  {
    name: "figures",
    columns: [
      ..."id topic period value".split(" "),
      ...INTERVAL,
      ..."numerator denominator unit definition step".split(" "),
    ],
    small: { by: "period", empty: ["value", ...INTERVAL, "numerator", "denominator"] },
    follows: true,
  },
  { name: "voices", columns: [], internalOnly: true },
];
