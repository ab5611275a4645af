/** Letters that Unicode does not take apart into a base letter and marks. */
const WHOLE: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i", ς: "σ" },
};
const MARKS = /\p{M}+/gu;
const WHOLE_LETTER = /[ßæœøđðþłıς]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/** A text as searches compare it: lower case, without accents, compatible forms made plain (NFKD). */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replace(MARKS, "")
    .replace(WHOLE_LETTER, (letter) => WHOLE[letter] as string);
}

/** Scripts written without spaces: each of their letters is a word, and words of a query are phrases. */
const UNSPACED =
  "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}";
const UNSPACED_LETTER = new RegExp(`[${UNSPACED}]`, "u");
/** Marks belong to the letter before them; folded texts have none, those that are shown do. */
const SPACED_WORD = /[#@]?[\p{L}\p{N}][\p{L}\p{N}\p{M}]*|\p{Extended_Pictographic}/gu;
const ANY_WORD = new RegExp(
  `[${UNSPACED}]\\p{M}*|[#@]?(?![${UNSPACED}])[\\p{L}\\p{N}](?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])*|\\p{Extended_Pictographic}`,
  "gu",
);
/** An address is found by its host: what follows it is different in nearly every post. */
const ADDRESS = /\b(https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})(?:\/[^\s<>"']*)/giu;

/** A word and where it stands in the text that was given. */
export interface PlacedWord {
  word: string;
  start: number;
  end: number;
}

/** The pattern that finds the words of a text, with the flag `g`. */
export const wordPattern = (text: string): RegExp => (UNSPACED_LETTER.test(text) ? ANY_WORD : SPACED_WORD);

/**
 * The words of a text in their order, folded: runs of letters and digits, single letters of scripts without spaces,
 * pictures; a `#` or `@` stays in front of its word. Of addresses only the host is left.
 */
export function textWords(text: string): string[] {
  const folded = fold(text.includes("/") ? text.replace(ADDRESS, "$2 ") : text);
  return folded.match(wordPattern(folded)) ?? [];
}

/** The words of a text with their places in it, for marking what was found. */
export function placedWords(text: string): PlacedWord[] {
  return [...text.matchAll(wordPattern(text))].map((match) => ({
    word: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
