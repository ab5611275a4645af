import { defineStep } from "earshot/steps";
import { TERM_PAIR } from "earshot/warehouse";
import { cellsSql, type DocumentReceiver, readDocuments } from "../analysis/document-lists.ts";
import { PairCounter } from "../analysis/pair-counter.ts";
import { NOT_QUERIED, QUERIED } from "../analysis/queried-words.ts";
import { rounded } from "../analysis/sums.ts";

/** One of the most frequent terms of a period and topic. */
interface Strong {
  cell: number;
  period: string;
  topic: string;
  term: string;
  /** Halves of the term's number. */
  low: number;
  high: number;
  texts: number;
  documents: number;
}

/** Of each period and topic so many terms are paired, so many pairs are kept, and fewer texts or authors say nothing. */
const TERMS = 120;
const PER_TOPIC = 200;
const FEWEST = 5;

/** The most frequent words, hashtags and emoji of each period and topic, without those that find it or name a brand. */
const strongestSql = (counts: string, documents: string) => `
  with ${QUERIED}
  select cells.cell, term_counts.period, term_counts.topic, term, (term_id % 4294967296)::integer as low,
    (term_id // 4294967296)::integer as high, texts, term_counts.documents
  from ${counts} as term_counts
  inner join (${cellsSql(documents)}) as cells using (period, topic)
  where ${NOT_QUERIED}
  qualify row_number() over (partition by cells.cell order by texts desc, term) <= ${TERMS}
  order by cells.cell, term`;

/** A row of the table. */
interface PairRow extends Record<string, string | number> {
  period: string;
  topic: string;
  term: string;
  other: string;
  together: number;
  log_likelihood: number;
  lift: number;
}

/** Log-likelihood ratio of a 2 × 2 table (Dunning 1993): how much more than chance two terms share texts. */
function logLikelihood(both: number, first: number, second: number, n: number): number {
  const cells = [both, first - both, second - both, n - first - second + both];
  const rows = [first, first, n - first, n - first];
  const columns = [second, n - second, second, n - second];
  const expected = cells.map((_, i) => (rows[i]! * columns[i]!) / n);
  return 2 * cells.reduce((sum, cell, i) => (cell > 0 ? sum + cell * Math.log(cell / expected[i]!) : sum), 0);
}

/** Pairs of a cell beyond chance, the strongest first. */
function pairsOf(terms: readonly Strong[], counter: PairCounter) {
  const found: PairRow[] = [];
  for (const [i, first] of terms.entries()) {
    for (let k = i + 1; k < terms.length; k++) {
      const second = terms[k] as Strong;
      const together = counter.together(i, k);
      if (together < FEWEST || counter.authorsOf(i, k) < FEWEST) continue;
      const { texts, documents } = first;
      const pair = { together, texts, other_texts: second.texts, documents };
      if (together * documents <= texts * second.texts) continue;
      const log_likelihood = rounded(logLikelihood(together, texts, second.texts, documents)) ?? 0;
      const lift = rounded((together * documents) / (texts * second.texts)) ?? 0;
      if (lift <= 1 || log_likelihood <= 10.83) continue;
      const names = { period: first.period, topic: first.topic, term: first.term, other: second.term };
      found.push({ ...names, ...pair, log_likelihood, lift });
    }
  }
  const order = (a: PairRow, b: PairRow) =>
    b.log_likelihood - a.log_likelihood || compare(a.term, b.term) || compare(a.other, b.other);
  return found.sort(order).slice(0, PER_TOPIC);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export default defineStep({
  description:
    "Terms that stand in the same texts more often than chance: log-likelihood ratio (Dunning 1993) over the strongest " +
    "terms of a period and topic, at least 5 texts and 5 authors together.",
  grain: "period, topic and pair of terms",
  reads: ["frequent_terms", "term_documents", "text_term_lists", "topics"],
  incremental: ["period", "text_hash"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period, or all" },
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
  async run({ warehouse, rows, input, write }) {
    const documents = input("term_documents");
    const strong = new Map<number, Strong[]>();
    for (const term of await rows<Strong>(strongestSql(input("frequent_terms"), documents))) {
      const others = strong.get(term.cell);
      if (others) others.push(term);
      else strong.set(term.cell, [term]);
    }
    const counter = new PairCounter(TERMS);
    const found: PairRow[] = [];
    const words = [...strong.values()].flatMap((terms) => terms.map(({ high }) => high));
    // Place of a word among the strongest terms of the cell, counted from 1; a word is of one kind only.
    const places = new Int32Array(words.reduce((most, word) => Math.max(most, word), 0) + 1);
    const receiver: DocumentReceiver = {
      beginCell(cell) {
        counter.clear();
        places.fill(0);
        for (const [i, { high }] of (strong.get(cell) ?? []).entries()) places[high] = i + 1;
      },
      document(author, halves, from, to) {
        for (let at = 2 * from; at < 2 * to; at += 2) {
          const place = (halves[at] as number) < TERM_PAIR ? (places[halves[at + 1] as number] ?? 0) : 0;
          if (place > 0) counter.add(place - 1);
        }
        counter.endText(author);
      },
      async endCell(cell) {
        found.push(...pairsOf(strong.get(cell) ?? [], counter));
      },
    };
    await readDocuments(warehouse, receiver, documents);
    await write(found);
  },
});
