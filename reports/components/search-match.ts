import { fold } from "./feed-words.ts";

/** One thing that can be found: its words in the name and in what stands beside it, as {@link searchWords} gives them. */
export interface Findable {
  name: readonly string[];
  detail: readonly string[];
  /** Other words for it that are not shown: synonyms, abbreviations, what people ask. */
  also?: readonly string[];
}

/** Words of a text or query as they are compared: lower case, without accents. */
export function searchWords(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}#]+/u)
    .filter(Boolean);
}

export interface Found {
  /** Places of what was found, best first. */
  places: number[];
  /** Words of the query that nothing holds, so that similar ones were taken. */
  similar: string[];
}

/** How well two words agree: the same, the beginning, inside, another form of it, nearly so spelt. */
const SAME = 8;
const BEGINNING = 6;
const INSIDE = 4;
const FORM = 3;
const SPELLING = 2;
/** A word of the name counts as much as so many beside it; one of the other words for it, as so many. */
const NAME = 3;
const ALSO = 1.5;

/**
 * Everything that fits a query, best first. Each word is looked for as a beginning, inside compounds and in other forms;
 * one that is nowhere, among similarly spelt words. What holds all words comes alone; where nothing does, what holds
 * the most of them, rare words counting more.
 * @param stop words that say nothing of what is looked for; left out where others remain
 */
export function search(all: readonly Findable[], query: string, stop: ReadonlySet<string> = NONE): Found {
  const words = searchWords(query);
  const telling = words.filter((word) => !stop.has(word));
  const asked = telling.length > 0 ? telling : words;
  const similar: string[] = [];
  const grades = asked.map((word) => {
    const fits = all.map((each) => grade(each, word, agreement));
    if (fits.some((fit) => fit > 0)) return fits;
    const alike = all.map((each) => grade(each, word, spelling));
    if (alike.some((fit) => fit > 0)) similar.push(word);
    return alike;
  });
  const known = grades.filter((fits) => fits.some((fit) => fit > 0));
  const rarity = known.map((fits) => Math.log(1 + all.length / fits.filter((fit) => fit > 0).length));
  const sum = (place: number) =>
    known.reduce((total, fits, word) => total + (fits[place] as number) * (rarity[word] as number), 0);
  const scored = all.map((_, place) => ({ place, score: sum(place) })).filter(({ score }) => score > 0);
  const whole = scored.filter(({ place }) => known.every((fits) => (fits[place] as number) > 0));
  const best = Math.max(...scored.map(({ score }) => score));
  const kept = whole.length > 0 ? whole : scored.filter(({ score }) => score >= best / 2);
  kept.sort((a, b) => b.score - a.score || a.place - b.place);
  return { places: kept.map(({ place }) => place), similar };
}

const NONE: ReadonlySet<string> = new Set();

type Agreement = (asked: string, word: string) => number;

function grade({ name, detail, also = [] }: Findable, asked: string, agrees: Agreement): number {
  const best = (words: readonly string[]) =>
    words.reduce((most, word) => Math.max(most, agrees(asked, word)), 0);
  // Of two names that fit, the shorter is meant.
  const named = (best(name) * NAME) / (1 + (name.length - 1) / 20);
  return Math.max(named, best(detail), best(also) * ALSO);
}

/** How well words agree that are not misspelt. */
function agreement(asked: string, word: string): number {
  if (word === asked) return SAME;
  if (word.startsWith(asked)) return asked.length > 1 ? BEGINNING : FORM;
  if (asked.length >= 4 && word.includes(asked)) return INSIDE;
  return sameStem(asked, word) ? FORM : 0;
}

/** Two forms of one word: the same beginning, at least half of the longer, and endings as inflection has them. */
function sameStem(a: string, b: string): boolean {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  const longest = Math.max(a.length, b.length);
  return shared >= 4 && shared >= longest / 2 && longest - shared <= 5;
}

/** One slip of the finger in a word of four letters, two in one of eight. */
function spelling(asked: string, word: string): number {
  const slips = asked.length >= 8 ? 2 : asked.length >= 4 ? 1 : 0;
  if (slips === 0) return 0;
  const near = (other: string) =>
    Math.abs(other.length - asked.length) <= slips && distance(asked, other) <= slips;
  return near(word) || near(word.slice(0, asked.length)) ? SPELLING : 0;
}

/** Letters to put in, take out, change or swap (optimal string alignment, Damerau 1964). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(change, (last[j] as number) + 1, (row[j - 1] as number) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j] as number, (before[j - 2] as number) + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length] as number;
}
