import { CARE_PUBLICATIONS } from "./care-publications.ts";
import { GROUP_PUBLICATIONS } from "./group-publications.ts";
import type { Publication } from "./publication.ts";
import { EMOTIONS, QUOTES, SHARE_CHANGE_POINTS, SPIKES, THEME_PERIODS, THEMES } from "./publication-sql.ts";
import { FEWEST_JUDGED } from "./query-quality.ts";

const INTERVAL = ["low", "high"];

/** One to four people behind the cause of a spike: only its kind is told. */
const FEW_BEHIND_CAUSE = {
  by: "cause_authors",
  empty: ["cause", "cause_share", "cause_mentions", "cause_authors", "cause_value"],
};

/** Everything that is published from tables, in this order. Mentions for the feed are prepared in `feed-data.ts`. */
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
  {
    name: "label_quality",
    from: `select * from label_quality where units >= ${FEWEST_JUDGED} order by sample, language <> 'all', units desc, language`,
    columns: [
      ..."sample language units coders coded_twice alpha alpha_low alpha_high reading compared".split(" "),
      ..."accuracy macro_f1 recall_negative recall_neutral recall_positive".split(" "),
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
      ..."cause_mentions cause_authors cause_value terms authors period mode".split(" "),
    ],
    quoting: ["cause", "terms"],
    fewest: "authors",
    few: FEW_BEHIND_CAUSE,
    follows: true,
  },
  {
    name: "spikes_hourly",
    from: "select * replace (strftime(hour, '%Y-%m-%d %H:%M') as hour) from spikes_hourly",
    columns: [
      ..."hour topic view direction observed expected q_value cause_kind cause_mentions".split(" "),
      ..."cause_authors cause_value terms authors period".split(" "),
    ],
    quoting: ["terms"],
    fewest: "authors",
    few: FEW_BEHIND_CAUSE,
    // Exact counts of hours would add up to hidden days; the words of `cause` hold them.
    roundedUp: ["observed", "cause_mentions", "cause_authors", "authors"],
  },
  {
    name: "share_change_points",
    reads: ["share_change_points", "topics"],
    from: SHARE_CHANGE_POINTS,
    columns: "date topic view measure before after".split(" "),
  },
  { name: "change_points", columns: ["date", "topic", "view", "before", "after", "confidence"] },
  {
    name: "trend",
    columns: [
      ..."topic view slope_per_week low high p_value n_days direction since level_before level_after".split(
        " ",
      ),
    ],
  },
  {
    name: "weekday_rhythm",
    // Means of weekdays would add up to hidden days.
    columns: ["topic", "view", "weekday", "extreme", "p_value", "weeks"],
  },
  {
    name: "emerging_terms",
    columns: "period topic term kind count before log_odds z q_value authors".split(" "),
    quoting: ["term"],
  },
  {
    name: "distinctive_terms",
    // Pages show the whole time; what it has more than its periods may be one person's.
    from: "select * from distinctive_terms where period = 'all'",
    columns: "period topic term kind count others log_odds z q_value authors".split(" "),
    quoting: ["term"],
  },
  {
    name: "themes",
    reads: ["themes", "mentions"],
    from: THEMES,
    columns: [..."period topic theme terms texts authors net".split(" "), ...INTERVAL, "interval"],
    quoting: ["theme", "terms"],
    fewest: "authors",
    // Of a theme of the whole time and the same one of a period, exact counts would tell of the few between them.
    roundedUp: ["texts", "authors"],
  },
  {
    name: "theme_periods",
    from: THEME_PERIODS,
    columns: ["period", "topic", "theme", "share", ...INTERVAL, "clear", "authors"],
    quoting: ["theme"],
    fewest: "authors",
    roundedUp: ["authors"],
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
  ...CARE_PUBLICATIONS,
  ...GROUP_PUBLICATIONS,
  {
    name: "warnings",
    columns: ["period", "topic", "level", "negative_share", "baseline", "low", "n", "usual_high", "interval"],
  },
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
  {
    name: "quotes",
    reads: ["top_posts", "mentions", "topic_mentions"],
    from: QUOTES,
    columns: [],
    internalOnly: true,
  },
];
