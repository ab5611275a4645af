import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LanguageModel } from "../../../src/text/language/language-model.ts";
import { PACKAGE_ROOT } from "../../../src/workspace.ts";

const model = LanguageModel.decode(readFileSync(join(PACKAGE_ROOT, "data", "models", "language.bin")));

test.each([
  ["en", "I love this phone, the camera is wonderful"],
  ["lv", "Paldies, ļoti labs serviss"],
  ["hu", "Nagyon szeretem ezt a boltot"],
  ["fi", "Todella huono palvelu, en suosittele"],
  ["nl", "Wat een mooie dag vandaag, dank je wel"],
  ["de", "Das war leider gar nicht gut"],
  ["et", "Täna on väga ilus ilm ja ma olen rõõmus"],
  ["lt", "Labai ačiū už gerą aptarnavimą"],
  ["ja", "ここは日本です"],
  ["zh", "我爱你"],
  ["ar", "هذا الكتاب جميل جدا"],
  ["ko", "오늘 날씨가 정말 좋네요"],
])("%s: %s", (language, text) => {
  expect(model.identify(text).language).toBe(language);
  expect(model.identify(text).confidence).toBeGreaterThan(0.5);
});

test.each([
  "",
  "😍😍😍",
  "https://t.co/abc www.example.com",
  "@someone @other",
  "#tag #other",
  "12345 !!!",
  "ok",
  "\ud83d\ud83d",
  "\u0301\u0301\u0301",
])("%j does not say its language", (text) => {
  expect(model.identify(text)).toEqual({ language: "und", confidence: 0 });
});

test("links, handles and hashtags do not count", () => {
  const plain = model.identify("Ez egy nagyon szép nap volt");
  const noisy = model.identify("@user Ez egy nagyon szép nap volt #love https://example.com/the/best/day");
  expect(noisy).toEqual(plain);
});

test("at least fifty languages are told apart", () => {
  expect(new Set(model.languages).size).toBeGreaterThanOrEqual(50);
});

test("a long text takes bounded time", () => {
  const text = "the quick brown fox ".repeat(5000);
  model.identify(text);
  const started = performance.now();
  expect(model.identify(text).language).toBe("en");
  expect(performance.now() - started).toBeLessThan(1000);
});
