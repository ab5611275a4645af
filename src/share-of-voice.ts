import { type RatioInterval, ratioInterval } from "./statistics/ratio-interval.ts";

/** A mention of one topic of a panel. */
export interface PanelMention {
  topic: string;
  /** Who wrote it; authors, not mentions, count as independent. */
  author: string;
  /** 1/k for a mention of k panel topics (fractional counting); default 1 (full counting). */
  weight?: number;
}

/** A topic's part of all mentions of the panel, a fraction of 1, with its 95 % interval. */
export interface TopicShare extends RatioInterval {
  topic: string;
  numerator: number;
  denominator: number;
}

/**
 * Share of voice of every topic of a panel, largest first. Intervals treat authors as independent (see
 * `ratioInterval`); under 30 mentions or 10 authors there is no figure: `value`, `low` and `high` are null.
 */
export function shareOfVoice(mentions: Iterable<PanelMention>): TopicShare[] {
  const authors = new Map<string, { total: number; topics: Map<string, number> }>();
  const topics = new Map<string, number>();
  let count = 0;
  for (const { topic, author, weight = 1 } of mentions) {
    const sums = authors.get(author) ?? { total: 0, topics: new Map<string, number>() };
    sums.total += weight;
    sums.topics.set(topic, (sums.topics.get(topic) ?? 0) + weight);
    authors.set(author, sums);
    topics.set(topic, (topics.get(topic) ?? 0) + weight);
    count++;
  }
  const x = Float64Array.from(authors.values(), (sums) => sums.total);
  const denominator = x.reduce((total, value) => total + value, 0);
  return [...topics]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([topic, numerator]) => {
      const y = Float64Array.from(authors.values(), (sums) => sums.topics.get(topic) ?? 0);
      const interval = ratioInterval({ y, x }, { scale: "share", mentions: count });
      return { topic, numerator, denominator, ...interval };
    });
}
