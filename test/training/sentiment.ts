import { createHash } from "node:crypto";
import { join } from "node:path";
import { crossValidate } from "../../src/text/training/cross-validate.ts";
import { quantise } from "../../src/text/training/quantise.ts";
import {
  encodeSentimentModel,
  evidenceOf,
  prepare,
  trainOn,
} from "../../src/text/training/train-sentiment.ts";
import { measuresOf } from "../evaluate/sentiment/measures.ts";
import { readWordlessNeutral, type TrainingText } from "./labelled-texts.ts";
import { readLexicons } from "./lexicons.ts";
import { DATE, RECIPE } from "./recipe.ts";
import { sentimentCard } from "./sentiment-card.ts";
import { languageScores, scoresFile } from "./sentiment-scores.ts";

/** Train the shipped sentiment model: cross-validated, calibrated, then fitted on every text. */
export async function makeSentimentModel(
  texts: readonly TrainingText[],
  data: string,
  log: (what: string) => void,
): Promise<{ file: Uint8Array; version: string; card: string; scores: string }> {
  const { lexicon, notices } = readLexicons(join(data, "lexicons"));
  const prepared = prepare(texts, lexicon, RECIPE);
  const { ids, vocabulary } = prepared.corpus;
  log(`${vocabulary.size} features, ${ids.length} occurrences`);
  const validation = crossValidate(prepared, RECIPE, RECIPE.folds, log);
  const { fallback } = validation.calibrations;
  const weights = quantise(
    trainOn(prepared, RECIPE, () => true),
    prepared.corpus,
    RECIPE.bits,
  );
  log("trained on every text");
  const about = {
    languages: evidenceOf(texts, validation.calibrations, RECIPE),
    fallback: { ...fallback, texts: 0, domains: [], neutral: false },
    notices,
  };
  const draft = encodeSentimentModel(weights, lexicon, { version: "", ...about });
  const version = `sentiment-${DATE}-${createHash("sha256").update(draft).digest("hex").slice(0, 8)}`;
  const file = encodeSentimentModel(weights, lexicon, { version, ...about });
  const languages = languageScores(validation, RECIPE.weightOf);
  const card = sentimentCard({
    languages,
    version,
    date: DATE,
    bytes: file.length,
    recipe: RECIPE,
    texts,
    validation,
    measures: measuresOf(validation.sources, (await readWordlessNeutral(data)).length),
    notices,
  });
  return { file, version, card, scores: scoresFile(version, RECIPE.folds, languages) };
}
