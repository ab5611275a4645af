import { GroupCounter } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { NumberTable } from "earshot/warehouse";
import { cellsSql, readDocuments } from "../analysis/document-lists.ts";

/** A term is kept in all periods of a topic where one period has it in at least five texts. */
const KEPT = `
  with cells as (${cellsSql()}),
  counted as (
    select cells.period, cells.topic, cells.documents, counted_terms.*,
      case (term_id % 4294967296) when 0 then 'word' when 1 then 'hashtag' when 2 then 'emoji' else 'bigram' end as kind
    from counted_terms inner join cells using (cell)
  ),
  totals as (
    select cell, kind, sum(texts)::bigint as total from counted group by all
  ),
  frequent as (
    select distinct topic, term_id from counted where texts >= 5
  )
  select
    counted.period,
    counted.topic,
    counted.kind,
    if(counted.kind = 'bigram', first.word || ' ' || second.word, first.word) as term,
    counted.texts::bigint as texts,
    counted.authors::bigint as authors,
    totals.total,
    counted.documents,
    counted.term_id
  from counted
  semi join frequent
    on frequent.topic = counted.topic and frequent.term_id = counted.term_id
  inner join totals using (cell, kind)
  inner join term_words as first
    on first.word_id = counted.term_id // 4294967296
  left join term_words as second
    on second.word_id = counted.term_id % 4294967296 - 3
  order by all`;

export default defineStep({
  description:
    "How many distinct original texts of a topic use a term, per period. Terms that no period of the topic has in at least " +
    "five texts are left out; `total` counts them all the same.",
  grain: "period, topic and term",
  reads: ["term_documents", "text_term_lists", "term_words"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    kind: { type: "VARCHAR", description: "word, bigram, hashtag or emoji" },
    term: { type: "VARCHAR", description: "the term, lower case" },
    texts: { type: "BIGINT", description: "distinct original texts with the term" },
    authors: { type: "BIGINT", description: "authors of these texts" },
    total: { type: "BIGINT", description: "occurrences of all terms of this kind in the period and topic" },
    documents: { type: "BIGINT", description: "distinct original texts that were read" },
    term_id: { type: "BIGINT", description: "the term's number, see text_terms" },
  },
  async run({ warehouse, writeSql }) {
    await warehouse.run(
      "create or replace temp table counted_terms (cell integer, term_id bigint, texts integer, authors integer)",
    );
    const table = new NumberTable(warehouse, "counted_terms");
    const counter = new GroupCounter();
    await readDocuments(warehouse, {
      document(author, halves, from, to) {
        for (let at = 2 * from; at < 2 * to; at += 2)
          counter.add(halves[at] as number, halves[at + 1] as number, author);
      },
      async endCell(cell) {
        const { groups: count } = counter;
        const halves = new Int32Array(count * 2);
        for (let term = 0; term < count; term++) {
          halves[2 * term] = counter.low[term] as number;
          halves[2 * term + 1] = counter.high[term] as number;
        }
        await table.append([
          new Int32Array(count).fill(cell),
          new BigInt64Array(halves.buffer),
          counter.counts.slice(0, count),
          counter.authors.slice(0, count),
        ]);
        counter.clear();
      },
    });
    table.flush();
    await writeSql(KEPT);
    await warehouse.run("drop table temp.counted_terms");
  },
});
