import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SentimentModel } from "../../../src/text/sentiment.ts";
import { clausesOf } from "../../../src/text/topics/clauses.ts";
import { scoreTopics, type TopicMention } from "../../../src/text/topics/topic-sentiment.ts";
import { PACKAGE_ROOT } from "../../../src/workspace.ts";

const model = SentimentModel.decode(readFileSync(join(PACKAGE_ROOT, "data", "models", "sentiment.bin")));

function mentionsOf(text: string, topics: readonly string[]): TopicMention[] {
  return topics.map((topic) => ({
    topic,
    span: { from: text.indexOf(topic), to: text.indexOf(topic) + topic.length },
  }));
}

/** Invented sentences: the first topic is praised, the second is not. */
const CASES: readonly [string, string, string, string][] = [
  ["en", "Arvo was wonderful and friendly but Besta was horrible and rude", "Arvo", "Besta"],
  ["en", "Great flight with Arvo, thank you! Besta lost my bag again, terrible.", "Arvo", "Besta"],
  ["en", "I love Arvo, and I hate Besta", "Arvo", "Besta"],
  ["nl", "Arvo is geweldig en heel mooi, maar Besta is verschrikkelijk slecht", "Arvo", "Besta"],
  ["fi", "Arvo on ihana ja mahtava, mutta Besta on aivan kauhea ja huono", "Arvo", "Besta"],
  ["hu", "Az Arvo csodálatos és nagyon jó, de a Besta borzalmas és szörnyű", "Arvo", "Besta"],
  ["lv", "Arvo ir lielisks un skaists, bet Besta ir briesmīgs un slikts", "Arvo", "Besta"],
];

test.each(CASES)("%s: %s", (language, text, liked, disliked) => {
  const found = scoreTopics(model, text, language, mentionsOf(text, [liked, disliked]));
  const [first, second] = found;
  expect(first?.scope).toBe("clause");
  expect((first?.score.positive ?? 0) - (first?.score.negative ?? 0)).toBeGreaterThan(
    (second?.score.positive ?? 0) - (second?.score.negative ?? 0),
  );
});

test("a sentence without a topic goes on about the one before", () => {
  const text = "Arvo was on time. Besta called me. Your prices are ridiculous and the staff is rude!";
  const [first, second] = scoreTopics(model, text, "en", mentionsOf(text, ["Arvo", "Besta"]));
  expect(second?.clauses.map(({ from, to }) => text.slice(from, to).trim())).toEqual([
    "Besta called me. Your prices are ridiculous and the staff is rude!",
  ]);
  expect(second?.score.negative ?? 0).toBeGreaterThan(first?.score.negative ?? 1);
});

test("what is compared with gets the opposite", () => {
  const text = "Arvo is so much better and nicer than Besta";
  const [first, second] = scoreTopics(model, text, "en", mentionsOf(text, ["Arvo", "Besta"]));
  expect(second?.score.negative).toBeCloseTo(first?.score.positive ?? 0, 6);
});

test("one statement about two topics counts for both", () => {
  const text = "Arvo and Besta are both terrible";
  const found = scoreTopics(model, text, "en", mentionsOf(text, ["Arvo", "Besta"]));
  expect(found.map(({ scope }) => scope)).toEqual(["text", "text"]);
  expect(found[0]?.score).toEqual(found[1]?.score);
});

test("a text with one topic is scored whole", () => {
  const text = "Arvo was late. I was so angry!";
  const [only] = scoreTopics(model, text, "en", mentionsOf(text, ["Arvo"]));
  expect(only?.scope).toBe("text");
  const { label, negative } = model.score(text, "en");
  expect(only?.score).toMatchObject({ label, negative });
});

test("clauses cover the text without gap or overlap, whatever it is", () => {
  for (const text of ["", "a", "... but!!! maar", "but but but", "x\n\n\ny; z", "\ud83d!?\u0301"]) {
    const clauses = clausesOf(text, []);
    expect(clauses.map(({ from, to }) => text.slice(from, to)).join("")).toBe(text);
  }
});

test("a word that joins in one language does not in another", () => {
  const parts = (language: string, text: string) =>
    clausesOf(text, mentionsOf(text, ["Arvo", "Besta"]), language).map(({ from, to }) =>
      text.slice(from, to),
    );
  expect(parts("nl", "Ik haat de site van Arvo en van Besta")).toEqual([
    "Ik haat de site van Arvo en van Besta",
  ]);
  expect(parts("hu", "Az Arvo jó de a Besta rossz")).toEqual(["Az Arvo jó ", "de a Besta rossz"]);
  expect(parts("pl", "Arvo jest dobre a Besta jest zła")).toEqual(["Arvo jest dobre ", "a Besta jest zła"]);
  expect(parts("hu", "Az Arvo és a Besta is rossz")).toEqual(["Az Arvo és a Besta is rossz"]);
});

test("a text is parted at the words of its own language", () => {
  const text = "Arvo on ihana kun taas Besta on kauhea";
  const [first] = scoreTopics(model, text, "fi", mentionsOf(text, ["Arvo", "Besta"]));
  expect(first?.clauses.map(({ from, to }) => text.slice(from, to))).toEqual(["Arvo on ihana "]);
  expect(scoreTopics(model, text, "en", mentionsOf(text, ["Arvo", "Besta"]))[0]?.clauses).toHaveLength(1);
  expect(scoreTopics(model, text, "en", mentionsOf(text, ["Arvo", "Besta"]))[0]?.scope).toBe("text");
});

test("one whom the text is addressed to has half its score from the whole text, others from their clauses", () => {
  const text = "@arvo your staff was rude and I am angry. @besta is wonderful, love them!";
  const [arvo, besta] = scoreTopics(model, text, "en", mentionsOf(text, ["@arvo", "@besta"]));
  const clause = model.score("@arvo your staff was rude and I am angry.", "en");
  const whole = model.score(text, "en");
  expect(arvo?.score.negative).toBeCloseTo((clause.negative + whole.negative) / 2, 6);
  expect(besta?.score.positive).toBeCloseTo(
    model.score(" @besta is wonderful, love them!", "en").positive,
    6,
  );
});
