import { dutchStems } from "./dutch.ts";
import { englishStems } from "./english.ts";
import { finnishStems } from "./finnish.ts";
import { hungarianStems } from "./hungarian.ts";
import type { InflectedStem } from "./inflected-stem.ts";
import { latvianStems } from "./latvian.ts";

const LANGUAGES: ReadonlyMap<string, (word: string) => InflectedStem[]> = new Map([
  ["en", englishStems],
  ["fi", finnishStems],
  ["hu", hungarianStems],
  ["lv", latvianStems],
  ["nl", dutchStems],
]);

/** Words shorter than this take no endings: two letters and an ending are too often another word. */
const SHORTEST = 3;

/** Languages with a table of endings (ISO 639-1). */
export function inflectionLanguages(): string[] {
  return [...LANGUAGES.keys()];
}

function commonBeginning(words: readonly string[]): string {
  const [first = "", ...rest] = words;
  let length = first.length;
  for (const word of rest) while (!word.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/**
 * Forms that a folded name takes in these languages.
 * @returns what all forms begin with, and a pattern (RE2 and JavaScript) for a whole form
 */
export function inflectedPattern(
  word: string,
  languages: readonly string[],
): { prefix: string; regex: string } {
  const long = [...word].length >= SHORTEST && /^\p{L}[\p{L}\p{M}'·]*$/u.test(word);
  const stems = long ? languages.flatMap((language) => LANGUAGES.get(language)?.(word) ?? []) : [];
  const patterns = stems.map(({ stem, endings }) => `${escaped(stem)}${endings}`);
  return {
    prefix: commonBeginning([word, ...stems.map(({ stem }) => stem)]),
    regex: `^(?:${[escaped(word), ...patterns].join("|")})$`,
  };
}

const compiled = new Map<string, { prefix: string; pattern: RegExp }>();

/** Is a folded form one of a folded name's in these languages? */
export function matchesInflected(form: string, word: string, languages: readonly string[]): boolean {
  const key = `${languages.join()} ${word}`;
  let found = compiled.get(key);
  if (!found) {
    const { prefix, regex } = inflectedPattern(word, languages);
    found = { prefix, pattern: new RegExp(regex, "u") };
    if (compiled.size >= 10_000) compiled.clear();
    compiled.set(key, found);
  }
  return form.startsWith(found.prefix) && found.pattern.test(form);
}
