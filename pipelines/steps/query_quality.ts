import { wilsonInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import {
  type DataFrame,
  frameApply,
  frameAssign,
  frameColumn,
  frameConcat,
  frameGroups,
  frameMerge,
  frameNumbers,
  frameRows,
  frameWhere,
  type Row,
  readFrame,
} from "earshot/warehouse";
import { rounded } from "../analysis/sums.ts";

/** A unit that most coders said something of, with the size of its topic. */
interface Judged {
  sample: string;
  topic: string;
  /** 1 / the probability with which it was drawn. */
  weight: number;
  relevant: boolean;
  /** The query finds it now. */
  inside: boolean;
  /** It was drawn from what the query did not find then. */
  drawn_outside: boolean;
  /** Mentions that the query finds, and those that it could find. */
  found: number;
  all_mentions: number;
}

interface Share {
  value: number;
  low: number;
  high: number;
}

const JUDGED = `
  select sample, topic, 1 / any_value(probability) as weight,
    any_value(relevant) filter (coder = 'adjudication') as decided,
    sum(if(relevant = 'yes', 1, -1)) as margin,
    coalesce(decided = 'yes', margin > 0) as relevant,
    (mention_id, topic) in (select (mention_id, topic) from mention_topics) as inside,
    contains(any_value(stratum), ' / outside / ') as drawn_outside
  from human_labels
  where relevant is not null and mention_id in (select mention_id from mentions)
  group by sample, unit, mention_id, topic
  having decided is not null or margin <> 0
  order by topic, sample, unit`;

const SIZES = `
  with found as (select topic, count(*) as n from mention_topics group by topic),
  texts as (select count(*) as n from mentions where coalesce(text, title) is not null)
  select topics.topic, coalesce(own.n, 0) as found, if(topics.parent is null, texts.n, coalesce(whole.n, 0)) as all_mentions
  from topics cross join texts
  left join found as own on own.topic = topics.topic
  left join found as whole on whole.topic = topics.parent
  order by topics.position`;

const total = (numbers: Float64Array) => numbers.reduce((sum, number) => sum + number, 0);
const weightOf = (units: DataFrame) => total(frameNumbers(units, "weight"));
const bySample = (units: DataFrame) => frameGroups(units, ["sample"]).map(({ group }) => group);

/** Share of relevant units, weighted by 1 / probability, with Wilson's interval at the effective size. */
function shareOf(units: DataFrame): Share | null {
  if (units.shape[0] === 0) return null;
  const weights = frameNumbers(units, "weight");
  const relevant = frameColumn(units, "relevant");
  const value = total(weights.map((weight, at) => (relevant[at] ? weight : 0))) / total(weights);
  const size = total(weights) ** 2 / total(weights.map((weight) => weight ** 2));
  return { value, ...wilsonInterval(value, size) };
}

/** The same units with weights that add up to `size`. */
function standingFor(units: DataFrame, size: number): DataFrame {
  const stretch = size / weightOf(units);
  return frameAssign<Judged>(units, ({ weight }) => ({ weight: weight * stretch }));
}

/**
 * Judged units that stand for the mentions `outside` now; none without units drawn outside, for then nothing is known
 * of them. A unit drawn inside that an edit of the query has put outside stands only for what the edit has put there,
 * which the weights of a sample add up to; units drawn outside stand for the rest. A sample from outside that was drawn
 * after the edit has all of it already: its weights add up to what is outside without the moved units, and it stands alone.
 */
function standingOutside(units: DataFrame, outside: number): DataFrame {
  const drawn = frameWhere<Judged>(units, ({ inside, drawn_outside }) => !inside && drawn_outside);
  const moved = frameWhere<Judged>(units, ({ inside, drawn_outside }) => !inside && !drawn_outside);
  if (drawn.shape[0] === 0 || moved.shape[0] === 0) return drawn;
  const movedSize = weightOf(moved) / bySample(moved).length;
  const rest = outside - movedSize;
  const drawnAfter = bySample(drawn).filter((sample) => {
    const size = weightOf(sample);
    return Math.abs(size - outside) < Math.abs(size - rest);
  });
  if (drawnAfter.length > 0) return frameConcat(drawnAfter);
  return rest > 0 ? frameConcat([standingFor(moved, movedSize), standingFor(drawn, rest)]) : drawn;
}

/** Relevant mentions found, of all relevant ones: both shares projected onto the mentions there are. */
function recallOf(found: Share | null, missed: Share | null, inside: number, outside: number): Share | null {
  if (found === null || missed === null) return null;
  const recall = (hit: number, miss: number) =>
    hit * inside + miss * outside === 0 ? null : (hit * inside) / (hit * inside + miss * outside);
  const value = recall(found.value, missed.value);
  const low = recall(found.low, missed.high);
  const high = recall(found.high, missed.low);
  return value === null || low === null || high === null ? null : { value, low, high };
}

/** What the judged units of one topic say of its query. */
function qualityOf(units: DataFrame) {
  const [{ found: inside, all_mentions }] = frameRows<Judged>(units) as [Judged];
  const outside = Math.max(0, all_mentions - inside);
  const hits = frameWhere<Judged>(units, (unit) => unit.inside);
  const misses = standingOutside(units, outside);
  const precision = shareOf(hits);
  const recall = recallOf(precision, shareOf(misses), inside, outside);
  return {
    ...{ inside, outside, judged_inside: hits.shape[0], judged_outside: misses.shape[0] },
    precision: rounded(precision?.value),
    precision_low: rounded(precision?.low),
    precision_high: rounded(precision?.high),
    recall: rounded(recall?.value),
    recall_low: rounded(recall?.low),
    recall_high: rounded(recall?.high),
  };
}

export default defineStep({
  description:
    "Precision and recall of the queries from human labels. What people judged is compared with what the query finds now, " +
    "so that an edited query is measured by the same labels. Recall needs a sample from outside the topic " +
    "(`earshot label --outside`); its interval joins the far ends of both shares' and is wider than 95 %.",
  grain: "topic with labels",
  reads: ["human_labels", "mention_topics", "mentions", "topics"],
  columns: {
    topic: { type: "VARCHAR", description: "topic" },
    inside: { type: "BIGINT", description: "mentions that the query finds" },
    outside: {
      type: "BIGINT",
      description:
        "mentions with text that it does not find; of a topic inside another one, those of the outer topic",
    },
    judged_inside: {
      type: "INTEGER",
      description: "units inside of which most coders say whether they are relevant",
    },
    judged_outside: { type: "INTEGER", description: "the same outside, where recall rests on them" },
    precision: { type: "DOUBLE", description: "share of what is found that is about the topic" },
    precision_low: { type: "DOUBLE", description: "lower 95 % bound (Wilson, at the effective size)" },
    precision_high: { type: "DOUBLE", description: "upper 95 % bound" },
    recall: {
      type: "DOUBLE",
      description:
        "share of what is about the topic that is found; NULL without labels of units drawn outside",
    },
    recall_low: { type: "DOUBLE", description: "lower bound" },
    recall_high: { type: "DOUBLE", description: "upper bound" },
  },
  async run({ warehouse, rows, write }) {
    if ((await rows("from human_labels limit 1")).length === 0) return write([]);
    const [topics, judged] = [await readFrame(warehouse, SIZES), await readFrame(warehouse, JUDGED)];
    const units = frameMerge(topics, judged, { on: ["topic"], how: "inner" });
    await write(frameRows<Row>(frameApply(units, ["topic"], qualityOf)));
  },
});
