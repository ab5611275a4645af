import { defineStep } from "earshot/steps";
import { rounded } from "../analysis/sums.ts";

interface Measured {
  metric: string;
  topic: string;
  period: string;
  value: number | null;
  low: number | null;
  high: number | null;
  numerator: number | null;
  denominator: number | null;
  step: string;
  method: string | null;
  partial: boolean;
  unit: string;
  definition: string;
}

/** Every headline number with its parts, as one relation. */
const MEASURED = `
  with volumes as (
    select period, topic, view, sum(mentions)::bigint as mentions
    from volume_daily group by all
  ),
  shares as (
    select *, case when basis <> 'mentions' then 'sov_' || basis when view = 'originals' then 'sov_originals' else 'sov' end as metric
    from share_of_voice
    where counting = 'fractional' and (view = 'all' or basis = 'mentions')
  )
  select if(view = 'all', 'volume', 'volume_originals') as metric, topic, period, mentions::double as value,
    null as low, null as high, mentions::double as numerator, null as denominator, 'volume_daily' as step, 'count' as method
  from volumes
  union all
  select metric, topic, period, share, low, high, numerator, denominator, 'share_of_voice', method from shares
  union all
  select if(view = 'all', 'net', 'net_originals'), topic, period, net, low, high, positive - negative,
    positive + neutral + negative, 'net_sentiment', method
  from net_sentiment
  union all
  select 'negative_share', topic, period, negative_share, negative_low, negative_high, negative,
    positive + neutral + negative, 'net_sentiment', method
  from net_sentiment where view = 'all'
  union all
  select metric || if(view = 'originals', '_originals', '') || if(basis = 'mentions', '', '_' || basis) || '_change',
    topic, period, difference, low, high, value, before, 'changes', method
  from changes
  where coalesce(counting, 'fractional') = 'fractional' and (view = 'all' or basis = 'mentions')`;

export default defineStep({
  description:
    "Headline numbers, each with its definition, its parts, its interval and the step it came from. The id is " +
    "`<metric>.<topic>.<period>`; `<metric>_change` is the difference from the period before, its numerator and " +
    "denominator being the values of the two periods. NULL where there is too little to say.",
  grain: "headline number",
  reads: ["volume_daily", "share_of_voice", "net_sentiment", "changes", "definitions", "topics", "periods"],
  columns: {
    id: { type: "VARCHAR", description: "<metric>.<topic>.<period>" },
    topic: { type: "VARCHAR", description: "topic" },
    period: { type: "VARCHAR", description: "reporting period" },
    value: { type: "DOUBLE", description: "the number; shares and net sentiment as fractions of 1" },
    low: { type: "DOUBLE", description: "lower 95 % bound; NULL for a plain count" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    numerator: { type: "DOUBLE", description: "numerator; of a change: the value of the period" },
    denominator: { type: "DOUBLE", description: "denominator; of a change: the value of the period before" },
    unit: { type: "VARCHAR", description: "mentions, share, net, or points of these" },
    definition: { type: "VARCHAR", description: "what the number means, in words" },
    step: { type: "VARCHAR", description: "the table it came from" },
    metric: { type: "VARCHAR", description: "first part of the id" },
    method: {
      type: "VARCHAR",
      description: "how the interval was made: clustered, wilson, count, too_few, partial",
    },
    partial: { type: "BOOLEAN", description: "the data does not cover the whole period" },
  },
  async run({ rows, write }) {
    const measured = await rows<Measured>(
      `select measured.*, periods.partial, coalesce(definitions.unit, '') as unit,
         if(ends_with(measured.metric, '_change'), 'Change against the period before. ', '') || coalesce(definitions.definition, '') as definition
       from (${MEASURED}) as measured
       inner join topics using (topic) inner join periods using (period)
       left join definitions on definitions.metric = regexp_replace(measured.metric, '_change$', '')
       order by periods.position, topics.position, measured.metric`,
    );
    await write(
      measured.map((row) => ({
        ...row,
        id: `${row.metric}.${row.topic}.${row.period}`,
        value: rounded(row.value),
        low: rounded(row.low),
        high: rounded(row.high),
        numerator: rounded(row.numerator),
        denominator: rounded(row.denominator),
      })),
    );
  },
});
