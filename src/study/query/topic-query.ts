import type { Exclusions, Study, Topic } from "../study.ts";
import type { FieldNode, QueryNode } from "./ast.ts";
import type { Macros } from "./macros.ts";
import { QueryError } from "./query-error.ts";
import { type ReadQuery, readExcludedWords, readQuery } from "./read-query.ts";
import { PLAIN_OPTIONS, type WordOptions } from "./word-tests.ts";

/** One condition of a topic. `own`: the topic's own query, not its exclusions or its outer topic's. */
export interface TopicPart {
  node: QueryNode;
  options: WordOptions;
  own?: boolean;
}

/** Everything that a mention must satisfy to belong to a topic; the parts are joined by AND. */
export interface TopicQuery {
  id: string;
  parts: TopicPart[];
}

const NOWHERE = { start: 0, end: 0 };

function required(text: string, read: ReadQuery): QueryNode {
  if (read.node === null) throw new QueryError(text, read.problems);
  return read.node;
}

function field(name: "author" | "site", value: string): FieldNode {
  return { type: "field", field: name, test: { op: "is", value }, at: NOWHERE };
}

/** `NOT (…)` of an exclusion list; null for an empty one. */
function excluded(exclusions: Exclusions, macros: Macros): QueryNode | null {
  const items: QueryNode[] = [
    ...exclusions.words.map((text) => required(text, readExcludedWords(text, macros))),
    ...exclusions.authors.map((name) => field("author", name)),
    ...exclusions.sites.map((name) => field("site", name)),
  ];
  if (items.length === 0) return null;
  return {
    type: "not",
    item: items.length === 1 ? items[0]! : { type: "or", items, at: NOWHERE },
    at: NOWHERE,
  };
}

export function topicOptions(topic: Topic): WordOptions {
  return { foldAccents: topic.foldAccents, inflect: topic.inflect };
}

/**
 * The topics' queries with macros expanded, the outer topic's query joined to an inner one's, and the
 * exclusions of topic and study. Throws a `QueryError` on a query that `loadStudy` refuses.
 */
export function topicQueries(
  study: Pick<Study, "macros" | "exclusions"> & { topics: readonly Topic[] },
): TopicQuery[] {
  const everywhere = excluded(study.exclusions, study.macros);
  const byId = new Map(study.topics.map((topic) => [topic.id, topic]));
  const conditions = (topic: Topic, own: boolean) => {
    const options = topicOptions(topic);
    const parts: TopicPart[] = [
      { node: required(topic.query, readQuery(topic.query, study.macros)), options, own },
    ];
    const exclude = excluded(topic.exclude, study.macros);
    if (exclude) parts.push({ node: exclude, options });
    return parts;
  };
  return study.topics.map((topic) => {
    const outer = topic.parent === null ? undefined : byId.get(topic.parent);
    const parts = [...(outer ? conditions(outer, false) : []), ...conditions(topic, true)];
    if (everywhere) parts.push({ node: everywhere, options: PLAIN_OPTIONS });
    return { id: topic.id, parts };
  });
}
