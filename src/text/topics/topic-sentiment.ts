import { labelOf, type SentimentModel, type SentimentScore } from "../sentiment.ts";
import { addressEnd, clausesOf, isComparison, type Span, wordCount } from "./clauses.ts";

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

/** Fewer words than this say nothing by themselves. */
const LEAST_WORDS = 2;

const names = (clause: Span, { span }: TopicMention) => span.from < clause.to && span.to > clause.from;

/** Fewer words before a name than this, and its clause is about it. */
const SUBJECT_WORDS = 2;

/**
 * The clauses about a topic: those that name it, and for one that the text is addressed to all that are not about
 * another, that is, do not begin with its name.
 */
function clausesAbout(
  topic: string,
  text: string,
  clauses: readonly Span[],
  mentions: readonly TopicMention[],
  addressed: ReadonlySet<string>,
): Span[] {
  const isAboutAnother = (clause: Span) =>
    mentions.some(
      (mention) =>
        !addressed.has(mention.topic) &&
        names(clause, mention) &&
        wordCount(text.slice(clause.from, mention.span.from)) < SUBJECT_WORDS,
    );
  return clauses.filter(
    (clause) =>
      mentions.some((mention) => mention.topic === topic && names(clause, mention)) ||
      (addressed.has(topic) && !isAboutAnother(clause)),
  );
}

/** The topics among the handles that a text begins with: whom it speaks to. */
function addressedIn(text: string, mentions: readonly TopicMention[]): Set<string> {
  const end = addressEnd(text);
  return new Set(mentions.filter(({ span }) => span.from < end).map(({ topic }) => topic));
}

/**
 * Sentiment towards each topic that a text names. A text with one topic is scored whole; where it names
 * several, each gets the score of the clauses that name it, read as one text. One whom the text is addressed to (by a
 * handle at its beginning) has also the clauses that do not begin with another, and as the rest is said to it too, the
 * mean of their score and the whole text's. A clause that names several topics counts for all of
 * them, but the second side of a comparison gets the opposite score. Where a topic's clauses are only its name, the
 * text is scored whole.
 */
export function scoreTopics(
  model: SentimentModel,
  text: string,
  language: string,
  mentions: readonly TopicMention[],
): TopicSentiment[] {
  const topics = [...new Set(mentions.map(({ topic }) => topic))];
  const all = [{ from: 0, to: text.length }];
  const whole = (topic: string): TopicSentiment => ({
    topic,
    score: model.score(text, language),
    scope: "text",
    clauses: all,
  });
  if (topics.length < 2 || text.length > LONGEST) return topics.map(whole);
  const clauses = clausesOf(text, mentions, language);
  const addressed = addressedIn(text, mentions);
  return topics.map((topic) => {
    const own = clausesAbout(topic, text, clauses, mentions, addressed);
    const words = own.reduce((sum, { from, to }) => sum + wordCount(text.slice(from, to)), 0);
    if (own.length === 0 || words < LEAST_WORDS) return whole(topic);
    const turned = own.filter((clause) => {
      const mention = mentions.find((each) => each.topic === topic && names(clause, each));
      return mention !== undefined && isComparedWith(text, clause, mention, mentions);
    });
    const straight = own.filter((clause) => !turned.includes(clause));
    const said = (spans: readonly Span[]) =>
      model.score(spans.map(({ from, to }) => text.slice(from, to)).join(" "), language);
    const scores = turned.map((clause) => opposite(said([clause])));
    if (straight.length > 0) scores.push(said(straight));
    const score = average(scores);
    return {
      topic,
      score: addressed.has(topic) ? average([score, model.score(text, language)]) : score,
      scope: own.length === clauses.length ? "text" : "clause",
      clauses: own,
    };
  });
}
