import { expect, test } from "vitest";
import { HashedFeatures } from "../../src/text/features.ts";
import { randomNumbers } from "../../src/text/hash.ts";
import { Tokens } from "../../src/text/tokens.ts";
import { WordSums } from "../../src/text/word-sums.ts";

/** Weights that differ from n-gram to n-gram. */
function add(hashes: Int32Array, from: number, to: number, into: Int32Array, at: number): void {
  for (let i = from; i < to; i++) {
    into[at] = into[at]! + ((hashes[i]! << 16) >> 24);
    into[at + 1] = into[at + 1]! + (hashes[i]! >> 24);
  }
}

test.each([1, 2])("sums of remembered words are those of all their n-grams (seed %i)", (seed) => {
  const random = randomNumbers(seed);
  const below = (n: number) => Math.floor(random() * n);
  const letters = [..."aaabcdeéžжя가漢'#@1 !"];
  const words = Array.from({ length: 3000 }, () =>
    Array.from({ length: 1 + below(random() < 0.05 ? 60 : 9) }, () => letters[below(letters.length)]).join(
      "",
    ),
  );
  const tokens = new Tokens();
  const hashed = new HashedFeatures();
  const plain = new HashedFeatures();
  const sums = new WordSums(2, add);
  for (let round = 0; round < 3000; round++) {
    const length = round % 500 === 499 ? 2500 : below(30);
    const text = Array.from({ length }, () => words[below(below(words.length) + 1)]).join(" ");
    const salt = below(3) * 77;
    tokens.read(text);
    plain.read(tokens, salt);
    const expected = new Int32Array(2);
    add(plain.hashes, plain.words, plain.words + plain.characters, expected, 0);
    hashed.readWords(tokens, salt);
    sums.read(tokens, hashed, salt);
    expect(sums.sums).toEqual(expected);
    expect(sums.grams).toBe(plain.characters);
  }
});

test("words that share a hash are told apart", () => {
  const tokens = new Tokens();
  const hashed = new HashedFeatures();
  const sums = new WordSums(2, add);
  const read = (word: string) => {
    tokens.read(word);
    tokens.hash[0] = 7;
    hashed.readWords(tokens, 0);
    sums.read(tokens, hashed, 0);
    return [...sums.sums];
  };
  const first = read("apple");
  expect(read("peach")).not.toEqual(first);
  expect(read("apple")).toEqual(first);
});
