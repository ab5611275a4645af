import { inflectedBases, withoutEndings } from "./name-endings.ts";

/** Names, handles and ids of the people in the study, as `nameWords` of them joined by a space. */
export interface KnownPersons {
  names: ReadonlySet<string>;
  /** What is left of names before a case ending, where that is not the name itself. */
  bases: ReadonlySet<string>;
  /** Words of the longest name. */
  longest: number;
}

const WORD = /([\p{L}\p{N}_][\p{L}\p{M}\p{N}_.'’-]*)/u;

/** A word without what may follow a name: final marks and the English genitive. */
const bare = (word: string) =>
  word
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’]s(?=[.'’-]*$)/, "")
    .replace(/[.'’-]+$/, "");

/** The words of a name or text as names are compared: lower case, without `#`, `@`, final marks and `'s`. */
export function nameWords(text: string): string[] {
  return text
    .split(WORD)
    .filter((_, index) => index % 2 === 1)
    .map(bare);
}

/** The people of these names, without words that the study itself uses. A name also counts written as one word. */
export function personsNamed(names: Iterable<string>, ownWords: readonly string[]): KnownPersons {
  const own = new Set(ownWords.flatMap((word) => [nameWords(word).join(" "), nameWords(word).join("")]));
  const known = new Set<string>();
  const bases = new Set<string>();
  let longest = 1;
  for (const name of names) {
    const words = nameWords(name);
    for (const form of [words.join(" "), words.join("")]) {
      if (form.length <= 1 || own.has(form)) continue;
      known.add(form);
      for (const base of inflectedBases(form)) if (!own.has(base)) bases.add(base);
    }
    longest = Math.max(longest, words.length);
  }
  return { names: known, bases, longest };
}

/** Whether words are a name of the people in the study, as it is or with a case ending on its last word. */
function isName(words: readonly string[], persons: KnownPersons): boolean {
  if (persons.names.has(words.join(" "))) return true;
  const before = words.slice(0, -1).map((word) => `${word} `);
  return withoutEndings(words.at(-1) ?? "", words.length > 1 ? 3 : undefined).some((stem) => {
    const form = `${before.join("")}${stem}`;
    return persons.names.has(form) || persons.bases.has(form);
  });
}

/** A text with `[name]` for each name of the people in the study, the longest names first. */
export function withoutNames(text: string, persons: KnownPersons): string {
  const tokens = text.split(WORD);
  const words = tokens.map((token, index) => (index % 2 === 1 ? bare(token) : ""));
  for (let i = 1; i < tokens.length; i += 2) {
    const left = (tokens.length - i) >> 1;
    for (let length = Math.min(persons.longest, left); length > 0; length--) {
      const last = i + 2 * (length - 1);
      const name = words.slice(i, last + 1).filter((_, k) => k % 2 === 0);
      if (!isName(name, persons)) continue;
      tokens[i] = "[name]";
      for (let k = i + 1; k <= last; k++) tokens[k] = "";
      i = last;
      break;
    }
  }
  return tokens.join("");
}
