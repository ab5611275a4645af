/** What one text says: tokens, language, sentiment, terms. Pure: no files, no database, no clock. */

export { EMOTIONS, type Emotion, EmotionModel } from "./emotion.ts";
export { type DecidingWord, explainSentiment } from "./explain.ts";
export { inflectionLanguages, matchesInflected } from "./inflection/inflected-pattern.ts";
export { type LanguageGuess, LanguageModel } from "./language/language-model.ts";
export { MARKS, type Mark, MarkModel } from "./marks.ts";
export { normaliseText } from "./normalise/index.ts";
export {
  type LanguageEvidence,
  labelOf,
  SENTIMENT_LABELS,
  type SentimentLabel,
  SentimentModel,
  type SentimentScore,
} from "./sentiment.ts";
export { TOKEN, Tokens } from "./tokens.ts";
export { clausesOf, type Span } from "./topics/clauses.ts";
export { scoreTopics, type TopicMention, type TopicSentiment } from "./topics/topic-sentiment.ts";
export { wordPlaces } from "./topics/word-places.ts";
