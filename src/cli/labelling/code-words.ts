/** Words a coder may write; `unclear` is an answer, an empty cell is none. */
export const SENTIMENTS = ["negative", "neutral", "positive", "unclear"] as const;
export const RELEVANCE = ["yes", "no"] as const;

/** The coder whose word counts in place of the others': files of decisions begin with it. */
export const ADJUDICATION = "adjudication";

/** What coders write who work in one of the site's languages (nl, fi, hu, lv; German too), without accents. */
const TRANSLATED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    negative: "negatief negatiivinen negativ negativs",
    neutral: "neutraal neutraali semleges neitrals",
    positive: "positief positiivinen positiv pozitiv pozitivs",
    unclear: "onduidelijk epaselva nem_egyertelmu neskaidrs unklar",
    yes: "ja kylla igen",
    no: "nee ei nem ne nein",
  }).flatMap(([meant, words]) =>
    words.split(" ").map((word) => [word.replace("_", " "), meant] as [string, string]),
  ),
);

/**
 * The allowed word that is meant: itself in any case, a beginning that only one word has, or its translation.
 * @returns null for an empty cell, undefined for any other word
 */
export function codeWord(value: string | undefined, allowed: readonly string[]): string | null | undefined {
  const given = (value ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
  if (given === "") return null;
  if (allowed.includes(given)) return given;
  const translated = TRANSLATED.get(given);
  if (translated !== undefined && allowed.includes(translated)) return translated;
  const begun = allowed.filter((one) => one.startsWith(given));
  return begun.length === 1 ? begun[0] : undefined;
}
