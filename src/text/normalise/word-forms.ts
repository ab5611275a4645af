import { foldAccents, foldCase } from "./fold.ts";
import { URL_MARK } from "./words.ts";

/** Kinds of searchable form. A query word names the kinds it may match. */
export const FORM = {
  /** Folded form that equals the written one. */
  word: 0,
  /** Folded form of a word written otherwise. */
  wordFolded: 1,
  /** The written form where it differs from the folded one. */
  wordCased: 2,
  /** Without accents, where that differs from the folded one. */
  wordPlain: 3,
  /** The same four for hashtags, handles and cashtags with their sign. */
  tag: 4,
  tagFolded: 5,
  tagCased: 6,
  tagPlain: 7,
  /** Emoji without skin tone and variation selector. */
  emoji: 8,
  /** Emoji as written, where that differs. */
  emojiCased: 9,
  /** Host and path. */
  url: 10,
} as const;

export interface WordForm {
  kind: number;
  form: string;
}

const TAG = /^[#@$]/;
const ELISION = /^(?:\p{L}{1,2}|lorsqu|puisqu|quelqu|jusqu|dell|nell|dall|all|sull|coll|quell)$/u;

/** Parts of a word with an apostrophe that stand for themselves: “Tesco's” → Tesco; “l'Oréal” → Oréal. */
export function apostropheParts(word: string): string[] {
  const cut = word.indexOf("'");
  if (cut <= 0) return [];
  const head = word.slice(0, cut);
  const tail = word.slice(cut + 1);
  if (tail.toLowerCase() === "t" && head.toLowerCase().endsWith("n")) return [];
  const parts: string[] = [];
  if (ELISION.test(head.toLowerCase())) {
    parts.push(tail);
    const inner = tail.indexOf("'");
    if (inner > 0) parts.push(tail.slice(0, inner));
  } else if (head.length >= 2) parts.push(head);
  return parts;
}

function addForms(forms: WordForm[], written: string, base: number): void {
  const folded = foldCase(written);
  if (folded === written) forms.push({ kind: base, form: folded });
  else forms.push({ kind: base + 1, form: folded }, { kind: base + 2, form: written });
  const plain = foldAccents(folded);
  if (plain !== folded) forms.push({ kind: base + 3, form: plain });
}

/** Skin tones and variation selectors removed. */
export function plainEmoji(emoji: string): string {
  return emoji.replace(/[\ufe0e\ufe0f\u{1F3FB}-\u{1F3FF}]/gu, "");
}

const PLAIN = /^[A-Za-z0-9_]+$/;

/** Every form under which a word of a text (see `words`) can be found. */
export function wordForms(word: string): WordForm[] {
  const forms: WordForm[] = [];
  if (PLAIN.test(word)) {
    const folded = word.toLowerCase();
    if (folded === word) return [{ kind: FORM.word, form: word }];
    return [
      { kind: FORM.wordFolded, form: folded },
      { kind: FORM.wordCased, form: word },
    ];
  }
  if (word.startsWith(URL_MARK)) return [{ kind: FORM.url, form: word.slice(1) }];
  if (/^[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}]/u.test(word)) {
    const plain = plainEmoji(word);
    forms.push({ kind: FORM.emoji, form: plain });
    if (plain !== word) forms.push({ kind: FORM.emojiCased, form: word });
    return forms;
  }
  if (TAG.test(word)) {
    addForms(forms, word, FORM.tag);
    addForms(forms, word.slice(1), FORM.word);
    return forms;
  }
  addForms(forms, word, FORM.word);
  for (const part of apostropheParts(word)) addForms(forms, part, FORM.word);
  return forms;
}
