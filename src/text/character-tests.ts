import { CHARACTER, CLASS } from "./characters.ts";

/** Is there a letter at `i`, before `end`? */
export function isLetter(text: string, i: number, end: number): boolean {
  return i < end && CLASS[text.charCodeAt(i)] === CHARACTER.letter;
}

/** Is there a digit at `i`, before `end`? */
export function isDigit(text: string, i: number, end: number): boolean {
  return i < end && CLASS[text.charCodeAt(i)] === CHARACTER.digit;
}

/** Can the character at `i` stand in a user name? */
export function isNamePart(text: string, i: number, end: number): boolean {
  if (i >= end) return false;
  const code = text.charCodeAt(i);
  return code === 0x5f || CLASS[code] === CHARACTER.letter || CLASS[code] === CHARACTER.digit;
}

/** An apostrophe, straight, curly or as typed on many keyboards. */
export function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019 || code === 0x02bc || code === 0xb4 || code === 0x60;
}

/** Does `http:` or `https:` begin at `i`? */
export function isHttp(text: string, i: number): boolean {
  if ((text.charCodeAt(i + 1) | 32) !== 0x74 || (text.charCodeAt(i + 2) | 32) !== 0x74) return false;
  if ((text.charCodeAt(i + 3) | 32) !== 0x70) return false;
  const next = text.charCodeAt(i + 4);
  return next === 0x3a || ((next | 32) === 0x73 && text.charCodeAt(i + 5) === 0x3a);
}

/** Does `www.` begin at `i`? */
export function isWww(text: string, i: number): boolean {
  return (
    (text.charCodeAt(i + 1) | 32) === 0x77 &&
    (text.charCodeAt(i + 2) | 32) === 0x77 &&
    text.charCodeAt(i + 3) === 0x2e
  );
}

/** Signs that say something about tone; every other sign is passed over (0). */
export function signOf(code: number): number {
  switch (code) {
    case 0x21:
    case 0xff01:
    case 0xa1:
      return 0x21;
    case 0x3f:
    case 0xff1f:
    case 0x61f:
    case 0xbf:
      return 0x3f;
    case 0x2e:
    case 0x2026:
    case 0x3002:
      return 0x2e;
    case 0x25:
    case 0x24:
    case 0x2a:
    case 0x22:
    case 0x3a:
    case 0x201c:
    case 0x201d:
      return code;
    case 0x20ac:
    case 0xa3:
      return 0x24;
    default:
      return 0;
  }
}
