import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { joinGrams, wordScores } from "../../src/text/training/language-words.ts";
import {
  confidenceOn,
  encodeLanguageModel,
  type LanguageIngredients,
  type LanguageText,
} from "../../src/text/training/train-language.ts";
import { foldsOf } from "../../src/text/training/weighting.ts";
import { readEldGrams } from "./eld-grams.ts";
import { DATE } from "./recipe.ts";

/** Below this confidence a text is `und`: it would more often be wrong than right. */
const LEAST = 0.5;

/** Sentences, word pairs and single words of lingua's test data below the data folder. */
export function readLinguaTexts(data: string): (LanguageText & { kind: string })[] {
  const content = gunzipSync(readFileSync(join(data, "langid", "lingua_even.tsv.gz"))).toString("utf8");
  return content
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"))
    .flatMap(([language, kind, text]) =>
      language && kind && text
        ? [{ language: language === "nb" || language === "nn" ? "no" : language, kind, text }]
        : [],
    );
}

const FOLDS = 5;

/** Texts of known language for training: the labelled posts and lingua's texts, Bosnian counted as Croatian. */
export function languageTexts(posts: readonly LanguageText[], data: string): LanguageText[] {
  return [...posts, ...readLinguaTexts(data)].map(({ text, language }) => ({
    text,
    language: language === "bs" ? "hr" : language,
  }));
}

/** ELD's large n-gram table with whole words of `texts`. */
export async function languageIngredients(
  root: string,
  texts: readonly LanguageText[],
): Promise<LanguageIngredients> {
  const { languages, grams } = await readEldGrams(root, "large");
  const notices = ["n-grams of ELD, Nito T.M., Apache-2.0"];
  return { languages, grams: joinGrams(grams, wordScores(texts, languages)), notices };
}

/** The language model file; its confidence is fitted on a fifth of the texts that a draft never saw. */
export async function makeLanguageModel(
  root: string,
  data: string,
  posts: readonly LanguageText[],
): Promise<{ file: Uint8Array; version: string }> {
  const texts = languageTexts(posts, data);
  const folds = foldsOf(texts, FOLDS);
  const draft = await languageIngredients(
    root,
    texts.filter((_, i) => folds[i] !== 0),
  );
  const confidence = confidenceOn(
    draft,
    texts.filter((_, i) => folds[i] === 0),
  );
  const ingredients = await languageIngredients(root, texts);
  const unnamed = encodeLanguageModel(ingredients, { version: "", confidence, least: LEAST });
  const version = `language-${DATE}-${createHash("sha256").update(unnamed).digest("hex").slice(0, 8)}`;
  return { file: encodeLanguageModel(ingredients, { version, confidence, least: LEAST }), version };
}
