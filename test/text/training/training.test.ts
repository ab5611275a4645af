import { expect, test } from "vitest";
import { randomNumbers } from "../../../src/text/hash.ts";
import { Lexicon } from "../../../src/text/lexicon.ts";
import { SentimentModel } from "../../../src/text/sentiment.ts";
import { calibrate, probabilities, reliability } from "../../../src/text/training/calibrate.ts";
import { crossValidate } from "../../../src/text/training/cross-validate.ts";
import { fineTune } from "../../../src/text/training/fine-tune.ts";
import { Confusion } from "../../../src/text/training/metrics.ts";
import {
  encodeSentimentModel,
  evidenceOf,
  prepare,
  type SentimentRecipe,
  type SentimentText,
  trainOn,
} from "../../../src/text/training/train-sentiment.ts";
import { exampleWeights, foldsOf } from "../../../src/text/training/weighting.ts";

const SEED = 7;
const RECIPE: SentimentRecipe = {
  bits: 14,
  epochs: 4,
  learningRate: 0.1,
  l2: 0.001,
  seed: SEED,
  folds: 3,
  weightOf: () => 1,
  asFound: new Set(),
};
const WORDS = [
  ["awful", "broken", "rude", "late"],
  ["table", "monday", "street", "paper"],
  ["lovely", "bright", "kind", "fresh"],
];

/** A word of its own for every number. */
const name = (i: number) =>
  `k${[i % 10, Math.floor(i / 10) % 10, Math.floor(i / 100)].map((d) => "abcdefghij"[d]).join("")}`;

/** Invented posts: one word of their class among words of none. */
function posts(count: number, seed: number): SentimentText[] {
  const random = randomNumbers(seed);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? "";
  const filler = ["the", "was", "it", "today", "here", "we", "saw", "one", "more", "thing", "again", "there"];
  return Array.from({ length: count }, (_, i) => ({
    text: [pick(filler), pick(filler), pick(WORDS[i % 3] ?? []), pick(filler), pick(filler), name(i)].join(
      " ",
    ),
    label: i % 3,
    language: "en",
    source: "invented/en",
    binary: false,
    domain: "posts",
  }));
}

function train(texts: SentimentText[]): Uint8Array {
  const lexicon = Lexicon.build([]);
  const prepared = prepare(texts, lexicon, RECIPE);
  const { calibrations } = crossValidate(prepared, RECIPE, RECIPE.folds);
  return encodeSentimentModel(
    trainOn(prepared, RECIPE, () => true),
    lexicon,
    {
      version: "test",
      languages: evidenceOf(texts, calibrations.languages, calibrations.fallback),
      fallback: { ...calibrations.fallback, texts: 0, domains: [], neutral: false },
      notices: [],
    },
  );
}

test(`what is learned is found again, and the same seed (${SEED}) gives the same bytes`, () => {
  const texts = posts(300, SEED);
  const file = train(texts);
  expect(Buffer.compare(file, train(texts))).toBe(0);
  const model = SentimentModel.decode(file);
  for (const [text, label] of [
    ["the staff was rude", "negative"],
    ["on monday at the table", "neutral"],
    ["a lovely day", "positive"],
  ]) {
    expect(model.score(text ?? "", "en").label).toBe(label);
  }
});

test("training on with a study's words teaches them, and says so", () => {
  const base = SentimentModel.decode(train(posts(300, SEED)));
  const study = Array.from({ length: 90 }, (_, i) => ({
    text: `${name(i)} ${["blorp", "quux", "zing"][i % 3]} today ${name(i * 7 + 3)}`,
    label: i % 3,
    language: "en",
    source: "study",
  }));
  const { file, before, after } = fineTune(base, study, "tuned");
  expect(after.macroF1).toBeGreaterThan(before.macroF1 + 0.2);
  const tuned = SentimentModel.decode(file);
  expect(tuned.score("what a blorp", "en").label).toBe("negative");
  expect(tuned.score("a lovely day", "en").label).toBe("positive");
  expect(tuned.languages.get("en")?.domains).toEqual(["posts", "this study"]);
});

test("copies of a text are in one fold, whatever their links and case", () => {
  const folds = foldsOf(
    [{ text: "Great day https://t.co/1 @ann" }, { text: "GREAT DAY! @bob" }, { text: "great day" }],
    50,
  );
  expect(new Set(folds).size).toBe(1);
});

test("the classes of a source pull alike", () => {
  const texts = [0, 0, 0, 2].map((label) => ({ text: "x", language: "en", label, source: "s" }));
  const weights = exampleWeights(texts, () => 1);
  expect(weights[0]! * 3).toBeCloseTo(weights[3]!, 6);
});

test(`calibration finds the slope and shift that a score was made with (seed ${SEED})`, () => {
  const random = randomNumbers(SEED);
  const truth = { slope: 2, intercepts: [0.5, -0.3] as [number, number] };
  const held = {
    scores: [] as [number, number][],
    labels: [] as number[],
    weights: [] as number[],
    binary: [] as boolean[],
  };
  for (let i = 0; i < 6000; i++) {
    const score: [number, number] = [random() * 4 - 2, random() * 4 - 2];
    const p = probabilities(score, truth);
    const draw = random();
    held.scores.push(score);
    held.labels.push(draw < p[0] ? 0 : draw < p[0] + p[1] ? 1 : 2);
    held.weights.push(1);
    held.binary.push(false);
  }
  const found = calibrate(held, { slope: 1, intercepts: [0, 0] });
  expect(found.slope).toBeGreaterThan(1.8);
  expect(found.slope).toBeLessThan(2.2);
  expect(found.intercepts[0]).toBeCloseTo(0.5, 0);
  const predictions = held.scores.map((score, i) => {
    const p = probabilities(score, found);
    const label = p.indexOf(Math.max(...p));
    return { confidence: p[label] ?? 0, right: label === held.labels[i], weight: 1 };
  });
  expect(reliability(predictions).error).toBeLessThan(0.03);
});

test("measures agree with figures worked out by hand", () => {
  const confusion = new Confusion(3);
  for (const [truth, predicted] of [
    [0, 0],
    [0, 2],
    [1, 1],
    [1, 1],
    [2, 1],
    [2, 2],
  ] as const)
    confusion.add(truth, predicted);
  expect(confusion.accuracy).toBeCloseTo(4 / 6, 10);
  expect(confusion.macroRecall).toBeCloseTo((0.5 + 1 + 0.5) / 3, 10);
  expect(confusion.macroF1).toBeCloseTo((2 / 3 + 0.8 + 0.5) / 3, 10);
});
