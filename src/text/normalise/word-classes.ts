/** What a character is to the word finder (after Unicode Standard Annex 29, see `words.ts`). */
export const WORD_CLASS = {
  other: 0,
  letter: 1,
  digit: 2,
  /** Combining marks and joiners: they stay with what stands before. */
  extend: 3,
  /** Underscore and its like. */
  connector: 4,
  /** Scripts written without spaces: found by dictionary. */
  unspaced: 5,
  pictograph: 6,
} as const;

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;
const PICTOGRAPH = /[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}]/u;

function classify(character: string): number {
  if (/\p{Nd}/u.test(character)) return WORD_CLASS.digit;
  if (/[\p{M}\u200c\u200d]/u.test(character)) return WORD_CLASS.extend;
  if (UNSPACED.test(character) && /[\p{L}\p{Nl}ー]/u.test(character)) return WORD_CLASS.unspaced;
  if (/\p{Alphabetic}|\p{L}|\p{No}/u.test(character) && !PICTOGRAPH.test(character)) return WORD_CLASS.letter;
  if (/\p{Pc}/u.test(character)) return WORD_CLASS.connector;
  if (PICTOGRAPH.test(character)) return WORD_CLASS.pictograph;
  return WORD_CLASS.other;
}

const UNKNOWN = 255;
const basic = new Uint8Array(65536).fill(UNKNOWN);
const astral = new Map<number, number>();

for (let code = 0; code < 128; code++) basic[code] = classify(String.fromCharCode(code));

/**
 * Classes of UTF-16 units as far as they are known; anything above `pictograph` must be asked for with
 * `wordClass`.
 */
export const knownClasses: Readonly<Uint8Array> = basic;

/** Class of a code point; found once, then looked up. */
export function wordClass(codePoint: number): number {
  if (codePoint < 65536) {
    const known = basic[codePoint]!;
    if (known !== UNKNOWN) return known;
    if (codePoint >= 0xd800 && codePoint < 0xe000) return WORD_CLASS.other;
    const found = classify(String.fromCharCode(codePoint));
    basic[codePoint] = found;
    return found;
  }
  let found = astral.get(codePoint);
  if (found === undefined) {
    found = classify(String.fromCodePoint(codePoint));
    astral.set(codePoint, found);
  }
  return found;
}
