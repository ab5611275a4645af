import type { HashedFeatures } from "./features.ts";
import { mix } from "./hash.ts";
import { FLAG, TOKEN, type Tokens } from "./tokens.ts";

const WORDS = 1 << 15;
/** Longer words are summed up each time. */
const LETTERS = 16;
/** A remembered word in one stretch of 32-bit numbers: hash, salt, letters and n-grams, its letters two by two, sums. */
const SALT = 1;
const LENGTHS = 2;
const WRITTEN = 3;
const SUMS = WRITTEN + LETTERS / 2;

/** Adds the weights of `hashes[from .. to)` to `into[at …]`. */
export type AddWeights = (hashes: Int32Array, from: number, to: number, into: Int32Array, at: number) => void;

/**
 * Sums of the weights of a text's character n-grams, word by word. They depend on the word only, and most words of a text
 * are frequent ones: those read last are remembered, so that one read of memory replaces those of all their n-grams.
 * Weights are whole numbers: the sums are the same, remembered or not.
 */
export class WordSums {
  /** Of the text read last: a sum for each of the weights, and the number of n-grams. */
  readonly sums: Int32Array;
  grams = 0;
  /** Numbers from one remembered word to the next, a power of two: words begin where the processor's lines do. */
  private readonly stride: number;
  private readonly words: Int32Array;
  private readonly letters: Uint16Array;

  /** @param width number of weights of an n-gram */
  constructor(
    private readonly width: number,
    private readonly add: AddWeights,
  ) {
    this.sums = new Int32Array(width);
    this.stride = 2 ** Math.ceil(Math.log2(SUMS + width));
    this.words = new Int32Array(WORDS * this.stride);
    this.letters = new Uint16Array(this.words.buffer);
  }

  /** Read the words of `tokens`; `hashed` has read their word n-grams already and lends its room behind them. */
  read(tokens: Tokens, hashed: HashedFeatures, salt: number): void {
    this.sums.fill(0);
    this.grams = 0;
    if (!hashed.hasRoom(tokens)) {
      hashed.readCharacters(tokens, salt);
      this.grams = hashed.characters;
      this.add(hashed.hashes, hashed.words, hashed.words + hashed.characters, this.sums, 0);
      return;
    }
    const { kind, flags, count } = tokens;
    for (let t = 0; t < count; t++)
      if (kind[t] === TOKEN.word && ((flags[t] as number) & FLAG.ideograph) === 0)
        this.word(tokens, t, hashed, salt);
  }

  private word(tokens: Tokens, t: number, hashed: HashedFeatures, salt: number): void {
    const { words, sums, width } = this;
    const hash = tokens.hash[t] as number;
    const place = (mix(hash ^ salt) & (WORDS - 1)) * this.stride;
    const from = tokens.lettersFrom[t] as number;
    const length = (tokens.lettersTo[t] as number) - from;
    const known =
      words[place] === hash &&
      words[place + SALT] === salt &&
      ((words[place + LENGTHS] as number) & 0xff) === length &&
      this.isWritten(place, tokens.letters, from, length);
    if (!known) {
      const end = hashed.readWord(tokens, t, hashed.words, salt);
      const grams = end - hashed.words;
      if (length > LETTERS || length === 0) {
        this.grams += grams;
        this.add(hashed.hashes, hashed.words, end, sums, 0);
        return;
      }
      words[place] = hash;
      words[place + SALT] = salt;
      words[place + LENGTHS] = length | (grams << 8);
      for (let i = 0, at = 2 * (place + WRITTEN); i < length; i++)
        this.letters[at + i] = tokens.letters[from + i] as number;
      words.fill(0, place + SUMS, place + SUMS + width);
      this.add(hashed.hashes, hashed.words, end, words, place + SUMS);
    }
    this.grams += (words[place + LENGTHS] as number) >> 8;
    for (let k = 0, at = place + SUMS; k < width; k++)
      sums[k] = (sums[k] as number) + (words[at + k] as number);
  }

  /** Are these the letters of the word remembered at `place`? Words of other letters may have its hash. */
  private isWritten(place: number, letters: Uint16Array, from: number, length: number): boolean {
    const at = 2 * (place + WRITTEN);
    for (let i = 0; i < length; i++) if (this.letters[at + i] !== letters[from + i]) return false;
    return true;
  }
}
