import { inflectionLanguages, matchesInflected } from "earshot/text";

/** What a topic is called and asked for. */
export interface NamedTopic {
  topic: string;
  label: string;
  query: string;
}

/** Names so short take no endings: too many other words begin like them. */
const SHORTEST_INFLECTED = 4;

/** Words of a name or query, and each phrase in quotation marks (and the name) written as one, as hashtags are. */
function wordsOf({ label, query }: NamedTopic): Set<string> {
  const plain = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const phrases = [
    label,
    ...Array.from(query.matchAll(/["'“”„]([^"'“”„]+)["'“”„]/gu), (found) => found[1] ?? ""),
  ];
  return new Set([...plain(`${query} ${label}`), ...phrases.map((phrase) => plain(phrase).join(""))]);
}

const bare = (word: string) => word.replace(/^[#$]/, "").replace(/['’]\p{L}{0,3}$/u, "");

/**
 * Tells a topic's own words: those of its name and query, with the endings that names take (`Acme's`, `Acmen`), as
 * hashtags too (`#acmetea` for "Acme Tea"). They are in its texts because the texts were asked for by them.
 *
 * @returns a function of a term: "all" where every word of it is such a word, "some" where one is, else "none"
 */
export function ownWords(topics: readonly NamedTopic[]): (term: string) => "all" | "some" | "none" {
  const words = new Set(topics.flatMap((topic) => [...wordsOf(topic)]));
  const names = [...words].filter((word) => [...word].length >= SHORTEST_INFLECTED);
  const languages = inflectionLanguages();
  const isOwn = (word: string) =>
    words.has(word) || names.some((name) => name[0] === word[0] && matchesInflected(word, name, languages));
  return (term) => {
    const said = term.toLowerCase().split(" ").map(bare);
    const own = said.filter(isOwn).length;
    return own === 0 ? "none" : own === said.length ? "all" : "some";
  };
}

/** The same for each topic by itself. */
export function ownWordsByTopic(topics: readonly NamedTopic[]): (topic: string, term: string) => boolean {
  const tests = new Map(topics.map((one) => [one.topic, ownWords([one])]));
  return (topic, term) => tests.get(topic)?.(term) === "all";
}
