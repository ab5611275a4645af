import { isApostrophe, isDigit, isHttp, isLetter, isNamePart, isWww, signOf } from "./character-tests.ts";
import { CHARACTER, CLASS, LOWER } from "./characters.ts";
import { emoticonAt } from "./emoticons.ts";
import { FNV_PRIME, FNV_START } from "./hash.ts";
import { MAX_UNITS, TextUnits } from "./text-units.ts";

/** What a token is. */
export const TOKEN = {
  word: 1,
  number: 2,
  emoji: 3,
  emoticon: 4,
  punctuation: 5,
  url: 6,
  handle: 7,
} as const;

/** What is special about a token; bits. */
export const FLAG = { capitals: 1, elongated: 2, hashtag: 4, ideograph: 8 } as const;

const MAX_TOKENS = 1500;
/** A longer run of letters is cut: no language has such words. */
const MAX_WORD = 40;
const HANDLE_HASH = 0x40404040;
const URL_HASH = 0x55524c00;
const NUMBER_HASH = 0x30303030;

/**
 * The tokens of one text in typed arrays, reused from text to text: Unicode words (lower-cased, repeated
 * letters cut to two), numbers, emoji without skin tone, emoticons, runs of `! ? …`, handles and URLs as one
 * class each; hashtags split at capitals. No string is made.
 */
export class Tokens {
  count = 0;
  readonly kind = new Uint8Array(MAX_TOKENS);
  readonly flags = new Uint8Array(MAX_TOKENS);
  readonly hash = new Int32Array(MAX_TOKENS);
  /** Hash with repeated letters cut to one; differs from `hash` only in elongated words. */
  readonly shortHash = new Int32Array(MAX_TOKENS);
  /** Place in the text: first code unit and the one after the last. */
  readonly from = new Uint16Array(MAX_TOKENS);
  readonly to = new Uint16Array(MAX_TOKENS);
  /** Place of a word's lower-cased letters in `letters`. */
  readonly lettersFrom = new Uint16Array(MAX_TOKENS);
  readonly lettersTo = new Uint16Array(MAX_TOKENS);
  readonly letters = new Uint16Array(MAX_UNITS + 3 * MAX_TOKENS);
  private used = 0;
  private readonly own = new TextUnits();

  /** Read `text`; what was there before is gone. */
  read(text: string): void {
    this.own.readString(text);
    this.readUnits(this.own);
  }

  /** The same of a text whose units are at hand. */
  readUnits({ units, length: end }: TextUnits): void {
    this.count = 0;
    this.used = 0;
    let i = 0;
    while (i < end && this.count < MAX_TOKENS - 1) {
      const code = units[i] as number;
      switch (CLASS[code]) {
        case CHARACTER.letter:
          i = this.letterAt(units, i, end, code);
          break;
        case CHARACTER.ideograph:
          i = this.ideograph(i, code);
          break;
        case CHARACTER.digit:
          i = this.numberAt(units, i, end);
          break;
        case CHARACTER.symbol:
          i = this.symbolAt(units, i, end, code);
          break;
        case CHARACTER.emoji:
          this.push(TOKEN.emoji, 0, emojiHash(code), i, i + 1);
          i++;
          break;
        case CHARACTER.highSurrogate:
          i = this.surrogateAt(units, i, end, code);
          break;
        default:
          i++;
      }
    }
  }

  /** Is there a word, an emoji or an emoticon among the tokens? Numbers, links and signs alone say nothing. */
  saysSomething(): boolean {
    for (let i = 0; i < this.count; i++) {
      const kind = this.kind[i];
      if (kind === TOKEN.word || kind === TOKEN.emoji || kind === TOKEN.emoticon) return true;
    }
    return false;
  }

  private push(kind: number, flags: number, hash: number, from: number, to: number): void {
    const at = this.count++;
    this.kind[at] = kind;
    this.flags[at] = flags;
    this.hash[at] = hash;
    this.shortHash[at] = hash;
    this.from[at] = from;
    this.to[at] = to;
    this.lettersFrom[at] = this.used;
    this.lettersTo[at] = this.used;
  }

  private letterAt(units: Uint16Array, i: number, end: number, code: number): number {
    const lower = code | 32;
    if (lower === 0x68 && isHttp(units, i)) return this.urlAt(units, i, end);
    if (lower === 0x77 && isWww(units, i)) return this.urlAt(units, i, end);
    if (lower === 0x78 && (i === 0 || CLASS[units[i - 1] as number] !== CHARACTER.letter)) {
      const length = emoticonAt(units, i, end);
      if (length > 0) return this.emoticon(units, i, length);
    }
    return this.wordAt(units, i, end, 0);
  }

  private urlAt(units: Uint16Array, i: number, end: number): number {
    let to = i;
    while (to < end && CLASS[units[to] as number] !== CHARACTER.space) to++;
    this.push(TOKEN.url, 0, URL_HASH, i, to);
    return to;
  }

  private ideograph(i: number, code: number): number {
    this.push(TOKEN.word, FLAG.ideograph, Math.imul(FNV_START ^ code, FNV_PRIME), i, i + 1);
    return i + 1;
  }

  private numberAt(units: Uint16Array, i: number, end: number): number {
    let to = i + 1;
    while (to < end) {
      const code = units[to] as number;
      const kind = CLASS[code];
      if (kind === CHARACTER.digit) to++;
      else if (kind === CHARACTER.letter && to - i <= 2) return this.wordAt(units, i, end, 0);
      else if ((code === 0x2e || code === 0x2c || code === 0x3a) && isDigit(units, to + 1, end)) to++;
      else break;
    }
    this.push(TOKEN.number, 0, NUMBER_HASH, i, to);
    return to;
  }

  /** A word from `i`; inside a hashtag it stops where a capital follows a small letter. */
  private wordAt(units: Uint16Array, i: number, end: number, flag: number): number {
    const start = this.used;
    let hash = FNV_START;
    let short = FNV_START;
    let last = 0;
    let run = 0;
    let capitals = 0;
    let small = 0;
    let flags = flag;
    let to = i;
    for (; to < end; to++) {
      const code = units[to] as number;
      const kind = CLASS[code];
      if (kind === CHARACTER.invisible) continue;
      if (kind !== CHARACTER.letter && kind !== CHARACTER.mark && kind !== CHARACTER.digit) {
        if (!isApostrophe(code) || !isLetter(units, to + 1, end) || to === i) break;
      }
      const lower = LOWER[code] as number;
      if (lower !== code) {
        if (flag !== 0 && small > 0) break;
        capitals++;
      } else if (kind === CHARACTER.letter) small++;
      run = lower === last ? run + 1 : 1;
      last = lower;
      if (run > 2 && kind === CHARACTER.letter) {
        flags |= FLAG.elongated;
        continue;
      }
      if (this.used - start >= MAX_WORD) continue;
      this.letters[this.used++] = lower;
      hash = Math.imul(hash ^ lower, FNV_PRIME);
      if (run === 1) short = Math.imul(short ^ lower, FNV_PRIME);
    }
    if (capitals > 1 && small === 0) flags |= FLAG.capitals;
    const at = this.count++;
    this.kind[at] = TOKEN.word;
    this.flags[at] = flags;
    this.hash[at] = hash;
    this.shortHash[at] = (flags & FLAG.elongated) !== 0 ? short : hash;
    this.from[at] = i;
    this.to[at] = to;
    this.lettersFrom[at] = start;
    this.lettersTo[at] = this.used;
    return to;
  }

  private hashtagAt(units: Uint16Array, i: number, end: number): number {
    let at = i + 1;
    while (at < end && this.count < MAX_TOKENS - 1) {
      const kind = CLASS[units[at] as number];
      if (kind === CHARACTER.letter) at = this.wordAt(units, at, end, FLAG.hashtag);
      else if (kind === CHARACTER.digit || (units[at] as number) === 0x5f || kind === CHARACTER.invisible)
        at++;
      else break;
    }
    return at;
  }

  private symbolAt(units: Uint16Array, i: number, end: number, code: number): number {
    if (code === 0x40 && isNamePart(units, i + 1, end)) {
      let to = i + 1;
      while (isNamePart(units, to, end)) to++;
      this.push(TOKEN.handle, 0, HANDLE_HASH, i, to);
      return to;
    }
    if ((code === 0x23 || code === 0xff03) && isLetter(units, i + 1, end))
      return this.hashtagAt(units, i, end);
    const length = emoticonAt(units, i, end);
    if (length > 0) return this.emoticon(units, i, length);
    const sign = signOf(code);
    if (sign === 0) return i + 1;
    let to = i + 1;
    while (to < end && signOf(units[to] as number) === sign) to++;
    this.push(TOKEN.punctuation, 0, Math.imul(sign, 0x1000 + Math.min(3, to - i)), i, to);
    return to;
  }

  private emoticon(units: Uint16Array, i: number, length: number): number {
    let hash = FNV_START;
    for (let k = i; k < i + length; k++) {
      const code = LOWER[units[k] as number] as number;
      if (code !== 0x2d && code !== 0x5e) hash = Math.imul(hash ^ code, FNV_PRIME);
    }
    this.push(TOKEN.emoticon, 0, hash, i, i + length);
    return i + length;
  }

  private surrogateAt(units: Uint16Array, i: number, end: number, high: number): number {
    const low = i + 1 < end ? (units[i + 1] as number) : 0;
    if (CLASS[low] !== CHARACTER.lowSurrogate) return i + 1;
    const point = ((high - 0xd800) << 10) + (low - 0xdc00) + 0x10000;
    if (point >= 0x1f3fb && point <= 0x1f3ff) return i + 2; // skin tones
    if (point >= 0x1f000 && point <= 0x1fbff) this.push(TOKEN.emoji, 0, emojiHash(point), i, i + 2);
    else if (point >= 0x20000 && point <= 0x3ffff)
      this.push(TOKEN.word, FLAG.ideograph, emojiHash(point), i, i + 2);
    return i + 2;
  }
}

/** Hash of an emoji token, by code point. */
export function emojiHash(point: number): number {
  return Math.imul(point ^ 0x0e3071, 0x9e3779b1);
}
