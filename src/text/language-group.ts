import { languageSalt } from "./lexicon.ts";

/** Languages near enough to one another that what is learned of one helps the others. */
const GROUPS: readonly string[] = [
  "hr bs sr sl",
  "mk bg",
  "sk cs",
  "ru uk be",
  "es pt it fr ca gl ro",
  "sv no nb nn da",
  "de nl af",
  "fi et",
  "hi en ur",
];

const GROUP_OF = new Map(
  GROUPS.flatMap((group) => group.split(" ").map((language) => [language, group] as const)),
);

/** The group of near languages that a language (ISO 639-1) belongs to; itself where it stands alone. */
export function groupOf(language: string): string {
  return GROUP_OF.get(language) ?? language;
}

/** Salt of the hashed word features of a language: one for each group of near languages. */
export function groupSalt(language: string): number {
  return languageSalt(groupOf(language));
}
