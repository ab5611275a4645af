import { CHARACTER, CLASS, LOWER } from "../characters.ts";
import { FNV_PRIME, FNV_START } from "../hash.ts";
import { TextUnits } from "../text-units.ts";

/** No more than this much of a text is read: enough to know a language, and bounded time. */
const MAX_UNITS = 1200;
const MAX_BYTES = 360;
const MAX_WORD_BYTES = 70;

/** Receives the words of a text one by one. */
export interface UnitWordReceiver {
  /** A word is `word[0 .. length)`, lower-cased code units; `hash` is their FNV-1a. */
  word(word: Uint16Array, length: number, hash: number): void;
}

/** Receives each word of a text as UTF-8 in `bytes[0 .. length)`. */
export type WordReceiver = (bytes: Uint8Array, length: number) => void;

const current = new Uint16Array(MAX_WORD_BYTES);
const encoded = new Uint8Array(MAX_WORD_BYTES + 4);

function isWordUnit(units: Uint16Array, i: number, end: number): boolean {
  if (i >= end) return false;
  const kind = CLASS[units[i] as number];
  return kind === CHARACTER.letter || kind === CHARACTER.ideograph;
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x60 || code === 0x2019;
}

/** Does a link begin at `i`, `http` or `www.`, the first letter in lower case being `first`? */
function isLink(units: Uint16Array, i: number, first: number): boolean {
  const second = (units[i + 1] as number) | 32;
  const third = (units[i + 2] as number) | 32;
  const fourth = units[i + 3] as number;
  if (first === 0x68) return second === 0x74 && third === 0x74 && (fourth | 32) === 0x70;
  return first === 0x77 && second === 0x77 && third === 0x77 && fourth === 0x2e;
}

/** Where the link that begins at `i` ends. */
function afterLink(units: Uint16Array, i: number, end: number): number {
  let to = i;
  while (to < end && CLASS[units[to] as number] !== CHARACTER.space) to++;
  return to;
}

/** Where the handle or hashtag that begins at `i` ends. */
function afterName(units: Uint16Array, i: number, end: number): number {
  let to = i + 1;
  while (to < end) {
    const code = units[to] as number;
    const kind = CLASS[code];
    if (code !== 0x5f && kind !== CHARACTER.letter && kind !== CHARACTER.digit && kind !== CHARACTER.mark)
      break;
    to++;
  }
  return to;
}

function encode(code: number, at: number): number {
  if (code < 0x80) {
    encoded[at] = code;
    return at + 1;
  }
  if (code < 0x800) {
    encoded[at] = 0xc0 | (code >> 6);
    encoded[at + 1] = 0x80 | (code & 0x3f);
    return at + 2;
  }
  encoded[at] = 0xe0 | (code >> 12);
  encoded[at + 1] = 0x80 | ((code >> 6) & 0x3f);
  encoded[at + 2] = 0x80 | (code & 0x3f);
  return at + 3;
}

/** Hand a word as {@link eachUnitWord} has it to `receive` in UTF-8. */
export function encodeWord(word: Uint16Array, length: number, receive: WordReceiver): void {
  let at = 0;
  for (let i = 0; i < length; i++) at = encode(word[i] as number, at);
  receive(encoded, at);
}

/**
 * Hand each lower-cased word of a text to `receive`, without links, handles and hashtags. Words are runs of letters of
 * the Basic Multilingual Plane with apostrophes; combining marks part them (as in ELD). A word is cut after 70 bytes.
 * @returns number of letters read, a letter of a script without spaces counting as three
 */
export function eachUnitWord({ units, length: all }: TextUnits, receive: UnitWordReceiver): number {
  const end = Math.min(all, MAX_UNITS);
  let total = 0;
  let letters = 0;
  let length = 0;
  let bytes = 0;
  let hash = FNV_START;
  for (let i = 0; i < end && total < MAX_BYTES; i++) {
    let code = units[i] as number;
    const kind = CLASS[code];
    const letter = kind === CHARACTER.letter || kind === CHARACTER.ideograph;
    if (letter || (isApostrophe(code) && isWordUnit(units, i + 1, end))) {
      if (letter) {
        const lower = code | 32;
        if (length === 0 && (lower === 0x68 || lower === 0x77) && isLink(units, i, lower)) {
          i = afterLink(units, i, end);
          continue;
        }
        letters += kind === CHARACTER.ideograph ? 3 : 1;
        code = LOWER[code] as number;
      }
      if (bytes >= MAX_WORD_BYTES) continue;
      current[length++] = code;
      hash = Math.imul(hash ^ code, FNV_PRIME);
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
      continue;
    }
    if (length > 0) {
      total += bytes + 1;
      receive.word(current, length, hash);
      length = 0;
      bytes = 0;
      hash = FNV_START;
    }
    if (code === 0x40 || code === 0x23) i = afterName(units, i, end) - 1;
  }
  if (length > 0) receive.word(current, length, hash);
  return letters;
}

/** {@link eachUnitWord} of a string, the words in UTF-8. */
export function eachWord(text: string, receive: WordReceiver): number {
  const units = new TextUnits();
  units.readString(text);
  return eachUnitWord(units, { word: (word, length) => encodeWord(word, length, receive) });
}
