import type { HashedFeatures } from "./features.ts";
import { mix } from "./hash.ts";
import { FLAG, TOKEN, type Tokens } from "./tokens.ts";

const WORDS = 1 << 15;
/** Longer words are summed up each time. */
const LETTERS = 16;

/** Adds the weights of `hashes[from .. to)` to `into`. */
export type AddWeights = (hashes: Int32Array, from: number, to: number, into: Int32Array) => void;

/**
 * Sums of the weights of a text's character n-grams, word by word. They depend on the word only, and most words of a text
 * are frequent ones: those read last are remembered, so that one read of memory replaces those of all their n-grams.
 * Weights are whole numbers: the sums are the same, remembered or not.
 */
export class WordSums {
  /** Of the text read last: a sum for each of the weights, and the number of n-grams. */
  readonly sums: Int32Array;
  grams = 0;
  private readonly hashes = new Int32Array(WORDS);
  private readonly salts = new Int32Array(WORDS);
  private readonly lengths = new Uint8Array(WORDS);
  private readonly letters = new Uint16Array(WORDS * LETTERS);
  private readonly counts = new Uint8Array(WORDS);
  private readonly known: Int32Array;

  /** @param width number of weights of an n-gram */
  constructor(
    private readonly width: number,
    private readonly add: AddWeights,
  ) {
    this.sums = new Int32Array(width);
    this.known = new Int32Array(WORDS * width);
  }

  /** Read the words of `tokens`; `hashed` has read their word n-grams already and lends its room behind them. */
  read(tokens: Tokens, hashed: HashedFeatures, salt: number): void {
    this.sums.fill(0);
    this.grams = 0;
    if (!hashed.hasRoom(tokens)) {
      hashed.readCharacters(tokens, salt);
      this.grams = hashed.characters;
      this.add(hashed.hashes, hashed.words, hashed.words + hashed.characters, this.sums);
      return;
    }
    const { kind, flags } = tokens;
    for (let t = 0; t < tokens.count; t++)
      if (kind[t] === TOKEN.word && ((flags[t] as number) & FLAG.ideograph) === 0)
        this.word(tokens, t, hashed, salt);
  }

  private word(tokens: Tokens, t: number, hashed: HashedFeatures, salt: number): void {
    const hash = tokens.hash[t] as number;
    const place = mix(hash ^ salt) & (WORDS - 1);
    const from = tokens.lettersFrom[t] as number;
    const length = (tokens.lettersTo[t] as number) - from;
    if (!this.knows(place, hash, salt, tokens.letters, from, length)) {
      const end = hashed.readWord(tokens, t, hashed.words, salt);
      if (length > LETTERS) {
        this.grams += end - hashed.words;
        this.add(hashed.hashes, hashed.words, end, this.sums);
        return;
      }
      this.remember(place, hash, salt, tokens.letters, from, length);
      const sums = this.known.subarray(place * this.width, (place + 1) * this.width);
      sums.fill(0);
      this.add(hashed.hashes, hashed.words, end, sums);
      this.counts[place] = end - hashed.words;
    }
    const { sums, known, width } = this;
    this.grams += this.counts[place] as number;
    for (let k = 0, at = place * width; k < width; k++, at++)
      sums[k] = (sums[k] as number) + (known[at] as number);
  }

  private knows(
    place: number,
    hash: number,
    salt: number,
    letters: Uint16Array,
    from: number,
    length: number,
  ) {
    if (this.hashes[place] !== hash || this.salts[place] !== salt || this.lengths[place] !== length)
      return false;
    const at = place * LETTERS;
    for (let i = 0; i < length; i++) if (this.letters[at + i] !== letters[from + i]) return false;
    return length > 0;
  }

  private remember(
    place: number,
    hash: number,
    salt: number,
    letters: Uint16Array,
    from: number,
    length: number,
  ): void {
    this.hashes[place] = hash;
    this.salts[place] = salt;
    this.lengths[place] = length;
    const at = place * LETTERS;
    for (let i = 0; i < length; i++) this.letters[at + i] = letters[from + i] as number;
  }
}
