import { expect, test } from "vitest";
import { FLAG, TOKEN, Tokens } from "../../src/text/tokens.ts";

const NAMES = Object.fromEntries(Object.entries(TOKEN).map(([name, kind]) => [kind, name]));

/** Tokens as `kind:letters`, for words their letters as kept, for others as they stand in the text. */
function read(text: string): string[] {
  const tokens = new Tokens();
  tokens.read(text);
  return Array.from({ length: tokens.count }, (_, i) => {
    const letters = String.fromCharCode(
      ...tokens.letters.subarray(tokens.lettersFrom[i], tokens.lettersTo[i]),
    );
    return `${NAMES[tokens.kind[i] as number]}:${letters || text.slice(tokens.from[i], tokens.to[i])}`;
  });
}

test.each([
  [
    "Don't PANIC, it's 3,5 %!",
    ["word:don't", "word:panic", "word:it's", "number:3,5", "punctuation:%", "punctuation:!"],
  ],
  ["soooo gooood", ["word:soo", "word:good"]],
  ["@ann see https://t.co/a?b=c now", ["handle:@ann", "word:see", "url:https://t.co/a?b=c", "word:now"]],
  ["#LoveMyJob #free", ["word:love", "word:my", "word:job", "word:free"]],
  ["ok :-) <3 xD :((", ["word:ok", "emoticon::-)", "emoticon:<3", "emoticon:xD", "emoticon::(("]],
  ["👍🏽 ❤️ 👨‍👩‍👧", ["emoji:👍", "emoji:❤", "emoji:👨", "emoji:👩", "emoji:👧"]],
  ["Ļoti jauki, ŐRÜLT", ["word:ļoti", "word:jauki", "word:őrült"]],
  ["我爱", ["word:我", "word:爱"]],
  ["10:30 gr8 2nd", ["number:10:30", "word:gr8", "word:2nd"]],
  ["constructor __proto__", ["word:constructor", "word:proto"]],
  ["", []],
  ["\ud83d \udc4d \ud83d", []],
  ["\u0301\u0301", []],
])("%j is read as tokens", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test("capitals, elongation and hashtags are marked", () => {
  const tokens = new Tokens();
  tokens.read("GREAT nooo #Joy fine");
  expect(Array.from(tokens.flags.subarray(0, tokens.count))).toEqual([
    FLAG.capitals,
    FLAG.elongated,
    FLAG.hashtag,
    0,
  ]);
});

test("a skin tone and a nose change nothing", () => {
  const tokens = new Tokens();
  tokens.read("👍🏽👍 :-) :)");
  expect(tokens.hash[0]).toBe(tokens.hash[1]);
  expect(tokens.hash[2]).toBe(tokens.hash[3]);
});

test("places point into the text", () => {
  const text = "Ez JÓÓÓÓ volt 😀!!";
  const tokens = new Tokens();
  tokens.read(text);
  const places = Array.from({ length: tokens.count }, (_, i) => text.slice(tokens.from[i], tokens.to[i]));
  expect(places).toEqual(["Ez", "JÓÓÓÓ", "volt", "😀", "!!"]);
});
