import { identifier, literal } from "../../warehouse/sql-text.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import { compileTopicQueries } from "../query/compile.ts";
import { type MatchOptions, matchTopics } from "../query/match-topics.ts";
import { type TopicPart, type TopicQuery, topicOptions, topicQueries } from "../query/topic-query.ts";
import type { Study, Topic } from "../study.ts";
import { type Clause, type ClauseRole, clausesOf, positiveWords } from "./clauses.ts";
import { type Sample, samples } from "./samples.ts";
import { type Misspelling, misspellings, type NearbyTerm, nearbyTerms } from "./widen.ts";

export interface ClauseCount {
  clause: string;
  role: ClauseRole;
  /** Mentions that the clause finds by itself, in the whole study. */
  alone: number;
  /**
   * What it contributes and nothing else does: mentions that would be lost without it (any), or come in without
   * it (required, excluded).
   */
  only: number;
}

export interface TopicView {
  topic: string;
  query: string;
  mentions: number;
  /** Of all mentions. */
  total: number;
  clauses: ClauseCount[];
  /** Other topics of the study that share mentions with this one. */
  overlaps: { topic: string; shared: number }[];
  /** Words that mark what was found, and words that would widen it. */
  terms: NearbyTerm[];
  hashtags: NearbyTerm[];
  misspellings: Misspelling[];
  inside: Sample[];
  /** Nearly found: kept out by one clause, or written otherwise. */
  outside: Sample[];
}

const MATCHED = "understood_topics";

/** Each clause alone, and the topic without it. */
function variants(whole: TopicQuery, own: TopicPart, clauses: readonly Clause[]): TopicQuery[] {
  return clauses.flatMap((clause, i) => {
    const alone = { id: `alone ${i}`, parts: [{ node: clause.node, options: own.options }] };
    const node = clause.without;
    if (node === null) return [alone];
    return [
      alone,
      { id: `without ${i}`, parts: whole.parts.map((part) => (part === own ? { ...own, node } : part)) },
    ];
  });
}

async function counts(warehouse: Warehouse): Promise<Map<string, number>> {
  const rows = await warehouse.rows<{ topic: string; n: number }>(
    `select topic, count(*) as n from ${MATCHED} group by topic`,
  );
  return new Map(rows.map(({ topic, n }) => [topic, n]));
}

function clauseCounts(
  clauses: readonly Clause[],
  found: ReadonlyMap<string, number>,
  mentions: number,
): ClauseCount[] {
  return clauses.map((clause, i) => {
    const without = clause.without === null ? 0 : (found.get(`without ${i}`) ?? 0);
    const only = clause.role === "any" ? mentions - without : Math.max(0, without - mentions);
    return { clause: clause.text, role: clause.role, alone: found.get(`alone ${i}`) ?? 0, only };
  });
}

async function overlaps(warehouse: Warehouse): Promise<{ topic: string; shared: number }[]> {
  return warehouse.rows(
    `select o.topic[7:] as topic, count(*) as shared
     from ${MATCHED} as m
     join ${MATCHED} as o using (mention_id)
     where m.topic = 'whole' and starts_with(o.topic, 'other ')
     group by o.topic
     order by shared desc, topic`,
  );
}

const INSIDE = `mention_id in (select mention_id from ${MATCHED} where topic = 'whole')`;

function listed(texts: readonly string[]): string {
  return texts.map(literal).join(", ") || "null";
}

/** Condition on mentions that one required or excluded clause keeps out, or that write a word otherwise. */
function justOutside(clauses: readonly Clause[], wrong: readonly Misspelling[]): string {
  const near = clauses.flatMap((c, i) => (c.role === "any" || c.without === null ? [] : [`without ${i}`]));
  return `not (${INSIDE})
    and (mention_id in (select mention_id from ${MATCHED} where topic in (${listed(near)}))
      or text_hash in (
        select x.text_hash
        from cache.word_texts as x
        join cache.word_positions as p using (text_id)
        join cache.word_forms as f using (word_id)
        where f.kind in (0, 1, 4, 5) and f.form in (${listed(wrong.map(({ form }) => form))})))`;
}

/**
 * What a topic's query finds and why: counts per clause, overlaps with the other topics, the words that mark
 * it, samples inside and just outside, and what would widen it. Leaves no table behind.
 */
export async function understandTopic(
  warehouse: Warehouse,
  study: Pick<Study, "topics" | "macros" | "exclusions">,
  topic: Topic,
  options: MatchOptions & { samples?: number } = {},
): Promise<TopicView> {
  const { mentions: table = "mentions", samples: wanted = 5 } = options;
  const queries = topicQueries(study);
  const whole = queries[study.topics.indexOf(topic)]!;
  const own = whole.parts.find((part) => part.own)!;
  const clauses = clausesOf(own.node);
  const others = queries
    .filter((query) => query !== whole)
    .map((query) => ({ ...query, id: `other ${query.id}` }));
  const compiled = compileTopicQueries([
    { ...whole, id: "whole" },
    ...others,
    ...variants(whole, own, clauses),
  ]);
  await matchTopics(warehouse, compiled, MATCHED, options);
  const found = await counts(warehouse);
  const mentions = found.get("whole") ?? 0;
  const words = positiveWords(clauses);
  const wrong = await misspellings(warehouse, words, topicOptions(topic), MATCHED, table);
  const view: TopicView = {
    topic: topic.id,
    query: topic.query,
    mentions,
    total: await warehouse.count(table),
    clauses: clauseCounts(clauses, found, mentions),
    overlaps: await overlaps(warehouse),
    ...(await nearbyTerms(warehouse, words, MATCHED, table)),
    misspellings: wrong,
    inside: await samples(warehouse, table, INSIDE, wanted),
    outside: await samples(warehouse, table, justOutside(clauses, wrong), wanted),
  };
  await warehouse.run(`drop table ${identifier(MATCHED)}`);
  return view;
}
