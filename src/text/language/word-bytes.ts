import { CHARACTER, CLASS, LOWER } from "../characters.ts";

/** No more than this much of a text is read: enough to know a language, and bounded time. */
const MAX_UNITS = 1200;
const MAX_BYTES = 360;
const MAX_WORD_BYTES = 70;

/** Receives each word of a text as UTF-8 in `bytes[0 .. length)`. */
export type WordReceiver = (bytes: Uint8Array, length: number) => void;

const bytes = new Uint8Array(MAX_WORD_BYTES + 4);

function isWordUnit(text: string, i: number): boolean {
  const kind = CLASS[text.charCodeAt(i)];
  return kind === CHARACTER.letter || kind === CHARACTER.ideograph;
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x60 || code === 0x2019;
}

/** Where the link that begins at `i` ends, or `i` where none begins. */
function afterLink(text: string, i: number, end: number): number {
  const second = text.charCodeAt(i + 1) | 32;
  if (second !== 0x74 && second !== 0x77) return i;
  const four = text.slice(i, i + 4).toLowerCase();
  if (four !== "http" && four !== "www.") return i;
  let to = i;
  while (to < end && CLASS[text.charCodeAt(to)] !== CHARACTER.space) to++;
  return to;
}

/** Where the handle or hashtag that begins at `i` ends. */
function afterName(text: string, i: number, end: number): number {
  let to = i + 1;
  while (to < end) {
    const code = text.charCodeAt(to);
    const kind = CLASS[code];
    if (code !== 0x5f && kind !== CHARACTER.letter && kind !== CHARACTER.digit && kind !== CHARACTER.mark)
      break;
    to++;
  }
  return to;
}

function encode(code: number, at: number): number {
  if (code < 0x80) {
    bytes[at] = code;
    return at + 1;
  }
  if (code < 0x800) {
    bytes[at] = 0xc0 | (code >> 6);
    bytes[at + 1] = 0x80 | (code & 0x3f);
    return at + 2;
  }
  bytes[at] = 0xe0 | (code >> 12);
  bytes[at + 1] = 0x80 | ((code >> 6) & 0x3f);
  bytes[at + 2] = 0x80 | (code & 0x3f);
  return at + 3;
}

/**
 * Hand each lower-cased word of `text` to `receive` as UTF-8 bytes, without links, handles and hashtags. Words
 * are runs of letters of the Basic Multilingual Plane with apostrophes; combining marks part them (as in ELD).
 * @returns number of letters read, a letter of a script without spaces counting as three
 */
export function eachWord(text: string, receive: WordReceiver): number {
  const end = Math.min(text.length, MAX_UNITS);
  let total = 0;
  let letters = 0;
  let length = 0;
  for (let i = 0; i < end && total < MAX_BYTES; i++) {
    const code = text.charCodeAt(i);
    if (isWordUnit(text, i)) {
      const lower = code | 32;
      if (length === 0 && (lower === 0x68 || lower === 0x77)) {
        const after = afterLink(text, i, end);
        if (after > i) {
          i = after;
          continue;
        }
      }
      letters += CLASS[code] === CHARACTER.ideograph ? 3 : 1;
      if (length < MAX_WORD_BYTES) length = encode(LOWER[code] as number, length);
      continue;
    }
    if (isApostrophe(code) && i + 1 < end && isWordUnit(text, i + 1)) {
      if (length < MAX_WORD_BYTES) length = encode(code, length);
      continue;
    }
    if (length > 0) {
      total += length + 1;
      receive(bytes, length);
      length = 0;
    }
    if (code === 0x40 || code === 0x23) i = afterName(text, i, end) - 1;
  }
  if (length > 0) receive(bytes, length);
  return letters;
}
