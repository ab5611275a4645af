import { type InflectedStem, list, oneOf } from "./inflected-stem.ts";

/** Genitive, plural, diminutive and the adjective in -se of a name (Haeseryn et al. 1997, Algemene Nederlandse Spraakkunst). */
export function dutchStems(word: string): InflectedStem[] {
  const endings = list("s se je jes tje tjes pje pjes etje etjes");
  if (!/[aeiouy]$/.test(word)) endings.push("en", "es");
  return [{ stem: word, endings: oneOf(endings, true) }];
}
