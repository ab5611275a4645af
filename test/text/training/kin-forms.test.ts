import { expect, test } from "vitest";
import { Lexicon } from "../../../src/text/lexicon.ts";
import { SentimentModel } from "../../../src/text/sentiment.ts";
import { Tokens } from "../../../src/text/tokens.ts";
import { KinForms } from "../../../src/text/training/kin-forms.ts";
import { quantise } from "../../../src/text/training/quantise.ts";
import {
  encodeSentimentModel,
  prepare,
  type SentimentRecipe,
  type SentimentText,
  trainOn,
} from "../../../src/text/training/train-sentiment.ts";

function formsOf(word: string): number[] {
  const tokens = new Tokens();
  const forms = new KinForms();
  tokens.read(word);
  forms.read(tokens, 0);
  return [...forms.hashes.subarray(0, forms.count)];
}

test("a word and its kin in another spelling have the same forms", () => {
  for (const [one, other] of [
    ["прекрасно", "prekrasno"],
    ["gyönyörű", "gyonyoru"],
    ["wspaniały", "vspanialy"],
    ["straszny", "strasny"],
    ["Perfekt!", "perfekt"],
  ] as const)
    expect(formsOf(one), one).toEqual(formsOf(other));
});

test("kin that end differently share their beginnings, other words nothing", () => {
  const shared = (one: string, other: string) =>
    formsOf(one).filter((form) => formsOf(other).includes(form)).length;
  expect(shared("fantastisch", "fantastický")).toBe(3);
  expect(shared("good", "bad")).toBe(0);
  expect(shared("late", "later")).toBe(0);
});

test("numbers, signs, emoji and letters written without spaces have no forms", () => {
  for (const text of ["2026", "!!", "😀", "好"]) expect(formsOf(text)).toEqual([]);
});

const RECIPE: SentimentRecipe = {
  bits: 14,
  epochs: 6,
  learningRate: 0.1,
  l2: 0.0005,
  seed: 3,
  folds: 3,
  least: 2,
  weightOf: () => 1,
  levelling: () => 1,
  swallowed: { own: [0, 1], borrowed: [0, 1] },
};

/** Labelled posts of one language: `words` by class, each with a word of no class. */
function posts(language: string, words: readonly string[], label: number, times: number): SentimentText[] {
  return words.flatMap((word) =>
    Array.from({ length: times }, (_, i) => ({
      text: `${["xu", "ye", "zo"][i % 3]} ${word}`,
      language,
      label,
      source: `invented/${language}`,
      binary: false,
      domain: "posts",
    })),
  );
}

test("a word learns from its kin of another language, without a feature more at scoring", () => {
  const texts = [
    ...posts("sk", ["katastrofa"], 0, 30),
    ...posts("sk", ["stolička"], 1, 30),
    ...posts("sk", ["fantastický"], 2, 30),
    ...[0, 1, 2].flatMap((label) => posts("lv", ["fantastisks", "katastrofisks"], label, 3)),
  ];
  const prepared = prepare(texts, Lexicon.build([]), RECIPE);
  const weights = trainOn(prepared, RECIPE, () => true);
  const evidence = { slope: 1, intercepts: [0, 0] as [number, number], texts: 0, domains: [], neutral: true };
  const file = encodeSentimentModel(quantise(weights, prepared.corpus, RECIPE.bits), Lexicon.build([]), {
    version: "test",
    languages: { sk: evidence, lv: evidence },
    fallback: evidence,
    notices: [],
  });
  const model = SentimentModel.decode(file);
  const good = model.score("fantastisks", "lv");
  const bad = model.score("katastrofisks", "lv");
  expect(good.positive).toBeGreaterThan(good.negative + 0.05);
  expect(bad.negative).toBeGreaterThan(bad.positive + 0.05);
});
