import { expect, test } from "vitest";
import { randomNumbers } from "../../src/text/hash.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import { BASE, build, openSmallStudy, type SmallMention } from "../models/small-study.ts";

const WORDS = "apple bread cherry dates eggs figs grapes honey #iced #jam 🔥 kiwi lemon".split(" ");

/** Texts of a few words by a few people, with repeated words, marks and nothing at all among them. */
function chatter(seed: number): SmallMention[] {
  const random = randomNumbers(seed);
  const below = (n: number) => Math.floor(random() * n);
  return Array.from({ length: 900 }, (_, i): SmallMention => {
    const said = Array.from({ length: below(8) }, () => WORDS[Math.floor(random() ** 2 * WORDS.length)]);
    return {
      id: `m${i}`,
      at: `2026-05-${String(5 + 7 * below(3)).padStart(2, "0")} 12:00:00`,
      topics: random() < 0.2 ? ["a", "b"] : [random() < 0.6 ? "a" : "b"],
      author: `u${Math.floor(random() ** 3 * 200)}`,
      text: `${said.join(random() < 0.3 ? ", " : " ")} ${i}`,
    };
  });
}

/** What the table says, as plainly as SQL can. */
const COUNTS = `
  with said as (
    select period, topic, author, kind::varchar as kind, term_id
    from text_terms inner join term_documents using (text_hash)
  ),
  counted as (
    select period, topic, kind, term_id, count(*) as texts, count(distinct author) as authors from said group by all
  )
  select period, topic, kind, concat_ws(' ', first.word, second.word) as term, texts, authors,
    sum(texts) over (partition by period, topic, kind)::bigint as total,
    (select count(*) from term_documents as d where d.period = counted.period and d.topic = counted.topic) as documents,
    term_id
  from counted
  join term_words as first on first.word_id = term_id // 4294967296
  left join term_words as second on second.word_id = term_id % 4294967296 - 3
  qualify max(texts) over (partition by topic, term_id) >= 5`;

const PAIRS = `
  with said as (
    select period, topic, text_hash, author, term, texts, term_counts.documents
    from term_counts
    join term_documents using (period, topic)
    join text_terms using (text_hash, term_id)
    where term_counts.kind <> 'bigram' and texts >= 5 and authors >= 5
  )
  select period, topic, a.term, b.term as other, count(*) as together, any_value(a.texts) as texts,
    any_value(b.texts) as other_texts, any_value(a.documents) as documents
  from said as a join said as b using (period, topic, text_hash)
  where a.term < b.term
  group by all
  having count(*) >= 5 and count(distinct a.author) >= 5`;

async function differences(warehouse: Warehouse, first: string, second: string): Promise<unknown[]> {
  const of = (a: string, b: string) => warehouse.rows(`(${a}) except all (${b})`);
  return [...(await of(first, second)), ...(await of(second, first))];
}

test.each([1, 2, 3])("terms and pairs are counted as SQL counts them (seed %i)", async (seed) => {
  const topics = [
    { topic: "a", query: "zz" },
    { topic: "b", query: "yy" },
  ];
  const warehouse = await openSmallStudy({ topics, mentions: chatter(seed) });
  const terms = ["term_documents", "text_term_lists", "text_terms", "term_words", "term_counts"];
  await build(warehouse, ...BASE, ...terms, "cooccurring_terms");
  expect(await warehouse.count("term_counts")).toBeGreaterThan(100);
  expect(await differences(warehouse, "from term_counts", COUNTS)).toEqual([]);
  const pairs = "select * exclude (log_likelihood, lift) from cooccurring_terms";
  expect(await warehouse.rows(`(${pairs}) except all (${PAIRS})`)).toEqual([]);
  // The other way round only those are missing that chance explains.
  const missing = await warehouse.rows<{ lift: number; llr: number }>(
    `select lift, llr from (
       select p.*, together * documents / (texts * other_texts) as lift,
         2 * list_sum(list_transform(
           [[together, texts * other_texts], [texts - together, texts * (documents - other_texts)],
            [other_texts - together, (documents - texts) * other_texts],
            [documents - texts - other_texts + together, (documents - texts) * (documents - other_texts)]],
           lambda c: if(c[1] > 0, c[1] * ln(c[1] * documents / c[2]), 0))) as llr
       from (${PAIRS}) as p anti join cooccurring_terms using (period, topic, term, other))
     where lift > 1.0001 and llr > 10.84`,
  );
  expect(missing).toEqual([]);
  warehouse.close();
});
