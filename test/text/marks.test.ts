import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EmotionModel } from "../../src/text/emotion.ts";
import { MARKS, MarkModel } from "../../src/text/marks.ts";
import { PACKAGE_ROOT } from "../../src/workspace.ts";

const read = (name: string) => readFileSync(join(PACKAGE_ROOT, "data", "models", name));
const marks = MarkModel.decode(read("marks.bin"));
const emotions = EmotionModel.decode(read("emotion.bin"));

test("an insult is more offensive than a thank-you", () => {
  const insult = marks.score("you are a stupid idiot and a disgusting liar, shut up", "en");
  const thanks = marks.score("thank you for the lovely afternoon, see you on Monday", "en");
  expect(insult.offensive).toBeGreaterThan(thanks.offensive + 0.3);
  expect(Object.keys(insult)).toEqual([...MARKS]);
});

test("a happy line shows joy, a furious one anger", () => {
  const happy = emotions.score("I am so happy, what a wonderful day, I love it!", "en");
  const furious = emotions.score("I hate you, you bastard, I will kill you!", "en");
  expect(happy.joy).toBeGreaterThan(furious.joy);
  expect(furious.anger).toBeGreaterThan(happy.anger);
  expect(happy.joy).toBeGreaterThan(emotions.thresholds[4] ?? 1);
});

test.each([
  ["no text", ""],
  ["lone surrogates", "\ud83d\udc00\ud83d"],
  ["names of object properties", "constructor __proto__ toString hasOwnProperty"],
  ["only emoji", "😡😡😡"],
  ["one megabyte", "so angry ".repeat(120_000)],
])("%s: probabilities are numbers between 0 and 1", (_name, text) => {
  for (const model of [marks, emotions])
    for (const p of Object.values(model.score(text, "en"))) {
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
    }
});

test("one kind of model is not read as another", () => {
  expect(() => MarkModel.decode(read("emotion.bin"))).toThrow("invalid model kind: emotion");
  expect(() => EmotionModel.decode(read("sentiment.bin"))).toThrow("invalid model kind: sentiment");
});
