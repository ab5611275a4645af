import type { StepContext } from "earshot/steps";

/** What a campaign may move: mentions a day, the net sentiment of them, and the share of voice in the panel. */
export const MEASURES = ["mentions", "net_sentiment", "share_of_voice"] as const;
export type Measure = (typeof MEASURES)[number];

/** A topic in one view, day by day on a regular spine. */
export interface TopicDays {
  topic: string;
  view: string;
  role: string;
  category: string;
  /** `YYYY-MM-DD` */
  dates: string[];
  periods: string[];
  /** Gap days and partial days. */
  masked: boolean[];
  mentions: number[];
  /** Mentions that were scored, and positive minus negative ones. */
  scored: number[];
  balance: number[];
  /** The same of the other topics of the panel together. */
  others_scored: number[];
  others_balance: number[];
  /** Mentions in fractional counting, of the topic and of its panel; 0 for a topic that is in none. */
  weight: number[];
  panel: number[];
}

const LISTED = [
  ..."mentions scored balance others_scored others_balance weight panel"
    .split(" ")
    .map((name) => `list(${name}::double order by date) as ${name}`),
].join(", ");

const DAYS_SQL = `
  with views as (select unnest(['all', 'originals']) as view),
  counted as (
    select published_on as date, topic, is_original, count(*) as mentions, exact_sum(weight) as weight,
      count(*) filter (where label <> 'not_scored') as scored,
      count(*) filter (where label = 'positive') - count(*) filter (where label = 'negative') as balance
    from topic_mentions group by all
  ),
  own as (
    select view, date, topic, sum(mentions) as mentions, sum(weight) as weight, sum(scored) as scored, sum(balance) as balance
    from counted inner join views on view = 'all' or is_original group by all
  ),
  spine as (
    select views.view, days.date, days.period, days.partial or days.gap as masked, topics.topic, topics.role,
      topics.category, topics.position, topics.role in ('own', 'competitor') as in_panel,
      coalesce(mentions, 0) as mentions, coalesce(scored, 0) as scored, coalesce(balance, 0) as balance,
      if(in_panel, coalesce(weight, 0), 0) as weight
    from days cross join topics cross join views
    left join own on own.view = views.view and own.date = days.date and own.topic = topics.topic
  ),
  panels as (
    select view, date, category, sum(scored) as scored, sum(balance) as balance, exact_sum(weight) as weight
    from spine where in_panel group by all
  ),
  beside as (
    select spine.*, coalesce(panels.scored, 0) - if(in_panel, spine.scored, 0) as others_scored,
      coalesce(panels.balance, 0) - if(in_panel, spine.balance, 0) as others_balance,
      if(in_panel, coalesce(panels.weight, 0), 0) as panel
    from spine left join panels using (view, date, category)
  )
  select topic, view, role, category, list(date::varchar order by date) as dates,
    list(period order by date) as periods, list(masked order by date) as masked, ${LISTED}
  from beside group by topic, view, role, category, position order by position, view`;

/** Every topic and view, in the order of study.yaml. */
export function topicDays(rows: StepContext<unknown>["rows"]): Promise<TopicDays[]> {
  return rows<TopicDays>(DAYS_SQL);
}

/** One measure of a topic as a series, on the scale on which effects are worked out. */
export interface MeasureSeries {
  /** NaN where the day says nothing. */
  values: number[];
  weights?: number[];
  comparison: number[][];
}

const without = (days: TopicDays, values: readonly number[]) =>
  values.map((value, at) => (days.masked[at] ? Number.NaN : value));

/**
 * Weights of daily ratios of unequal numbers: n by n plus its median, as where half of a usual day's scatter is the number of
 * its mentions, and half the day itself.
 */
function ratioWeights(n: readonly number[]): number[] {
  const known = n.filter((value) => value > 0).toSorted((a, b) => a - b);
  const usual = known[known.length >> 1] ?? 1;
  return n.map((value) => value / (value + usual));
}

const ratios = (part: readonly number[], whole: readonly number[]) =>
  whole.map((n, at) => (n > 0 ? part[at]! / n : Number.NaN));

/** The topics of the panel that stand for what would have happened anyway. */
export function competitorsOf(all: readonly TopicDays[], own: TopicDays): TopicDays[] {
  return all.filter(
    ({ topic, view, role, category }) =>
      topic !== own.topic &&
      view === own.view &&
      category === own.category &&
      (role === "own" || role === "competitor"),
  );
}

/** Mentions as log(1 + mentions a day); shares as they are. Share of voice has the others in its denominator already. */
export function measureSeries(all: readonly TopicDays[], own: TopicDays, measure: Measure): MeasureSeries {
  if (measure === "mentions") {
    const logCounts = (days: TopicDays) => without(days, days.mentions.map(Math.log1p));
    return { values: logCounts(own), comparison: competitorsOf(all, own).map(logCounts) };
  }
  if (measure === "share_of_voice") {
    const values = without(own, ratios(own.weight, own.panel));
    return { values, weights: ratioWeights(own.panel), comparison: [] };
  }
  return {
    values: without(own, ratios(own.balance, own.scored)),
    weights: ratioWeights(own.scored),
    comparison: [without(own, ratios(own.others_balance, own.others_scored))],
  };
}
