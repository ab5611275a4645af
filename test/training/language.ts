import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { LanguageModel } from "../../src/text/language/language-model.ts";
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

/** The language model file; its confidence is fitted on a fifth of lingua's texts, which a draft never saw. */
export async function makeLanguageModel(
  root: string,
  data: string,
  posts: readonly LanguageText[],
): Promise<{ file: Uint8Array; version: string; card: string }> {
  const texts = languageTexts(posts, data);
  const folds = foldsOf(texts, FOLDS);
  const kinds = [...posts.map(() => "labelled texts"), ...readLinguaTexts(data).map(({ kind }) => kind)];
  const draft = await languageIngredients(
    root,
    texts.filter((_, i) => folds[i] !== 0),
  );
  // Only on lingua's texts: the many long posts would make it too sure of short ones.
  const confidence = confidenceOn(
    draft,
    texts.filter((_, i) => folds[i] === 0 && i >= posts.length),
  );
  const ingredients = await languageIngredients(root, texts);
  const unnamed = encodeLanguageModel(ingredients, { version: "", confidence, least: LEAST });
  const version = `language-${DATE}-${createHash("sha256").update(unnamed).digest("hex").slice(0, 8)}`;
  const file = encodeLanguageModel(ingredients, { version, confidence, least: LEAST });
  const judge = LanguageModel.decode(encodeLanguageModel(draft, { version, confidence, least: LEAST }));
  const heldBack = texts.flatMap((text, i) =>
    folds[i] === 0 && judge.languages.includes(text.language) ? [{ ...text, kind: kinds[i] ?? "" }] : [],
  );
  return { file, version, card: languageCard(version, judge, heldBack, file.length) };
}

const percent = (part: number, all: number) => ((100 * part) / Math.max(1, all)).toFixed(1);

function languageCard(
  version: string,
  model: LanguageModel,
  heldBack: readonly (LanguageText & { kind: string })[],
  bytes: number,
): string {
  const guesses = heldBack.map((text) => ({ ...text, guess: model.identify(text.text).language }));
  const row = (name: string, own: typeof guesses) => {
    const right = own.filter(({ language, guess }) => guess === language).length;
    const open = own.filter(({ guess }) => guess === "und").length;
    return `| ${name} | ${own.length} | ${percent(right, own.length)} | ${percent(open, own.length)} | ${percent(own.length - right - open, own.length)} |`;
  };
  const rows = (of: (text: (typeof guesses)[number]) => string) =>
    [...new Set(guesses.map(of))].sort().map((name) =>
      row(
        name,
        guesses.filter((text) => of(text) === name),
      ),
    );
  const head = "| texts | % right | % und | % wrong |\n| --- | --- | --- | --- | --- |";
  return `# Language model ${version}

ISO 639-1 code of a text, or \`und\`. Date: ${DATE}. ${(bytes / 1e6).toFixed(1)} MB. Written by \`npm run train -- language\`.

## What it is

Byte n-grams of ELD's large table (Nito T.M., Apache-2.0) in a hashed table, with whole words of labelled posts added by
their log rate ratio. ${model.languages.length} languages: ${model.languages.join(" ")}. Confidence is fitted on short texts that
a draft never saw; below ${LEAST} the answer is \`und\`. Links, handles, hashtags, digits and emoji do not count.

## Data

ELD's n-grams; lingua's test sentences, word pairs and single words (Apache-2.0); the labelled texts of the sentiment
model, with the language their collections give. Bosnian counts as Croatian, Bokmål and Nynorsk as Norwegian.

## Scores on a held-back fifth

| kind ${head}
${rows(({ kind }) => kind).join("\n")}

| language ${head}
${rows(({ language }) => language).join("\n")}

## Limits

- Croatian, Bosnian and Serbian in Latin letters are one language to it in most texts.
- Hindi in Latin letters is found in part; much of it is mixed with English and called so.
- One or two words are often \`und\`. Languages outside the list get \`und\` or the nearest one in it.
`;
}
