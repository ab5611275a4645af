import { defineStep } from "earshot/steps";

interface Judged {
  topic: string;
  metric: string;
  period: string;
  at_least: number | null;
  at_most: number | null;
  value: number | null;
  low: number | null;
  high: number | null;
  /** The period is not over, or misses days. */
  incomplete: boolean;
}

/**
 * met and not met need the whole interval on one side; a count is judged as it is. A count of a period that is not over,
 * or misses days, can only grow: what it has reached it has reached, the rest cannot be said yet.
 */
function statusOf({ metric, value, low, high, at_least, at_most, incomplete }: Judged): string {
  if (value === null) return "too_few";
  const open = metric === "mentions" && incomplete;
  const [bottom, top] = [low ?? value, open ? Number.POSITIVE_INFINITY : (high ?? value)];
  const least = at_least ?? Number.NEGATIVE_INFINITY;
  const most = at_most ?? Number.POSITIVE_INFINITY;
  if (bottom >= least && top <= most) return "met";
  return top < least || bottom > most ? "not_met" : "unclear";
}

export default defineStep({
  description:
    "Targets of study.yaml per period: met or not_met where the whole 95 % interval lies on one side, unclear where it " +
    "does not, too_few where there is no figure. Mentions of a period that is not over, or misses days, are unclear until the " +
    "target is reached: the days that are not known can only add to them.",
  grain: "target and period",
  reads: ["targets", "figures", "periods", "response_times"],
  columns: {
    topic: { type: "VARCHAR", description: "topic" },
    metric: {
      type: "VARCHAR",
      description: "net_sentiment, share_of_voice, mentions or response_within_hour",
    },
    period: { type: "VARCHAR", description: "reporting period" },
    at_least: { type: "DOUBLE", description: "reached at this value or above" },
    at_most: { type: "DOUBLE", description: "reached at this value or below" },
    value: { type: "DOUBLE", description: "value of the period" },
    low: { type: "DOUBLE", description: "lower 95 % bound" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    status: { type: "VARCHAR", description: "met, not_met, unclear or too_few" },
    partial: { type: "BOOLEAN", description: "the data does not cover the whole period" },
  },
  async run({ rows, write }) {
    const judged = await rows<Judged & { partial: boolean }>(`
      with named as (
        select topic, period, value, low, high,
          case metric when 'net' then 'net_sentiment' when 'sov' then 'share_of_voice' when 'volume' then 'mentions' end as metric
        from figures where metric in ('net', 'sov', 'volume')
        union all
        select topic, period, within_hour, within_hour_low, within_hour_high, 'response_within_hour' from response_times where need = 'any'
      )
      select targets.topic, targets.metric, periods.period, periods.partial,
        periods.partial or periods.gap_days > 0 as incomplete, at_least, at_most, value, low, high
      from targets cross join periods
      left join named using (topic, metric, period)
      order by targets.topic, targets.metric, periods.position`);
    await write(
      judged.map(({ incomplete, ...row }) => ({ ...row, status: statusOf({ ...row, incomplete }) })),
    );
  },
});
