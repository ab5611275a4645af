/** Classes of UTF-16 code units, as the tokeniser sees them. */
export const CHARACTER = {
  space: 0,
  letter: 1,
  digit: 2,
  symbol: 3,
  /** Combining marks: part of the word they follow. */
  mark: 4,
  /** A pictograph of the Basic Multilingual Plane. */
  emoji: 5,
  highSurrogate: 6,
  lowSurrogate: 7,
  /** A letter of a script written without spaces: every one is a token. */
  ideograph: 8,
  /** Joiners, variation selectors, soft hyphens: skipped. */
  invisible: 9,
} as const;

const IDEOGRAPH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const INVISIBLE = /[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|[\ufe00-\ufe0f]/;

function classOf(code: number): number {
  if (code >= 0xd800 && code <= 0xdbff) return CHARACTER.highSurrogate;
  if (code >= 0xdc00 && code <= 0xdfff) return CHARACTER.lowSurrogate;
  const character = String.fromCharCode(code);
  if (INVISIBLE.test(character)) return CHARACTER.invisible;
  if (/\p{L}/u.test(character)) return IDEOGRAPH.test(character) ? CHARACTER.ideograph : CHARACTER.letter;
  if (/\p{M}/u.test(character)) return CHARACTER.mark;
  if (/\p{Nd}/u.test(character)) return CHARACTER.digit;
  if (/[\s\p{C}\p{Z}]/u.test(character)) return CHARACTER.space;
  if (code > 0xff && /\p{Extended_Pictographic}/u.test(character)) return CHARACTER.emoji;
  return CHARACTER.symbol;
}

function lowerOf(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return code;
  // Letters that social text uses for one another: curly apostrophes, Arabic alef and final ya.
  if (code === 0x2019 || code === 0x02bc || code === 0x00b4 || code === 0x0060) return 0x27;
  if (code === 0x0623 || code === 0x0625 || code === 0x0622) return 0x0627;
  if (code === 0x0649) return 0x064a;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

/** {@link CHARACTER} class of every UTF-16 code unit. */
export const CLASS = new Uint8Array(65536);
/** Lower case of every code unit; a unit whose lower case is longer stays as it is. */
export const LOWER = new Uint16Array(65536);

for (let code = 0; code < 65536; code++) {
  CLASS[code] = classOf(code);
  LOWER[code] = lowerOf(code);
}
