/** What one text says: tokens, language, sentiment, terms. Pure: no files, no database, no clock. */
export { type LanguageGuess, LanguageModel } from "./language/identify.ts";
export {
  type LanguageEvidence,
  labelOf,
  SENTIMENT_LABELS,
  type SentimentLabel,
  SentimentModel,
  type SentimentScore,
} from "./sentiment.ts";
export { TOKEN, Tokens } from "./tokens.ts";
