import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue, SITE_LANGUAGES } from "../../src/site/catalogues.ts";
import { emojiName, quotedTerm, termLabel } from "../../src/site/term-text.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const text = (language: string) => new Text(language, readCatalogue(locateWorkspace("."), language));

test("an emoji has its name in every language of the site", () => {
  const named = SITE_LANGUAGES.map((language) => emojiName(text(language), "🐙"));
  expect(named).toEqual(["octopus", "octopus", "mustekala", "polip", "astoņkājis"]);
});

test("skin tones and variation selectors do not hide a name, sequences are named by parts, flags by country", () => {
  expect(emojiName(text("en"), "👍🏽")).toBe("thumbs up");
  expect(emojiName(text("en"), "❤️")).toBe("red heart");
  expect(emojiName(text("en"), "🇱🇻")).toBe("Latvia");
  expect(emojiName(text("nl"), "🇱🇻")).toBe("Letland");
  expect(emojiName(text("en"), "👍\u200d🌾")).toBe("thumbs up, sheaf of rice");
});

test("words, hashtags and keys of objects are no emoji", () => {
  for (const term of ["refill", "#refillday", "constructor", "__proto__", ""]) {
    expect(emojiName(text("en"), term)).toBeNull();
    expect(quotedTerm(text("en"), term)).toBe(`“${term}”`);
    expect(termLabel(text("en"), term)).toBe(term);
  }
});

test("sentences and labels give emoji with their words", () => {
  expect(quotedTerm(text("en"), "😡")).toBe("😡 (enraged face)");
  expect(termLabel(text("en"), "😡")).toBe("enraged face 😡");
  expect(termLabel(text("en"), "😊")).toBe("smiling face with smili… 😊");
});
