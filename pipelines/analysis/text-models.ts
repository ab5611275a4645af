import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SentimentSettings } from "earshot/study";
import { type Annotation, classifierFolder, literal, modelEvidence, modelVersion } from "earshot/warehouse";

/** Where models are looked for: the workspace and the package. */
interface Places {
  root: string;
  packageRoot: string;
}

/** The languages to be scored, as study.yaml has them. */
export interface WantedLanguages {
  score: readonly string[] | null;
  allowGuesses: boolean;
}

export const languageModel = ({ packageRoot }: Places): string =>
  join(packageRoot, "data", "models", "language.bin");

export const emotionModel = ({ packageRoot }: Places): string =>
  join(packageRoot, "data", "models", "emotion.bin");

/** The model that `earshot train` made for this study, else the shipped one. */
export function sentimentModel({ root, packageRoot }: Places): string {
  const own = join(root, "data", "models", "study-sentiment.bin");
  return existsSync(own) ? own : join(packageRoot, "data", "models", "sentiment.bin");
}

/** Languages that a model is asked for; null: all. */
export function askedLanguages(file: string, { score, allowGuesses }: WantedLanguages): string[] | null {
  if (allowGuesses) return score === null ? null : [...score];
  const evidence = modelEvidence(file);
  return score === null ? evidence : evidence.filter((language) => score.includes(language));
}

/** The same as a condition on a column of languages. */
export function askedSql(column: string, languages: readonly string[] | null): string {
  if (languages === null) return "true";
  return languages.length === 0 ? "false" : `${column} in (${languages.map(literal).join(", ")})`;
}

/** Sentiment as it is kept per text. */
export function sentimentAnnotation(
  places: Places,
  wanted: WantedLanguages,
): Annotation & { kind: "sentiment" } {
  const model = sentimentModel(places);
  return { kind: "sentiment", model, languages: askedLanguages(model, wanted) };
}

/** Which models sentiment comes from, as the run keeps it and pages say it. */
export function sentimentVersions(
  places: Places,
  { sentiment }: { sentiment: SentimentSettings },
): Record<string, string> {
  if (sentiment.model === "vendor") return { sentiment: "labels of the exports" };
  const own = modelVersion("sentiment", sentimentModel(places));
  if (sentiment.model === "earshot") return { sentiment: own };
  const { version } = classifierFolder(places.root, sentiment);
  return {
    sentiment: version,
    ...(sentiment.languages !== null && { "sentiment of other languages": own }),
  };
}

/** Emotions as they are kept per text, in the languages that the model knows. */
export function emotionAnnotation(places: Places): Annotation & { kind: "emotion" } {
  const model = emotionModel(places);
  return { kind: "emotion", model, languages: modelEvidence(model) };
}

/** What the text steps of this study will want, so that the first of them finds it out for all. */
export function annotationsAhead(
  places: Places,
  study: { languages: WantedLanguages; sentiment: { model: string }; emotions: boolean },
): Annotation[] {
  const sentiment = study.sentiment.model === "earshot" ? [sentimentAnnotation(places, study.languages)] : [];
  return [{ kind: "words" }, ...sentiment, ...(study.emotions ? [emotionAnnotation(places)] : [])];
}
