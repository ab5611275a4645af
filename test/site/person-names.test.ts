import { expect, test } from "vitest";
import { personsNamed, withoutNames } from "../../src/site/person-names.ts";
import { publicQuote } from "../../src/site/quoted-text.ts";

const persons = personsNamed(
  [
    "@johndoe",
    "Maria da Silva Santos",
    "John D.",
    "Anna",
    "Zoë O'Neil",
    "Smith, Ida 🌸",
    "Bolt",
    "x",
    "Matti Virtanen",
    "Pekka",
    "István",
    "Jānis Ozols",
  ],
  ["Bolt", "#acme"],
);

test.each([
  ["#johndoe", "#[name]"],
  ["johndoe's tea", "[name] tea"],
  ["I met Maria da Silva Santos.", "I met [name]"],
  ["maria DA silva santos’ cup", "[name] cup"],
  ["by John D.", "by [name]"],
  ["by John D", "by [name]"],
  ["Anna's, Anna’s. and ANNA!", "[name], [name] and [name]!"],
  ["zoë o'neil's", "[name]"],
  ["Zoe\u0308 O'Neil", "[name]"],
  ["#MariaDaSilvaSantos", "#[name]"],
  ["says Smith Ida", "says [name]"],
  ["kysyin johndoelta ja Smith Idalta", "kysyin [name] ja [name]"],
  ["Matti Virtasen kuppi, Pekalle", "[name] kuppi, [name]"],
  ["Istvánnal és Annának", "[name] és [name]"],
  ["tēja Jānis Ozolam", "tēja [name]"],
])("a name is found however it is written: %s", (text, clean) => {
  expect(withoutNames(text, persons)).toBe(clean);
  expect(publicQuote(text, persons)).toBeNull();
});

test.each([
  "Bolt tea",
  "Boltin tee",
  "annals of tea",
  "peak tea",
  "instant",
  "John's tea",
  "Maria da Silva",
  "x",
])("%s names nobody", (text) => {
  expect(withoutNames(text, persons)).toBe(text);
  expect(publicQuote(text, persons)).toBe(text);
});

test("terms that name a person leave a list", () => {
  expect(publicQuote(["recall", "#johndoe", "anna's"], persons)).toBe('["recall"]');
});
