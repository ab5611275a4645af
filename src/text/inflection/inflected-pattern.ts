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

/** Stems that take the same endings stand together, which keeps the pattern small. */
function byEndings(stems: readonly InflectedStem[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const { stem, endings } of stems) groups.set(endings, [...(groups.get(endings) ?? []), stem]);
  return [...groups];
}

interface Inflected {
  prefix: string;
  regex: string;
  compiled: RegExp | null;
}

const known = new Map<string, Inflected>();

function inflected(word: string, languages: readonly string[]): Inflected {
  const key = `${languages.join()} ${word}`;
  const kept = known.get(key);
  if (kept) return kept;
  const long = [...word].length >= SHORTEST && /^\p{L}[\p{L}\p{M}'·]*$/u.test(word);
  const stems = long ? languages.flatMap((language) => LANGUAGES.get(language)?.(word) ?? []) : [];
  const patterns = byEndings(stems).map(
    ([endings, group]) => `(?:${group.map(escaped).join("|")})${endings}`,
  );
  const made: Inflected = {
    prefix: commonBeginning([word, ...stems.map(({ stem }) => stem)]),
    regex: `^(?:${[escaped(word), ...patterns].join("|")})$`,
    compiled: null,
  };
  if (known.size >= 10_000) known.clear();
  known.set(key, made);
  return made;
}

/**
 * Forms that a folded name takes in these languages.
 * @returns what all forms begin with, and a pattern (RE2 and JavaScript) for a whole form
 */
export function inflectedPattern(
  word: string,
  languages: readonly string[],
): { prefix: string; regex: string } {
  const { prefix, regex } = inflected(word, languages);
  return { prefix, regex };
}

/** Is a folded form one of a folded name's in these languages? */
export function matchesInflected(form: string, word: string, languages: readonly string[]): boolean {
  const found = inflected(word, languages);
  if (!form.startsWith(found.prefix)) return false;
  found.compiled ??= new RegExp(found.regex, "u");
  return found.compiled.test(form);
}
