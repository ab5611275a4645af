import { byteGramKey } from "../language/language-model.ts";
import { eachWord } from "../language/word-bytes.ts";
import type { LanguageText } from "./train-language.ts";

/** A word must occur this often in a language to count for it. */
const LEAST_COUNT = 3;
/** Score of one natural-logarithm unit of the word's likelihood ratio, in the units of ELD's table. */
const UNIT = 40;
const SMOOTHING = 0.5;

/**
 * Whole words that speak for a language in real posts (romanised Hindi, Serbian in Latin letters, slang), with
 * the log ratio of their rate in the language against their mean rate in all: key → `[place, score]` pairs.
 */
export function wordScores(
  texts: readonly LanguageText[],
  languages: readonly string[],
): Map<number, [number, number][]> {
  const places = new Map(languages.map((language, place) => [language, place]));
  const counts = new Map<number, Uint32Array>();
  const totals = new Float64Array(languages.length);
  for (const { text, language } of texts) {
    const place = places.get(language);
    if (place === undefined) continue;
    eachWord(text, (bytes, length) => {
      const key = byteGramKey(bytes, 0, length, 3);
      const row = counts.get(key) ?? new Uint32Array(languages.length);
      counts.set(key, row);
      row[place] = (row[place] as number) + 1;
      totals[place] = (totals[place] as number) + 1;
    });
  }
  const seen = totals.filter((total) => total > 0).length;
  const scores = new Map<number, [number, number][]>();
  for (const [key, row] of counts) {
    const rates = Array.from(
      row,
      (n, place) => ((n + SMOOTHING) / ((totals[place] as number) + 1)) * (totals[place] ? 1 : 0),
    );
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / seen;
    const found: [number, number][] = [];
    rates.forEach((rate, place) => {
      const ratio = Math.log(rate / mean);
      if ((row[place] as number) >= LEAST_COUNT && ratio > 0.3) found.push([place, UNIT * ratio]);
    });
    if (found.length > 0) scores.set(key, found);
  }
  return scores;
}

/** The grams of `table` and those of `words` together; where both have a language, their scores add up. */
export function joinGrams(
  table: ReadonlyMap<number, readonly (readonly [number, number])[]>,
  words: ReadonlyMap<number, readonly (readonly [number, number])[]>,
): Map<number, [number, number][]> {
  const joined = new Map<number, [number, number][]>();
  for (const [key, scores] of table)
    joined.set(
      key,
      scores.map(([place, score]) => [place, score]),
    );
  for (const [key, scores] of words) {
    const row = joined.get(key) ?? [];
    joined.set(key, row);
    for (const [place, score] of scores) {
      const present = row.find(([other]) => other === place);
      if (present) present[1] += score;
      else row.push([place, score]);
    }
  }
  return joined;
}
