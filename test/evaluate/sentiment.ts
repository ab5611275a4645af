import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SentimentModel } from "../../src/text/sentiment.ts";
import { type CrossValidation, crossValidate } from "../../src/text/training/cross-validate.ts";
import type { Confusion } from "../../src/text/training/metrics.ts";
import { quantise } from "../../src/text/training/quantise.ts";
import {
  encodeSentimentModel,
  evidenceOf,
  type Prepared,
  prepare,
  trainOn,
} from "../../src/text/training/train-sentiment.ts";
import { readLabelledTexts, readWordlessNeutral } from "../training/labelled-texts.ts";
import { readLexicons } from "../training/lexicons.ts";
import { RECIPE } from "../training/recipe.ts";
import { scoreTable } from "../training/sentiment-card.ts";
import { measureLines, measuresOf } from "./sentiment/measures.ts";
import { judgeTopics } from "./sentiment/topic-list.ts";
import { readTwoAirlines, scoreTwoAirlines, type TwoAirlines } from "./sentiment/two-airlines.ts";

type Lexicons = ReturnType<typeof readLexicons>;

const percent = (share: number) => (100 * share).toFixed(1);

/** A model like the shipped one that never saw the tweets it will be judged on. */
function modelWithout(
  tweets: readonly TwoAirlines[],
  prepared: Prepared,
  { lexicon, notices }: Lexicons,
  { calibrations }: CrossValidation,
): SentimentModel {
  const held = new Set(tweets.map(({ text }) => text));
  const weights = trainOn(prepared, RECIPE, (i) => !held.has(prepared.texts[i]?.text ?? ""));
  const file = encodeSentimentModel(quantise(weights, prepared.corpus, RECIPE.bits), lexicon, {
    version: "evaluation",
    languages: evidenceOf(prepared.texts, calibrations, RECIPE),
    fallback: { ...calibrations.fallback, texts: 0, domains: [], neutral: false },
    notices,
  });
  return SentimentModel.decode(file);
}

function topicLines(model: SentimentModel, tweets: readonly TwoAirlines[]): string[] {
  const list = judgeTopics(model).map(
    ({ language, topics, byClause, byText, contrasts, ordered }) =>
      `${language}  ${topics} topics: right by clause ${percent(byClause / topics)} %, by the whole text ${percent(byText / topics)} %; ` +
      `in the right order ${ordered} of ${contrasts}`,
  );
  const { clause, text, parted } = scoreTwoAirlines(model, tweets);
  const figures = (c: Confusion) => `accuracy ${percent(c.accuracy)}, macro F1 ${percent(c.macroF1)}`;
  return [
    "Invented posts that name two topics (positive, neutral or negative towards each):",
    ...list,
    "",
    `${tweets.length} labelled tweets that name their airline and another (${parted} parted), unseen in training:`,
    `by the airline's clauses: ${figures(clause)}; by the whole text: ${figures(text)}`,
  ];
}

/**
 * `npm run evaluate -- sentiment [FOLDS]`: cross-validated scores of the recipe that `npm run train` uses, beside
 * published figures, and sentiment towards topics. Fewer than five folds give the same figures from fewer texts,
 * sooner.
 */
export async function main(args: string[]): Promise<void> {
  const data = join(fileURLToPath(new URL("../..", import.meta.url)), "..", "shared", "data");
  if (!existsSync(join(data, "labelled"))) {
    console.log("skipped: there are no labelled texts in ../shared/data");
    return;
  }
  const folds = Math.max(1, Math.min(RECIPE.folds, Number(args[0] ?? RECIPE.folds)));
  const texts = await readLabelledTexts(data);
  const lexicons = readLexicons(join(data, "lexicons"));
  const prepared = prepare(texts, lexicons.lexicon, RECIPE);
  const validation = crossValidate(prepared, RECIPE, folds, (what) => console.error(what));
  const { sources, languages } = validation;
  const wordless = await readWordlessNeutral(data);
  console.log(`Cross-validation, ${folds} of ${RECIPE.folds} folds; copies of a text never on both sides.\n`);
  console.log(scoreTable(sources));
  console.log(
    "\nIn the measures that published tables use (theirs on the test parts, which are not here):\n",
  );
  console.log(
    measureLines(measuresOf(sources, Math.round((wordless.length * folds) / RECIPE.folds))).join("\n"),
  );
  console.log("\nExpected calibration error by language:\n");
  console.log(languages.map(({ language, error }) => `${language} ${error.toFixed(3)}`).join(", "));
  const tweets = await readTwoAirlines(data);
  console.log(`\n${topicLines(modelWithout(tweets, prepared, lexicons, validation), tweets).join("\n")}`);
}
