import { type InflectedStem, list, oneOf } from "./inflected-stem.ts";

/**
 * Genitive, plural, diminutive and the adjective in -se of a name; of places in -en also those without it
 * (“Groningse”, “Nijmeegse”) (Haeseryn et al. 1997, Algemene Nederlandse Spraakkunst).
 */
export function dutchStems(word: string): InflectedStem[] {
  const endings = list("s se je jes tje tjes pje pjes etje etjes");
  if (!/[aeiouy]$/.test(word)) endings.push("en", "es");
  const stems = [{ stem: word, endings: oneOf(endings, true) }];
  if (!/...en$/.test(word)) return stems;
  const place = word.slice(0, -2);
  const long = place.replace(/(?<![aeou])([aeou])([^aeiouy])$/, "$1$1$2");
  for (const stem of new Set([place, long])) stems.push({ stem, endings: oneOf(list("s se er ers")) });
  return stems;
}
