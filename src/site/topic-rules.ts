import type { Study } from "../study/index.ts";
import { printQuery, QueryError, readQuery } from "../study/index.ts";

/** What finds a topic's mentions, in full: nothing in it refers to another part of the study. */
export interface TopicRule {
  /** The query with macros expanded; under the public profile without names of authors. */
  query: string;
  /** Words and sites that keep a mention out, the topic's own and the study's. */
  words: string[];
  sites: string[];
  /** How many authors are kept out; their names only under the internal profile. */
  authors: number;
  authorNames: string[];
}

const AUTHOR = /\bauthor:\s*/giy;
const ONE_NAME = /"(?:[^"\\]|\\.)*"?|[^\s()"]+/y;

/** Where what stands from `start` ends: one name, or a bracket with all that is in it. An open end runs to the last character. */
function endOfNames(query: string, start: number): number {
  let depth = 0;
  for (let at = start; at < query.length; ) {
    ONE_NAME.lastIndex = at;
    const name = ONE_NAME.exec(query);
    if (query[at] === "(") depth++;
    if (query[at] === ")") depth--;
    at += name ? name[0].length : 1;
    if (depth <= 0) return at;
  }
  return query.length;
}

/** A query without the names of the authors it asks for: `author:[name]`. */
export function withoutAuthors(query: string): string {
  let shown = "";
  for (let at = 0; at < query.length; ) {
    AUTHOR.lastIndex = at;
    ONE_NAME.lastIndex = at;
    const field = AUTHOR.exec(query);
    const end = field
      ? endOfNames(query, AUTHOR.lastIndex)
      : at + (query[at] === '"' ? (ONE_NAME.exec(query)?.[0].length ?? 1) : 1);
    shown += field ? "author:[name]" : query.slice(at, end);
    at = end;
  }
  return shown;
}

/** The query as a reader can check it: macros expanded, brackets in full. As it was written where it has a mistake. */
function expanded(query: string, macros: Study["macros"]): string {
  try {
    const { node } = readQuery(query, macros);
    return node ? printQuery(node) : query;
  } catch (error) {
    if (error instanceof QueryError) return query;
    throw error;
  }
}

/** What finds each topic of the study, by topic id. */
export function topicRules(study: Study): Map<string, TopicRule> {
  const open = study.privacy.profile === "internal";
  const byId = new Map(study.topics.map((topic) => [topic.id, topic]));
  const show = (text: string) => {
    const full = expanded(text, study.macros);
    return open ? full : withoutAuthors(full);
  };
  return new Map(
    study.topics.map((topic) => {
      const outer = topic.parent === null ? undefined : byId.get(topic.parent);
      const lists = [topic.exclude, ...(outer ? [outer.exclude] : []), study.exclusions];
      const all = (name: "words" | "sites" | "authors") => [...new Set(lists.flatMap((list) => list[name]))];
      const words = all("words").map((word) => (/[{:]/.test(word) ? show(word) : word));
      const authors = all("authors");
      return [
        topic.id,
        {
          query: show(topic.query),
          words,
          sites: all("sites"),
          authors: authors.length,
          authorNames: open ? authors : [],
        },
      ];
    }),
  );
}
