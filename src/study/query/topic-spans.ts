import { identifier } from "../../warehouse/sql-text.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import type { QueryNode } from "./ast.ts";
import { compileTopicQueries } from "./compile.ts";
import { hitStatements, QUERY_TABLES, spanStatements, wordSetStatements } from "./match-sql.ts";
import { addSearchedWords } from "./search-words.ts";
import type { TopicQuery } from "./topic-query.ts";

/** The words, phrases and nearnesses of a query that a matching text holds; what stands under NOT is left out. */
function named(node: QueryNode): QueryNode[] {
  switch (node.type) {
    case "word":
    case "phrase":
    case "stem":
    case "near":
      return [node];
    case "and":
    case "or":
      return node.items.flatMap(named);
    case "scope":
      return named(node.item);
    default:
      return [];
  }
}

/** The same topics, each as an OR of what names it; topics that no word names are left out. */
export function namingQueries(queries: readonly TopicQuery[]): TopicQuery[] {
  return queries.flatMap(({ id, parts }) => {
    const naming = parts
      .filter(({ own }) => own === true)
      .flatMap(({ node, options }) => {
        const items = named(node);
        if (items.length === 0) return [];
        const at = { start: 0, end: 0 };
        return [{ node: items.length === 1 ? items[0]! : ({ type: "or", items, at } as const), options }];
      });
    return naming.length > 0 ? [{ id, parts: naming }] : [];
  });
}

/**
 * Where texts name topics: temporary table `into` with topic (number in the list), text_hash, first and last position
 * among the text's words.
 * @param queries of {@link namingQueries}
 * @param texts select of the `text_hash` of the texts that matter; they must be in the word index
 */
export async function findTopicNames(
  warehouse: Warehouse,
  queries: readonly TopicQuery[],
  texts: string,
  into: string,
): Promise<void> {
  const compiled = compileTopicQueries(queries);
  for (const statement of wordSetStatements(compiled)) await warehouse.run(statement);
  await addSearchedWords(warehouse, compiled);
  const leaves = hitStatements(compiled).filter((statement) => !statement.includes(" query_hits "));
  for (const statement of [...spanStatements(compiled), ...leaves]) await warehouse.run(statement);
  await warehouse.run(
    `create or replace temp table ${identifier(into)} as
     with wanted as (
       select text_id, text_hash from cache.word_texts semi join (${texts}) using (text_hash)
     )
     select l.topic, t.text_hash, p.position as first, p.position as last
     from cache.word_positions as p
     join (
       select distinct l.topic, w.word_id from query_word_leaves as l join query_words as w using (set_id)
     ) as l using (word_id)
     join wanted as t using (text_id)
     union
     select l.topic, t.text_hash, s.first, s.last
     from query_spans as s
     join query_span_leaves as l using (span_id)
     join wanted as t using (text_id)`,
  );
  for (const name of QUERY_TABLES) await warehouse.run(`drop table if exists temp.${name}`);
}
