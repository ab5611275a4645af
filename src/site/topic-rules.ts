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

const AUTHOR = /\bauthor:\s*("(?:[^"\\]|\\.)*"|\([^)]*\)|[^\s()]+)/gi;

/** A query without the names of the authors it asks for: `author:[name]`. */
export function withoutAuthors(query: string): string {
  return query.replace(AUTHOR, "author:[name]");
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
