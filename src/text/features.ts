import { FNV_PRIME, mix } from "./hash.ts";
import { MAX_UNITS } from "./text-units.ts";
import { FLAG, TOKEN, type Tokens } from "./tokens.ts";

const BIGRAM = 0x1f35bd27;
const SKIP_BIGRAM = 0x5bd1e995;
const CHARACTER_SALT = 0x27d4eb2f;
const WORD_EDGE = 2;
/** A word's n-grams that begin at one letter. */
const ROOM = 4;

/** Hangul packs two or three letters in a code unit, so its n-grams start at two. */
function shortestGram(letter: number): number {
  return letter >= 0xac00 && letter <= 0xd7a3 ? 2 : 3;
}

/**
 * The hashed features of one text, reused from text to text: `hashes[0 .. words)` are word uni-, bi- and
 * skip-bigrams, `hashes[words .. words + characters)` character 3–5-grams of its words with their edges.
 * Hashes are 32 bits, already mixed: mask them to a table's size.
 */
export class HashedFeatures {
  words = 0;
  characters = 0;
  readonly hashes = new Int32Array(MAX_UNITS * 4);

  /** Read the features of `tokens`; `salt` keeps groups of languages apart; emoji, signs and links also count for all. */
  read(tokens: Tokens, salt: number): void {
    this.readWords(tokens, salt);
    this.readCharacters(tokens, salt);
  }

  /** The word n-grams only. */
  readWords(tokens: Tokens, salt: number): void {
    this.words = this.wordGrams(tokens, salt);
    this.characters = 0;
  }

  /** The character n-grams, after {@link readWords}. */
  readCharacters(tokens: Tokens, salt: number): void {
    this.characters = this.characterGrams(tokens, this.words, salt) - this.words;
  }

  /** Do all character n-grams find room behind the word n-grams that were read? */
  hasRoom(tokens: Tokens): boolean {
    const letters = tokens.count === 0 ? 0 : (tokens.lettersTo[tokens.count - 1] as number);
    return this.words + 3 * letters <= this.hashes.length - ROOM;
  }

  private wordGrams(tokens: Tokens, salt: number): number {
    const { hashes } = this;
    let at = 0;
    let last = 0x2a;
    let beforeLast = 0;
    for (let i = 0; i < tokens.count; i++) {
      const hash = tokens.hash[i] as number;
      hashes[at++] = mix(hash ^ salt);
      if (tokens.kind[i] !== TOKEN.word) hashes[at++] = mix(hash);
      hashes[at++] = mix(Math.imul(last, BIGRAM) ^ hash ^ salt);
      if (i > 1) hashes[at++] = mix(Math.imul(beforeLast, SKIP_BIGRAM) ^ hash ^ salt);
      beforeLast = last;
      last = hash;
    }
    return at;
  }

  private characterGrams(tokens: Tokens, start: number, salt: number): number {
    let at = start;
    for (let t = 0; t < tokens.count; t++) {
      if (tokens.kind[t] !== TOKEN.word || ((tokens.flags[t] as number) & FLAG.ideograph) !== 0) continue;
      at = this.readWord(tokens, t, at, salt);
    }
    return at;
  }

  /** The character n-grams of one word, token `t`, into `hashes[start …]`; where they end. */
  readWord(tokens: Tokens, t: number, start: number, salt: number): number {
    const { hashes } = this;
    const { letters, lettersFrom, lettersTo } = tokens;
    const room = hashes.length - ROOM;
    const from = lettersFrom[t] as number;
    const to = lettersTo[t] as number;
    const shortest = shortestGram(letters[from] as number);
    let at = start;
    for (let i = from - 1; i < to - 1 && at < room; i++) {
      let hash = i < from ? Math.imul(CHARACTER_SALT ^ WORD_EDGE, FNV_PRIME) : CHARACTER_SALT;
      const stop = Math.min(i + 5, to + 1);
      for (let k = Math.max(i, from); k < stop; k++) {
        hash = Math.imul(hash ^ (k < to ? (letters[k] as number) : WORD_EDGE), FNV_PRIME);
        if (k - i + 1 >= shortest) hashes[at++] = mix(hash ^ salt);
      }
    }
    return at;
  }
}
