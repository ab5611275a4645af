import snowball from "snowball-stemmers";
import { foldCase } from "../normalise/fold.ts";

/** Snowball algorithm by language (ISO 639-1). Latvian, Polish, Greek, Estonian, Lithuanian and Ukrainian have none. */
const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ["ar", "arabic"],
  ["ca", "catalan"],
  ["cs", "czech"],
  ["da", "danish"],
  ["de", "german"],
  ["en", "english"],
  ["es", "spanish"],
  ["eu", "basque"],
  ["fi", "finnish"],
  ["fr", "french"],
  ["ga", "irish"],
  ["hu", "hungarian"],
  ["hy", "armenian"],
  ["it", "italian"],
  ["nl", "dutch"],
  ["no", "norwegian"],
  ["pt", "portuguese"],
  ["ro", "romanian"],
  ["ru", "russian"],
  ["sl", "slovene"],
  ["sv", "swedish"],
  ["ta", "tamil"],
  ["tr", "turkish"],
]);

const stemmers = new Map<string, { stem(word: string): string }>();

/** Stems found lately, by language and word. */
const known = new Map<string, string>();

/** Languages with a stemmer. */
export function stemLanguages(): string[] {
  return [...ALGORITHMS.keys()];
}

/** Stem of a folded word; the word itself where the language has no stemmer. */
export function stem(word: string, language: string): string {
  const algorithm = ALGORITHMS.get(language);
  if (algorithm === undefined) return word;
  let stemmer = stemmers.get(language);
  if (stemmer === undefined) {
    stemmer = snowball.newStemmer(algorithm);
    stemmers.set(language, stemmer);
  }
  const key = `${language} ${word}`;
  let found = known.get(key);
  if (found === undefined) {
    found = stemmer.stem(foldCase(word));
    if (known.size >= 50_000) known.clear();
    known.set(key, found);
  }
  return found;
}

/** Have two folded words the same stem in one of these languages? */
export function sameStem(a: string, b: string, languages: readonly string[]): boolean {
  return a === b || languages.some((language) => stem(a, language) === stem(b, language));
}
