import { CHARACTER, CLASS } from "./characters.ts";

/** Is there a letter at `i`, before `end`? */
export function isLetter(units: Uint16Array, i: number, end: number): boolean {
  return i < end && CLASS[units[i] as number] === CHARACTER.letter;
}

/** Is there a digit at `i`, before `end`? */
export function isDigit(units: Uint16Array, i: number, end: number): boolean {
  return i < end && CLASS[units[i] as number] === CHARACTER.digit;
}

/** Can the character at `i` stand in a user name? */
export function isNamePart(units: Uint16Array, i: number, end: number): boolean {
  if (i >= end) return false;
  const code = units[i] as number;
  return code === 0x5f || CLASS[code] === CHARACTER.letter || CLASS[code] === CHARACTER.digit;
}

/** An apostrophe, straight, curly or as typed on many keyboards. */
export function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019 || code === 0x02bc || code === 0xb4 || code === 0x60;
}

/** Does `http:` or `https:` begin at `i`? */
export function isHttp(units: Uint16Array, i: number): boolean {
  if (((units[i + 1] as number) | 32) !== 0x74 || ((units[i + 2] as number) | 32) !== 0x74) return false;
  if (((units[i + 3] as number) | 32) !== 0x70) return false;
  const next = units[i + 4] as number;
  return next === 0x3a || ((next | 32) === 0x73 && (units[i + 5] as number) === 0x3a);
}

/** Does `www.` begin at `i`? */
export function isWww(units: Uint16Array, i: number): boolean {
  return (
    ((units[i + 1] as number) | 32) === 0x77 &&
    ((units[i + 2] as number) | 32) === 0x77 &&
    (units[i + 3] as number) === 0x2e
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
