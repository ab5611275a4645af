import { ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { EMOTIONS } from "earshot/text";
import { modelHeader } from "earshot/warehouse";
import { rounded, type SumsRow, sumsOf } from "../analysis/sums.ts";
import { emotionModel } from "../analysis/text-models.ts";

interface EmotionRow extends SumsRow {
  period: string;
  topic: string;
  view: string;
  emotion: string;
  [column: string]: string | number;
}

/** Sums over authors: y = emotional mentions with the emotion, x = emotional mentions. */
const sums = (thresholds: readonly number[]) => `
  with emotional as (
    select period, topic, views.view, author_key, mention_emotion.*
    from topic_mentions
    inner join mention_emotion using (mention_id)
    inner join (values ('all'), ('originals')) as views (view) on views.view = 'all' or topic_mentions.is_original
    where label in ('negative', 'positive')
  ),
  authors as (
    select period, topic, view, author_key, emotion, sum(there::integer)::double as y, count(*)::double as x
    from (
      select period, topic, view, author_key,
        unnest([${EMOTIONS.map((emotion, k) => `{emotion: '${emotion}', there: p_${emotion} >= ${thresholds[k] ?? 0.5}}`).join(", ")}],
          recursive := true)
      from emotional
    )
    group by all
  ),
  whole as (
    select period, topic, view, emotion, sum(y) as all_y, sum(x) as all_x from authors group by all
  )
  select period, topic, view, emotion, any_value(all_y) as y, any_value(all_x) as x, count(*) as n, sum(x * x) as x2,
    count(*) filter (where y > 0) as with_property, count(*) filter (where y < x) as without_property,
    coalesce(sum(pow((y - all_y / all_x * x) / nullif(all_x - x, 0), 2)), 0) as influence2,
    sum(pow(x, 1.4)) as spread, sum(pow(x, 2.8)) as spread2
  from whole inner join authors using (period, topic, view, emotion)
  group by all
  order by all`;

export default defineStep({
  description:
    "Shares of emotions among the emotional mentions (negative or positive) of a topic, with 95 % intervals clustered by author. " +
    "A mention may show several emotions or none of the eight. The classifier's errors are not in the interval: compare topics and " +
    "periods, not emotions with one another. No rows unless study.yaml says `emotions: true`.",
  grain: "period, topic, view and emotion",
  reads: ["topic_mentions", "mention_emotion"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    emotion: { type: "VARCHAR", description: "one of eight (Plutchik's)" },
    mentions: { type: "BIGINT", description: "emotional mentions with the emotion" },
    emotional: {
      type: "BIGINT",
      description: "negative and positive mentions in languages that the model knows",
    },
    share: { type: "DOUBLE", description: "mentions / emotional; NULL where too few" },
    low: { type: "DOUBLE", description: "lower 95 % bound, sampling only" },
    high: { type: "DOUBLE", description: "upper 95 % bound, sampling only" },
    authors: { type: "BIGINT", description: "authors of emotional mentions" },
    authors_with: { type: "BIGINT", description: "authors of emotional mentions with the emotion" },
    authors_without: { type: "BIGINT", description: "authors of emotional mentions without it" },
    method: { type: "VARCHAR", description: "clustered, wilson or too_few" },
  },
  async run({ workspace, rows, write }) {
    const { thresholds } = modelHeader<{ thresholds: number[] }>(emotionModel(workspace));
    const found = await rows<EmotionRow>(sums(thresholds));
    await write(
      found.map((row) => {
        const share = ratioInterval(sumsOf(row), { scale: "share" });
        const { period, topic, view, emotion } = row;
        return {
          ...{ period, topic, view, emotion, mentions: row.y, emotional: row.x },
          share: rounded(share.value),
          low: rounded(share.low),
          high: rounded(share.high),
          authors: row.n,
          authors_with: row.with_property,
          authors_without: row.without_property,
          method: share.method,
        };
      }),
    );
  },
});
