import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { explainSentiment } from "../../src/text/explain.ts";
import { decodeModelFile } from "../../src/text/model-file.ts";
import { SentimentModel } from "../../src/text/sentiment.ts";
import { PACKAGE_ROOT } from "../../src/workspace.ts";

const file = readFileSync(join(PACKAGE_ROOT, "data", "models", "sentiment.bin"));
const model = SentimentModel.decode(file);

test.each([
  ["en", "What a wonderful day, thank you so much for the amazing service!", "positive"],
  ["en", "Terrible flight, lost my bag and nobody helps. Worst airline ever", "negative"],
  ["en", "The meeting starts at 10 in room 4 on Monday", "neutral"],
  ["lv", "Paldies par lielisko koncertu, bija ļoti skaisti!", "positive"],
  ["lv", "Briesmīgi, kauns par šādu attieksmi, nekad vairs", "negative"],
  ["hu", "Imádom, csodálatos volt, nagyon köszönöm!", "positive"],
  ["hu", "Ez borzalmas, utálom, soha többet", "negative"],
  ["fi", "Ihana päivä, kiitos kaikille, rakastan tätä!", "positive"],
  ["fi", "Vihaan tätä, aivan kauheaa ja surullista", "negative"],
  ["nl", "Wat een prachtige dag, heel blij mee, dank je wel!", "positive"],
  ["nl", "Schandalig en triest, dit beleid is verschrikkelijk slecht", "negative"],
])("%s: %s", (language, text, label) => {
  expect(model.score(text, language).label).toBe(label);
});

test("probabilities sum to one and the label is the most probable", () => {
  for (const text of ["", "ok", "😀", "I hate it", "a b c", "constructor __proto__ toString"]) {
    const { label, negative, neutral, positive } = model.score(text, "en");
    expect(negative + neutral + positive).toBeCloseTo(1, 5);
    expect({ negative, neutral, positive }[label]).toBe(Math.max(negative, neutral, positive));
  }
});

test.each([
  ["1 MB of words", "terrible and lovely ".repeat(50_000)],
  ["1 MB without a space", "x😡y".repeat(250_000)],
  ["names of object properties", "constructor __proto__ toString valueOf hasOwnProperty ".repeat(1000)],
  ["control characters", "\u0000\u0001\u001b[31m\u202e".repeat(10_000)],
  ["50 kB of one letter", "a".repeat(50_000)],
  ["50 kB of words", "terrible ".repeat(6000)],
  ["lone surrogates", "\ud83d\udc00\ud83d".repeat(20_000)],
  ["combining marks", "\u0301".repeat(50_000)],
  ["emoticon eyes", ":".repeat(50_000)],
  ["emoji", "😡".repeat(20_000)],
  ["hashes", "#".repeat(50_000)],
  ["hashtags without spaces", "#aB".repeat(15_000)],
  ["ideographs", "坏".repeat(50_000)],
])("%s are scored in bounded time", (_name, text) => {
  model.score(text, "en");
  const started = performance.now();
  const { negative, neutral, positive } = model.score(text, "en");
  expect(performance.now() - started).toBeLessThan(1000);
  expect(negative + neutral + positive).toBeCloseTo(1, 5);
});

test.each(["1441", "", "@ann https://t.co/x", "?!", "12:30 - 45 %"])(
  "%j says nothing, so it is neutral",
  (text) => {
    expect(model.score(text, "fi")).toEqual({ label: "neutral", negative: 0, neutral: 1, positive: 0 });
  },
);

test("the words that decided are named, the strongest first", () => {
  const words = explainSentiment(model, "The staff was rude but the room was wonderful and lovely", "en");
  expect(words.map(({ word }) => word)).toEqual(expect.arrayContaining(["rude"]));
  const sizes = words.map(({ weight }) => Math.abs(weight));
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
});

test("the floors' languages have evidence and say where it is from", () => {
  for (const language of [
    "en",
    "lv",
    "hu",
    "fi",
    "nl",
    "pl",
    "sv",
    "sl",
    "de",
    "ar",
    "fr",
    "hi",
    "it",
    "pt",
    "es",
  ])
    expect(model.hasEvidence(language)).toBe(true);
  expect(model.languages.get("pl")?.neutral).toBe(false);
  expect(model.languages.get("hu")?.domains).toContain("movie reviews");
  expect(model.hasEvidence("und")).toBe(false);
});

test("a language named like a property of objects is one without evidence", () => {
  for (const language of ["constructor", "__proto__", "toString", "", "und", "zz"]) {
    expect(model.hasEvidence(language)).toBe(false);
    const { negative, neutral, positive } = model.score("what a lovely day", language);
    expect(negative + neutral + positive).toBeCloseTo(1, 5);
  }
});

test("words that were never seen leave a text where it was", () => {
  const { positive } = model.score("what a lovely day", "en");
  const unknown = "zzqxj wvkkq pqzzt xxqqv";
  expect(Math.abs(model.score(`what a lovely day ${unknown}`, "en").positive - positive)).toBeLessThan(0.35);
  expect(model.score(unknown, "en").negative).toBeLessThan(0.6);
});

test("a damaged file is refused with its reason", () => {
  expect(() => SentimentModel.decode(new Uint8Array(100))).toThrow("does not begin with EARSHOT1");
  expect(() => SentimentModel.decode(file.subarray(0, 100_000))).toThrow("is cut off");
  expect(() => decodeModelFile(readFileSync(join(PACKAGE_ROOT, "package.json")))).toThrow(RangeError);
});
