import { type InflectedStem, list, oneOf } from "./inflected-stem.ts";

/** Plural and possessive of a name; the apostrophe is already cut off or kept by the word rules. */
export function englishStems(word: string): InflectedStem[] {
  const sibilant = /(?:[sxz]|[cs]h)$/.test(word);
  const stems = [{ stem: word, endings: oneOf(list(sibilant ? "es 's '" : "s 's s'"), true) }];
  if (/[^aeiou]y$/.test(word)) stems.push({ stem: word.slice(0, -1), endings: "ies" });
  return stems;
}
