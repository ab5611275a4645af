import { expect, test } from "vitest";
import { randomNumbers } from "../../../src/text/hash.ts";
import { Lexicon } from "../../../src/text/lexicon.ts";
import { SentimentModel } from "../../../src/text/sentiment.ts";
import {
  boundNeutral,
  calibrate,
  evenIntercepts,
  probabilities,
} from "../../../src/text/training/calibrate.ts";
import { crossValidate } from "../../../src/text/training/cross-validate.ts";
import { fineTune } from "../../../src/text/training/fine-tune.ts";
import { Confusion } from "../../../src/text/training/metrics.ts";
import { quantise } from "../../../src/text/training/quantise.ts";
import { reliability } from "../../../src/text/training/reliability.ts";
import {
  encodeSentimentModel,
  evidenceOf,
  prepare,
  type SentimentRecipe,
  type SentimentText,
  trainOn,
} from "../../../src/text/training/train-sentiment.ts";
import { Vocabulary } from "../../../src/text/training/vocabulary.ts";
import { exampleWeights, foldsOf } from "../../../src/text/training/weighting.ts";

const SEED = 7;
const RECIPE: SentimentRecipe = {
  bits: 14,
  epochs: 4,
  learningRate: 0.1,
  l2: 0.001,
  seed: SEED,
  folds: 3,
  least: 1,
  weightOf: () => 1,
  levelling: () => 1,
  swallowed: { own: [0, 1], borrowed: [0, 1] },
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
  const weights = quantise(
    trainOn(prepared, RECIPE, () => true),
    prepared.corpus,
    RECIPE.bits,
  );
  return encodeSentimentModel(weights, lexicon, {
    version: "test",
    languages: evidenceOf(texts, calibrations, RECIPE),
    fallback: { ...calibrations.fallback, texts: 0, domains: [], neutral: false },
    notices: [],
  });
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
    text: `${name(400 + ((i * 37) % 90))} ${["blorp", "quux", "zing"][i % 3]} today ${name(500 + ((i * 53) % 400))}`,
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

test("levelling goes from the classes as found to the classes alike", () => {
  const texts = [0, 0, 0, 2].map((label) => ({ text: "x", language: "en", label, source: "s" }));
  const found = exampleWeights(
    texts,
    () => 2,
    () => 0,
  );
  expect([...found]).toEqual([2, 2, 2, 2]);
});

test("of opinions no more than agreed are called neutral, and their order stays", () => {
  const held = {
    scores: Array.from({ length: 100 }, (_, i) => [i / 50 - 1, -3] as [number, number]),
    labels: Array.from({ length: 100 }, () => 0),
    weights: Array.from({ length: 100 }, () => 1),
    binary: Array.from({ length: 100 }, () => true),
  };
  const calibration = { slope: 1, intercepts: [0, 0.5] as [number, number] };
  const neutral = (c: typeof calibration) =>
    held.scores.filter((score) => probabilities(score, c).indexOf(Math.max(...probabilities(score, c))) === 1)
      .length;
  expect(neutral(calibration)).toBe(50);
  const bounded = boundNeutral(held, calibration, [0, 0.2]);
  expect(neutral(bounded)).toBe(20);
  expect(bounded.intercepts[1] - bounded.intercepts[0]).toBeCloseTo(0.5, 10);
  expect(boundNeutral(held, calibration, [0, 0.6])).toBe(calibration);
  expect(neutral(boundNeutral(held, calibration, [0.7, 0.7]))).toBe(70);
});

test("texts whose labels are not used get even shares of the classes", () => {
  const scores = Array.from({ length: 60 }, (_, i) => [i / 20 + 1, 2 - i / 30] as [number, number]);
  const calibration = evenIntercepts(scores, { slope: 1.3, intercepts: [2, -2] });
  const shares = [0, 1, 2].map(
    (k) => scores.reduce((sum, score) => sum + (probabilities(score, calibration)[k] ?? 0), 0) / 60,
  );
  for (const share of shares) expect(share).toBeCloseTo(1 / 3, 6);
});

test("a vocabulary numbers what occurs often enough, whatever the hashes", () => {
  const hashes = Int32Array.from({ length: 9000 }, (_, i) => (i % 3000) * 65536 - 7);
  const all = new Vocabulary(Int32Array.from([...hashes, 12345, 0, 0]), 2);
  expect(all.size).toBe(3001);
  expect(all.idOf(12345)).toBe(-1);
  expect(all.counts[all.idOf(0)]).toBe(2);
  expect(new Set([...hashes].map((hash) => all.idOf(hash))).size).toBe(3000);
});

test("a word that was never seen meets no other word's weight, though the table is full", () => {
  const texts = posts(300, SEED);
  const small = { ...RECIPE, bits: 9 };
  const corpus = prepare(texts, Lexicon.build([]), small);
  const { fingerprints, table } = quantise(
    trainOn(corpus, small, () => true),
    corpus.corpus,
    small.bits,
  );
  const filled = fingerprints.filter((_, slot) => table[slot * 2] !== 0 || table[slot * 2 + 1] !== 0).length;
  expect(filled).toBeGreaterThan(400);
  const random = randomNumbers(SEED);
  let met = 0;
  for (let i = 0; i < 20000; i++) {
    const hash = Math.floor(random() * 4294967296) | 0;
    if (fingerprints[hash & 511] === hash >>> 24) met++;
  }
  expect(met / 20000).toBeLessThan(0.01);
});
