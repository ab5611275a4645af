import { defineStep } from "earshot/steps";
import { rounded } from "../analysis/sums.ts";

interface Pair {
  period: string;
  topic: string;
  term: string;
  other: string;
  together: number;
  texts: number;
  other_texts: number;
  documents: number;
}

/**
 * The most frequent words, hashtags and emoji of each period and topic, without those of the queries, and the texts
 * that two of them share. `said` is materialised because DuckDB would else pair every term with every text of its
 * topic; pairs are counted by number, which is a third of the work of counting them by name.
 */
const PAIRS = `
  with queried as (
    select distinct unnest(regexp_extract_all(lower(query || ' ' || label), '[\\p{L}\\p{N}]+')) as word from topics
  ),
  strongest as (
    select period, topic, term, term_id, texts, documents from term_counts
    where kind in ('word', 'hashtag', 'emoji') and texts >= 5 and authors >= 5
      and ltrim(term, '#$') not in (select word from queried)
    qualify row_number() over (partition by period, topic order by texts desc, term) <= 120
  ),
  numbered as (
    select *, dense_rank() over (order by period, topic) as cell, dense_rank() over (order by period, topic, term) as id
    from strongest
  ),
  said as materialized (
    select term_documents.period, term_documents.topic, term_documents.text_hash, term_documents.author,
      text_terms.term_id
    from (from text_terms semi join strongest using (term_id)) as text_terms
    inner join term_documents using (text_hash)
  ),
  used as materialized (
    select numbered.cell, numbered.id, said.text_hash, said.author
    from said inner join numbered using (period, topic, term_id)
  ),
  pairs as (
    select first.id, second.id as other_id, count(*) as together
    from used as first
    inner join used as second using (cell, text_hash)
    where first.id < second.id
    group by all
    having count(*) >= 5 and count(distinct first.author) >= 5
  )
  select first.period, first.topic, first.term, second.term as other, pairs.together, first.texts,
    second.texts as other_texts, first.documents
  from pairs
  inner join numbered as first using (id)
  inner join numbered as second on second.id = pairs.other_id
  where pairs.together * first.documents > first.texts * second.texts
  order by all`;

/** Log-likelihood ratio of a 2 × 2 table (Dunning 1993): how much more than chance two terms share texts. */
function logLikelihood(both: number, first: number, second: number, n: number): number {
  const cells = [both, first - both, second - both, n - first - second + both];
  const rows = [first, first, n - first, n - first];
  const columns = [second, n - second, second, n - second];
  const expected = cells.map((_, i) => (rows[i]! * columns[i]!) / n);
  return 2 * cells.reduce((sum, cell, i) => (cell > 0 ? sum + cell * Math.log(cell / expected[i]!) : sum), 0);
}

const PER_TOPIC = 200;

export default defineStep({
  description:
    "Terms that stand in the same texts more often than chance: log-likelihood ratio (Dunning 1993) over the strongest " +
    "terms of a period and topic, at least 5 texts and 5 authors together.",
  grain: "period, topic and pair of terms",
  reads: ["term_counts", "term_documents", "text_terms", "topics"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    term: { type: "VARCHAR", description: "the first term by alphabet" },
    other: { type: "VARCHAR", description: "the second term" },
    together: { type: "BIGINT", description: "distinct original texts with both" },
    texts: { type: "BIGINT", description: "texts with the first" },
    other_texts: { type: "BIGINT", description: "texts with the second" },
    documents: { type: "BIGINT", description: "texts in all" },
    log_likelihood: { type: "DOUBLE", description: "log-likelihood ratio; 10.8 is p = .001" },
    lift: { type: "DOUBLE", description: "texts with both, by what chance would give" },
  },
  async run({ rows, write }) {
    const scored = (await rows<Pair>(PAIRS))
      .map((pair) => ({
        ...pair,
        log_likelihood: rounded(logLikelihood(pair.together, pair.texts, pair.other_texts, pair.documents)),
        lift: rounded((pair.together * pair.documents) / (pair.texts * pair.other_texts)),
      }))
      .filter((pair) => (pair.lift ?? 0) > 1 && (pair.log_likelihood ?? 0) > 10.83);
    const taken = new Map<string, number>();
    await write(
      scored
        .sort((a, b) => b.log_likelihood! - a.log_likelihood! || (a.term < b.term ? -1 : 1))
        .filter(({ period, topic }) => {
          const n = (taken.get(`${period} ${topic}`) ?? 0) + 1;
          taken.set(`${period} ${topic}`, n);
          return n <= PER_TOPIC;
        }),
    );
  },
});
