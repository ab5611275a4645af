import { expect, test } from "vitest";
import { placedWords, textWords } from "../../reports/components/feed-words.ts";

test.each([
  "हिन्दी में समाचार",
  "Kave\u0301 e\u0301s te\u0301j #na\u0301p!",
  "ดี กาแฟที่ดี coffee",
  "שָׁלוֹם עולם",
  "ばびぶ カフェ latte",
])("a text has the same words to be found and to be marked: %s", (text) => {
  expect(placedWords(text).map(({ word }) => word)).toEqual(textWords(text));
});
