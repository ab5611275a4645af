import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "./workspace.ts";

/** What {@link scoreTexts} says of one text. */
export interface ScoredText {
  /** ISO 639-1, or `und`. */
  language: string;
  /** `not_scored` where there are no words, or the models have no evidence for the language. */
  label: "negative" | "neutral" | "positive" | "not_scored";
  /** Calibrated probabilities that sum to 1; null where not scored. */
  negative: number | null;
  neutral: number | null;
  positive: number | null;
}

async function loadModels() {
  const { LanguageModel, SentimentModel } = await import("./text/index.ts");
  const read = (name: string) => readFileSync(join(PACKAGE_ROOT, "data", "models", name));
  return {
    language: LanguageModel.decode(read("language.bin")),
    sentiment: SentimentModel.decode(read("sentiment.bin")),
  };
}

let models: ReturnType<typeof loadModels> | undefined;

/**
 * Language and sentiment of texts, in their order. The models are loaded with the first call.
 * @param options `language`: read all texts as this one instead of guessing
 */
export async function scoreTexts(
  texts: Iterable<string>,
  options: { language?: string } = {},
): Promise<ScoredText[]> {
  models ??= loadModels();
  const { language: identifier, sentiment } = await models;
  return Array.from(texts, (text): ScoredText => {
    const language = options.language ?? identifier.identify(text).language;
    if (text.trim() === "" || !sentiment.hasEvidence(language)) {
      return { language, label: "not_scored", negative: null, neutral: null, positive: null };
    }
    const { label, negative, neutral, positive } = sentiment.score(text, language);
    return { language, label, negative, neutral, positive };
  });
}
