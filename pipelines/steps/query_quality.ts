import { wilsonInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { groupRows } from "../analysis/groups.ts";
import { rounded } from "../analysis/sums.ts";

interface Judged {
  sample: string;
  topic: string;
  probability: number;
  relevant: boolean;
  /** The query finds it now. */
  inside: boolean;
  /** It was drawn from what the query did not find then. */
  drawn_outside: boolean;
}

interface Share {
  value: number;
  low: number;
  high: number;
}

/** Share of relevant units, weighted by 1 / probability, with Wilson's interval at the effective size. */
function shareOf(units: readonly Judged[]): Share | null {
  if (units.length === 0) return null;
  const weights = units.map(({ probability }) => 1 / probability);
  const total = weights.reduce((a, b) => a + b, 0);
  const value = units.reduce((sum, { relevant }, i) => sum + (relevant ? weights[i]! : 0), 0) / total;
  const size = (total * total) / weights.reduce((sum, weight) => sum + weight * weight, 0);
  return { value, ...wilsonInterval(value, size) };
}

const weightOf = (units: readonly Judged[]) => units.reduce((sum, unit) => sum + 1 / unit.probability, 0);

const bySample = (units: readonly Judged[]) => [...groupRows(units, ({ sample }) => sample).values()];

/** The same units with weights that add up to `size`. */
function standingFor(units: readonly Judged[], size: number): Judged[] {
  const stretch = weightOf(units) / size;
  return units.map((unit) => ({ ...unit, probability: unit.probability * stretch }));
}

/**
 * Judged units that stand for the mentions `outside` now; none without units drawn outside, for then nothing is known
 * of them. A unit drawn inside that an edit of the query has put outside stands only for what the edit has put there,
 * which the weights of a sample add up to; units drawn outside stand for the rest. A sample from outside that was drawn
 * after the edit has all of it already: its weights add up to what is outside without the moved units, and it stands alone.
 */
function standingOutside(units: readonly Judged[], outside: number): Judged[] {
  const now = units.filter((unit) => !unit.inside);
  const drawn = now.filter((unit) => unit.drawn_outside);
  const moved = now.filter((unit) => !unit.drawn_outside);
  if (drawn.length === 0 || moved.length === 0) return drawn;
  const movedSize = weightOf(moved) / bySample(moved).length;
  const rest = outside - movedSize;
  const drawnAfter = bySample(drawn).filter((sample) => {
    const size = weightOf(sample);
    return Math.abs(size - outside) < Math.abs(size - rest);
  });
  if (drawnAfter.length > 0) return drawnAfter.flat();
  return rest > 0 ? [...standingFor(moved, movedSize), ...standingFor(drawn, rest)] : drawn;
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
  async run({ rows, write }) {
    const judged = await rows<Judged>(`
      select sample, topic, any_value(probability) as probability,
        count(*) filter (relevant = 'yes') > count(*) filter (relevant = 'no') as relevant,
        (mention_id, topic) in (select (mention_id, topic) from mention_topics) as inside,
        contains(any_value(stratum), ' / outside / ') as drawn_outside
      from human_labels
      where relevant is not null and mention_id in (select mention_id from mentions)
      group by sample, unit, mention_id, topic
      having count(*) filter (relevant = 'yes') <> count(*) filter (relevant = 'no')
      order by topic, sample, unit`);
    const sizes = await rows<{ topic: string; inside: number; frame: number }>(`
      with found as (select topic, count(*) as n from mention_topics group by topic),
      texts as (select count(*) as n from mentions where coalesce(text, title) is not null)
      select topics.topic, coalesce(own.n, 0) as inside, if(topics.parent is null, texts.n, coalesce(whole.n, 0)) as frame
      from topics cross join texts
      left join found as own on own.topic = topics.topic
      left join found as whole on whole.topic = topics.parent
      order by topics.position`);
    await write(
      sizes.flatMap(({ topic, inside, frame }) => {
        const units = judged.filter((unit) => unit.topic === topic);
        if (units.length === 0) return [];
        const hits = units.filter((unit) => unit.inside);
        const outside = Math.max(0, frame - inside);
        const misses = standingOutside(units, outside);
        const precision = shareOf(hits);
        const recall = recallOf(precision, shareOf(misses), inside, outside);
        return [
          {
            ...{ topic, inside, outside, judged_inside: hits.length, judged_outside: misses.length },
            precision: rounded(precision?.value),
            precision_low: rounded(precision?.low),
            precision_high: rounded(precision?.high),
            recall: rounded(recall?.value),
            recall_low: rounded(recall?.low),
            recall_high: rounded(recall?.high),
          },
        ];
      }),
    );
  },
});
