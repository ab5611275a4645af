import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eld as large } from "eld/large";
import { eld as small } from "eld/small";
import { LanguageModel } from "../../src/text/language/language-model.ts";
import { encodeLanguageModel } from "../../src/text/training/train-language.ts";
import { foldsOf } from "../../src/text/training/weighting.ts";
import { readLabelledTexts } from "../training/labelled-texts.ts";
import { languageIngredients, languageTexts, readLinguaTexts } from "../training/language.ts";

interface Test {
  name: string;
  texts: { text: string; language: string }[];
}

function measure(name: string, tests: readonly Test[], identify: (text: string) => string): void {
  for (const test of tests) {
    const started = process.cpuUsage();
    const right = test.texts.filter(({ text, language }) => identify(text) === language).length;
    const { user, system } = process.cpuUsage(started);
    const rate = (test.texts.length * 1000) / (user + system);
    const share = ((100 * right) / test.texts.length).toFixed(2);
    console.log(
      `${name.padEnd(10)} ${test.name.padEnd(14)} ${share.padStart(6)} %  ${rate.toFixed(1).padStart(6)} k texts a second of processor`,
    );
  }
}

/**
 * `npm run evaluate -- language`: a language model made from four fifths of the texts against ELD's large and
 * small sets, on the last fifth (only languages that all know), and their speed in one run.
 */
export async function main(): Promise<void> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const data = join(root, "..", "shared", "data");
  if (!existsSync(join(data, "langid"))) {
    console.log("skipped: there is no ../shared/data/langid");
    return;
  }
  const posts = (await readLabelledTexts(data)).filter((text) => text.dataset !== "xed-projected");
  const texts = languageTexts(posts, data);
  const folds = foldsOf(texts, 5);
  const ingredients = await languageIngredients(
    root,
    texts.filter((_, i) => folds[i] !== 0),
  );
  const about = { version: "", least: 0.5, confidence: { intercept: 0, slope: 1 } };
  const model = LanguageModel.decode(encodeLanguageModel(ingredients, about));
  const lingua = readLinguaTexts(data);
  const kinds = texts.map(
    (_, i) => lingua[i - posts.length]?.kind ?? (/tweets/.test(posts[i]?.domain ?? "") ? "tweets" : "other"),
  );
  const tests = ["sentences", "word-pairs", "single-words", "tweets"].map((kind) => ({
    name: kind,
    texts: texts.filter(
      (text, i) =>
        folds[i] === 0 &&
        kinds[i] === kind &&
        model.languages.includes(text.language) &&
        (kind !== "tweets" || i % 8 === 0),
    ),
  }));
  measure("earshot", tests, (text) => model.best(text)?.language ?? "und");
  measure("eld large", tests, (text) => large.detect(text).language);
  measure("eld small", tests, (text) => small.detect(text).language);
}
