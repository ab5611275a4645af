import {
  FORM,
  foldAccents,
  foldCase,
  normaliseText,
  plainEmoji,
  searchedUrl,
  URL_MARK,
} from "../../text/normalise/index.ts";
import { operandWords } from "./operands.ts";

/** How a word of the query is compared with the forms of a text's words. */
export type Pattern =
  | { type: "equal"; text: string }
  /** `*` any characters, `?` one. */
  | { type: "wildcard"; text: string }
  | { type: "fuzzy"; text: string; edits: number }
  /** With the case endings of these languages. */
  | { type: "inflected"; text: string; languages: readonly string[] }
  /** The same stem in one of these languages. */
  | { type: "stem"; text: string; languages: readonly string[] }
  /** This host or one below it, and this beginning of the path. */
  | { type: "address"; text: string };

/** One comparison: forms of these kinds (`FORM`) that fit the pattern. */
export interface WordTest {
  kinds: readonly number[];
  pattern: Pattern;
}

/** What a topic wants of all its words. */
export interface WordOptions {
  foldAccents: boolean;
  /** Languages whose case endings are allowed. */
  inflect: readonly string[];
}

export const PLAIN_OPTIONS: WordOptions = { foldAccents: false, inflect: [] };

export interface WordStyle {
  exact: boolean;
  fuzzy: number;
  /** `stem:`; languages to use. */
  stem: readonly string[] | null;
}

export const PLAIN_STYLE: WordStyle = { exact: false, fuzzy: 0, stem: null };

const EMOJI = /^[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}]/u;

function kindsOf(tag: boolean, options: WordOptions): number[] {
  const kinds: number[] = tag ? [FORM.tag, FORM.tagFolded] : [FORM.word, FORM.wordFolded];
  if (options.foldAccents) kinds.push(tag ? FORM.tagPlain : FORM.wordPlain);
  return kinds;
}

/** Written form: folded where the letters are already folded, else the cased kind holds it. */
function exactTest(word: string, tag: boolean): WordTest {
  if (/[*?]/.test(word)) {
    const kinds = tag ? [FORM.tag, FORM.tagCased] : [FORM.word, FORM.wordCased];
    return { kinds, pattern: { type: "wildcard", text: word } };
  }
  const folded = foldCase(word) === word;
  const kind = tag ? (folded ? FORM.tag : FORM.tagCased) : folded ? FORM.word : FORM.wordCased;
  return { kinds: [kind], pattern: { type: "equal", text: word } };
}

function wordTest(word: string, style: WordStyle, options: WordOptions): WordTest[] {
  if (word.startsWith(URL_MARK))
    return [{ kinds: [FORM.url], pattern: { type: "address", text: word.slice(1) } }];
  if (EMOJI.test(word)) {
    if (!style.exact) return [{ kinds: [FORM.emoji], pattern: { type: "equal", text: plainEmoji(word) } }];
    const kind = plainEmoji(word) === word ? FORM.emoji : FORM.emojiCased;
    return [{ kinds: [kind], pattern: { type: "equal", text: word } }];
  }
  const tag = /^[#@$]/.test(word);
  if (style.exact) return [exactTest(word, tag)];
  const folded = options.foldAccents ? foldAccents(foldCase(word)) : foldCase(word);
  const kinds = kindsOf(tag, options);
  if (/[*?]/.test(folded)) return [{ kinds, pattern: { type: "wildcard", text: folded } }];
  if (style.fuzzy > 0) return [{ kinds, pattern: { type: "fuzzy", text: folded, edits: style.fuzzy } }];
  const tests: WordTest[] = [{ kinds, pattern: { type: "equal", text: folded } }];
  const languages = style.stem ?? options.inflect;
  if (languages.length === 0 || tag) return tests;
  tests.push({ kinds, pattern: { type: "inflected", text: folded, languages } });
  if (style.stem) tests.push({ kinds, pattern: { type: "stem", text: folded, languages } });
  return tests;
}

/** The words of an operand in order, each with the comparisons of which one must fit. */
export function operandTests(text: string, style: WordStyle, options: WordOptions): WordTest[][] {
  return operandWords(text).map((word) => wordTest(word, style, options));
}

/** The comparison behind `link:`. */
export function linkTest(value: string): WordTest {
  return { kinds: [FORM.url], pattern: { type: "address", text: searchedUrl(normaliseText(value)) } };
}
