import { labelOf, type SentimentModel, type SentimentScore } from "../sentiment.ts";
import { clausesOf, isComparison, type Span } from "./clauses.ts";

/** Where a text names a topic. */
export interface TopicMention {
  topic: string;
  span: Span;
}

/** Sentiment of what a text says about one topic. */
export interface TopicSentiment {
  topic: string;
  score: SentimentScore;
  /** What was scored: the topic's own clauses, or the whole text where no clause is its own. */
  scope: "clause" | "text";
  clauses: Span[];
}

/** A longer text is not parted; it gets one score for all its topics. */
const LONGEST = 4000;

function average(scores: readonly SentimentScore[]): SentimentScore {
  const mean = (of: (score: SentimentScore) => number) =>
    scores.reduce((sum, score) => sum + of(score), 0) / Math.max(1, scores.length);
  const [negative, neutral, positive] = [
    mean((s) => s.negative),
    mean((s) => s.neutral),
    mean((s) => s.positive),
  ];
  return { label: labelOf(negative, neutral, positive), negative, neutral, positive };
}

function opposite({ negative, neutral, positive }: SentimentScore): SentimentScore {
  return { label: labelOf(positive, neutral, negative), negative: positive, neutral, positive: negative };
}

/** Is `mention` what another topic of the same clause is compared with ("A is faster than B")? */
function isComparedWith(
  text: string,
  clause: Span,
  mention: TopicMention,
  all: readonly TopicMention[],
): boolean {
  return all.some(
    (other) =>
      other.topic !== mention.topic &&
      other.span.from >= clause.from &&
      other.span.to <= mention.span.from &&
      isComparison(text.slice(other.span.to, mention.span.from)),
  );
}

/**
 * Sentiment towards each topic that a text names. A text with one topic is scored whole; where it names
 * several, each gets the mean of the clauses that name it. A clause that names several topics counts for all of
 * them, but the second side of a comparison gets the opposite score.
 */
export function scoreTopics(
  model: SentimentModel,
  text: string,
  language: string,
  mentions: readonly TopicMention[],
): TopicSentiment[] {
  const topics = [...new Set(mentions.map(({ topic }) => topic))];
  if (topics.length < 2 || text.length > LONGEST) {
    const score = model.score(text, language);
    return topics.map((topic) => ({ topic, score, scope: "text", clauses: [{ from: 0, to: text.length }] }));
  }
  const clauses = clausesOf(text, mentions, language);
  return topics.map((topic) => {
    const scores: SentimentScore[] = [];
    const own: Span[] = [];
    for (const clause of clauses) {
      const mention = mentions.find(
        (each) => each.topic === topic && each.span.from < clause.to && each.span.to > clause.from,
      );
      if (!mention) continue;
      const score = model.score(text.slice(clause.from, clause.to), language);
      scores.push(isComparedWith(text, clause, mention, mentions) ? opposite(score) : score);
      own.push(clause);
    }
    const whole = own.length === 0 || clauses.length === 1;
    return { topic, score: average(scores), scope: whole ? "text" : "clause", clauses: own };
  });
}
