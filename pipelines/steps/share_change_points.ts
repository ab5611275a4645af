import { findChangePoints } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { type Cell, type DataFrame, frameApply, frameNumbers, frameRows, readFrame } from "earshot/warehouse";
import { rounded } from "../analysis/sums.ts";

/** A day's share of fewer mentions says next to nothing of its level. */
const FEWEST_A_DAY = 10;
/** A series of which less is known has no level to change. */
const FEWEST_DAYS = 28;
/** Change points are told where this is certain. */
const LEAST_CONFIDENCE = 0.95;

/**
 * Per topic and view the daily share of the panel's mentions that are the topic's (fractional counting), and of its scored
 * mentions that are negative; y of x, a row per day, days in order.
 */
const SHARES = `
  with views as (select unnest(['all', 'originals']) as view),
  counted as (
    select published_on as date, topic, category, role, is_original, exact_sum(weight) as weight,
      count(*) filter (where label = 'negative') as negative, count(*) filter (where label <> 'not_scored') as scored
    from topic_mentions group by all
  ),
  own as (
    select view, date, topic, category, role, sum(weight) as weight, sum(negative) as negative, sum(scored) as scored
    from counted inner join views on view = 'all' or is_original
    group by all
  ),
  panels as (
    select view, date, category, exact_sum(weight) as weight
    from own where role in ('own', 'competitor') group by all
  ),
  spine as (
    select views.view, days.date, days.period, days.partial or days.gap as masked, topics.topic, topics.category,
      topics.role in ('own', 'competitor') as in_panel, topics.position
    from days cross join topics cross join views
  ),
  measured as (
    select spine.*, 'share_of_voice' as measure, coalesce(own.weight, 0) as y, coalesce(panels.weight, 0) as x
    from spine
    left join own on own.view = spine.view and own.date = spine.date and own.topic = spine.topic
    left join panels on panels.view = spine.view and panels.date = spine.date and panels.category = spine.category
    where in_panel
    union all
    select spine.*, 'negative_share', coalesce(own.negative, 0), coalesce(own.scored, 0)
    from spine left join own on own.view = spine.view and own.date = spine.date and own.topic = spine.topic
  )
  select topic, measure, view, date, period, y::double as y, x::double as x, masked or x < ${FEWEST_A_DAY} as masked
  from measured order by position, measure, view, date`;

/** Change points of one series; a row for each. */
function changesOf(days: DataFrame): Record<string, Cell>[] {
  const masked = frameNumbers(days, "masked");
  if (masked.filter((out) => out === 0).length < FEWEST_DAYS) return [];
  const [x, y] = [frameNumbers(days, "x"), frameNumbers(days, "y")];
  const shares = y.map((part, day) => (x[day]! > 0 ? part / x[day]! : Number.NaN));
  const rows = frameRows(days);
  return findChangePoints(shares, { kind: "values", period: 7, mask: masked })
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .map(({ index, before, after, confidence }) => ({
      ...{ date: rows[index]!["date"]!, period: rows[index]!["period"]! },
      before: rounded(before),
      after: rounded(after),
      confidence: rounded(confidence),
    }));
}

export default defineStep({
  description:
    "Days from which the level of a topic's daily share is another one for good: its share of voice (fractional counting) and the " +
    "negative share of its scored mentions. Found as in `change_points`; days with fewer than 10 mentions, gap and partial days " +
    "take no part, and fewer than 28 other days say nothing.",
  grain: "change point of a share",
  reads: ["topic_mentions", "topics", "days"],
  columns: {
    date: { type: "DATE", description: "first day of the new level" },
    topic: { type: "VARCHAR", description: "topic" },
    measure: { type: "VARCHAR", description: "share_of_voice or negative_share" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    before: { type: "DOUBLE", description: "median daily share before it, 0 to 1" },
    after: { type: "DOUBLE", description: "median daily share from then on" },
    confidence: { type: "DOUBLE", description: "0 to 1; at least .95" },
    period: { type: "VARCHAR", description: "reporting period of the day" },
  },
  async run({ warehouse, write }) {
    const shares = await readFrame(warehouse, SHARES);
    await write(frameRows(frameApply(shares, ["topic", "measure", "view"], changesOf)));
  },
});
