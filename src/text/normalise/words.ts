import { knownClasses, WORD_CLASS, wordClass } from "./word-classes.ts";

/** Changes whenever the same text may give other words. */
export const WORDS_VERSION = "words-1";

/** First character of the word that stands for a URL; then host and path. */
export const URL_MARK = ":";

const URL = /(?:https?:\/\/|www\.)[^\s<>"“”]+/iy;
const EMOJI =
  /\p{Extended_Pictographic}[\ufe0f\u{1F3FB}-\u{1F3FF}]*(?:\u200d\p{Extended_Pictographic}[\ufe0f\u{1F3FB}-\u{1F3FF}]*)*|[\u{1F1E6}-\u{1F1FF}]{2}/uy;

let segmenter: Intl.Segmenter | undefined;

/** What follows a link in running text rather than belonging to it. */
const CLOSING = ".,;:!?)]}'*";

/** A URL as it is searched: lower-case host without `www.`, then the path without a closing slash. */
export function searchedUrl(url: string): string {
  const bare = url.replace(/^[a-z]+:\/\//i, "").replace(/^www\./i, "");
  let last = bare.length;
  while (last > 0 && CLOSING.includes(bare[last - 1]!)) last--;
  if (bare[last - 1] === "/") last--;
  const cut = bare.search(/[/?#]/);
  const end = cut < 0 || cut > last ? last : cut;
  return bare.slice(0, end).toLowerCase() + bare.slice(end, last);
}

const APOSTROPHE = 39;
const COMMA = 44;
const FULL_STOP = 46;
const MIDDLE_DOT = 183;

/** Does the character stay inside a word between these two classes? (UAX 29, WB6, WB7, WB11, WB12) */
function joins(code: number, before: number, after: number): boolean {
  const letters = before === WORD_CLASS.letter && after === WORD_CLASS.letter;
  if (code === APOSTROPHE || code === MIDDLE_DOT) return letters;
  return (code === FULL_STOP || code === COMMA) && before === WORD_CLASS.digit && after === WORD_CLASS.digit;
}

/** Can `http` or `www.` begin here? */
function startsUrl(text: string, at: number, code: number): boolean {
  const next = text.charCodeAt(at + 1) | 32;
  return ((code | 32) === 104 && next === 116) || ((code | 32) === 119 && next === 119);
}

function urlAt(text: string, at: number): RegExpExecArray | null {
  URL.lastIndex = at;
  return URL.exec(text);
}

/** End of the word that starts at `from`. `wild` makes `*` and `?` letters, for queries. */
function wordEnd(text: string, from: number, wild: boolean): number {
  let at = from;
  let last: number = WORD_CLASS.other;
  while (at < text.length) {
    const known = knownClasses[text.charCodeAt(at)]!;
    if (known === WORD_CLASS.letter || known === WORD_CLASS.digit) {
      last = known;
      at++;
      continue;
    }
    const code = text.codePointAt(at)!;
    const size = code > 0xffff ? 2 : 1;
    let kind = wordClass(code);
    if (wild && (code === 42 || code === 63 || kind === WORD_CLASS.unspaced)) kind = WORD_CLASS.letter;
    if (kind === WORD_CLASS.letter || kind === WORD_CLASS.digit || kind === WORD_CLASS.connector) last = kind;
    else if (kind !== WORD_CLASS.extend) {
      const next = text.codePointAt(at + 1);
      let nextKind = next === undefined ? WORD_CLASS.other : wordClass(next);
      if (wild && (next === 42 || next === 63)) nextKind = WORD_CLASS.letter;
      if (!joins(code, last, nextKind)) return at;
    }
    at += size;
  }
  return at;
}

/** End of a run of unspaced script, of a hashtag's body too when `tag`. */
function runEnd(text: string, from: number, tag: boolean, wild: boolean): number {
  let at = from;
  while (at < text.length) {
    const code = text.codePointAt(at)!;
    const kind = wordClass(code);
    const inside = tag
      ? (kind > 0 && kind !== WORD_CLASS.pictograph) || (wild && (code === 42 || code === 63))
      : kind === WORD_CLASS.unspaced || kind === WORD_CLASS.extend;
    if (!inside) return at;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

function isTagStart(text: string, at: number, code: number, wild: boolean): boolean {
  if (code !== 35 && code !== 36 && code !== 64) return false;
  const next = text.codePointAt(at + 1);
  if (next === undefined) return false;
  const kind = wordClass(next);
  const before = at === 0 ? 0 : wordClass(text.charCodeAt(at - 1));
  if (before === WORD_CLASS.letter || before === WORD_CLASS.digit || before === WORD_CLASS.connector)
    return false;
  if (wild && (next === 42 || next === 63)) return true;
  if (code === 36) return kind === WORD_CLASS.letter;
  return kind !== WORD_CLASS.other && kind !== WORD_CLASS.pictograph && kind !== WORD_CLASS.extend;
}

/** Receives words: each is `source.slice(from, to)`, of the text or of what stands for a part of it. */
export interface WordReceiver {
  word(source: string, from: number, to: number): void;
}

class FoundWords implements WordReceiver {
  readonly words: string[] = [];

  word(source: string, from: number, to: number): void {
    this.words.push(source.slice(from, to));
  }
}

function pushSegments(found: WordReceiver, run: string): void {
  segmenter ??= new Intl.Segmenter("ja", { granularity: "word" });
  for (const part of segmenter.segment(run))
    if (part.isWordLike) found.word(part.segment, 0, part.segment.length);
}

/** Hand what begins at `at` to `found`, if it is a word; returns where to go on. */
function takeWord(text: string, at: number, code: number, wild: boolean, found: WordReceiver): number {
  const kind = wordClass(code);
  switch (kind) {
    case WORD_CLASS.letter:
    case WORD_CLASS.digit:
    case WORD_CLASS.connector:
      return takeLetters(text, at, code, wild, found);
    case WORD_CLASS.unspaced:
      return takeUnspaced(text, at, wild, found);
    case WORD_CLASS.pictograph: {
      EMOJI.lastIndex = at;
      const emoji = EMOJI.exec(text)?.[0];
      if (emoji === undefined) break;
      found.word(emoji, 0, emoji.length);
      return at + emoji.length;
    }
    default: {
      const wildcard = wild && (code === 42 || code === 63);
      if (!wildcard && !isTagStart(text, at, code, wild)) break;
      const end = wildcard ? wordEnd(text, at, wild) : runEnd(text, at + 1, true, wild);
      found.word(text, at, end);
      return end;
    }
  }
  return at + (code > 0xffff ? 2 : 1);
}

function takeLetters(text: string, at: number, code: number, wild: boolean, found: WordReceiver): number {
  const url = startsUrl(text, at, code) ? urlAt(text, at) : null;
  if (url) {
    const searched = URL_MARK + searchedUrl(url[0]);
    found.word(searched, 0, searched.length);
    return at + url[0].length;
  }
  const end = wordEnd(text, at, wild);
  if (wordClass(code) !== WORD_CLASS.connector || /[^\p{Pc}\p{M}]/u.test(text.slice(at, end)))
    found.word(text, at, end);
  return end;
}

function takeUnspaced(text: string, at: number, wild: boolean, found: WordReceiver): number {
  const end = runEnd(text, at, false, wild);
  if (!wild || !/[*?]/.test(text[end] ?? "")) {
    pushSegments(found, text.slice(at, end));
    return end;
  }
  const longer = wordEnd(text, at, wild);
  found.word(text, at, longer);
  return longer;
}

/**
 * Words of a normalised text (`normaliseText`), in order, case kept; the index is the word's position.
 *
 * Boundaries follow Unicode Standard Annex 29 with these differences for posts: `.` and `:` between letters
 * part words (“great.Virgin”, “IKEA:n”); `#`, `@` and `$` stay with what follows; a URL is one word (with a
 * leading `:`, host and path); an emoji with its modifiers is one word. Chinese, Japanese, Thai, Lao, Khmer
 * and Burmese are cut by `Intl.Segmenter`.
 */
export function words(text: string, wild = false): string[] {
  const found = new FoundWords();
  readWords(text, found, wild);
  return found.words;
}

/** The same words, handed over one by one without making a string of each. */
export function readWords(text: string, found: WordReceiver, wild = false): void {
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 32) {
      at++;
      continue;
    }
    const code = unit < 128 ? unit : text.codePointAt(at)!;
    at = takeWord(text, at, code, wild, found);
  }
}
