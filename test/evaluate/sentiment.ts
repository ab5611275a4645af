import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crossValidate, type SourceScores } from "../../src/text/training/cross-validate.ts";
import { prepare } from "../../src/text/training/train-sentiment.ts";
import { readLabelledTexts } from "../training/labelled-texts.ts";
import { readLexicons } from "../training/lexicons.ts";
import { RECIPE } from "../training/recipe.ts";
import { scoreTable } from "../training/sentiment-card.ts";

/** Published figures on the test parts of the sets: who, what, how much. */
const PUBLISHED: readonly {
  source: RegExp;
  measure: "macroRecall" | "macroF1" | "accuracy";
  rows: string;
}[] = [
  {
    source: /^semeval2013-16\/en$/,
    measure: "macroRecall",
    rows: "TweetEval test: LSTM 58.3, SVM 62.9, FastText 62.9, RoBERTa-base 71.3, BERTweet 73.4",
  },
  {
    source: /^umsab\//,
    measure: "macroF1",
    rows: "UMSAB test, FastText/XLM-T: ar 46.0/66.9, en 50.9/70.6, fr 54.8/71.2, de 59.6/77.3, hi 37.1/56.4, it 54.7/69.1, pt 55.1/75.4, es 50.1/67.9",
  },
  { source: /^ltec\/lv$/, measure: "accuracy", rows: "LTEC: best published 61.2" },
];

function beside(sources: readonly SourceScores[]): string[] {
  return PUBLISHED.flatMap(({ source, measure, rows }) => {
    const own = sources.filter((row) => source.test(row.source));
    if (own.length === 0) return [];
    const mean = own.reduce((sum, row) => sum + row.confusion[measure], 0) / own.length;
    const each = own.map((row) => `${row.source} ${(row.confusion[measure] * 100).toFixed(1)}`).join(", ");
    return [`${measure}: ${each}; mean ${(mean * 100).toFixed(1)}`, `  published: ${rows}`];
  });
}

/**
 * `npm run evaluate -- sentiment [FOLDS]`: cross-validated scores of the recipe that `npm run train` uses, beside
 * published figures. Fewer than five folds give the same figures from fewer texts, sooner.
 */
export async function main(args: string[]): Promise<void> {
  const data = join(fileURLToPath(new URL("../..", import.meta.url)), "..", "shared", "data");
  if (!existsSync(join(data, "labelled"))) {
    console.log("skipped: there are no labelled texts in ../shared/data");
    return;
  }
  const folds = Math.max(1, Math.min(RECIPE.folds, Number(args[0] ?? RECIPE.folds)));
  const texts = await readLabelledTexts(data);
  const prepared = prepare(texts, readLexicons(join(data, "lexicons")).lexicon, RECIPE);
  const { sources, languages } = crossValidate(prepared, RECIPE, folds, (what) => console.error(what));
  console.log(`Cross-validation, ${folds} of ${RECIPE.folds} folds; copies of a text never on both sides.\n`);
  console.log(scoreTable(sources));
  console.log("\nBeside published figures (on the sets' own test parts, which are not here):\n");
  console.log(beside(sources).join("\n"));
  console.log("\nExpected calibration error by language:\n");
  console.log(languages.map(({ language, error }) => `${language} ${error.toFixed(3)}`).join(", "));
}
