import { logOddsDirichlet } from "../../statistics/keyness.ts";
import { foldCase } from "../../text/normalise/index.ts";
import { identifier, literal } from "../../warehouse/sql-text.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import { operandWords } from "../query/operands.ts";
import { patternSql } from "../query/pattern-sql.ts";
import { operandTests, PLAIN_STYLE, type WordOptions } from "../query/word-tests.ts";

export interface NearbyTerm {
  term: string;
  /** Texts of the topic with it. */
  inside: number;
  /** Texts of the rest with it: what it would add. */
  outside: number;
  /** Standardised log-odds (Monroe, Colaresi and Quinn 2008). */
  z: number;
}

export interface Misspelling {
  form: string;
  /** The query's word it is one edit away from. */
  of: string;
  /** Texts with it that the topic does not hold. */
  texts: number;
}

const SHORTEST_MISSPELT = 5;

/** Select of the text ids of a topic. */
function topicTexts(matched: string, mentions: string): string {
  return `select distinct x.text_id
    from ${identifier(matched)} as t
    join ${identifier(mentions)} as m using (mention_id)
    join cache.word_texts as x on x.text_hash = m.text_hash
    where t.topic = 'whole'`;
}

/** Select of the text ids that mentions still have; the index also keeps texts of removed files. */
function presentTexts(mentions: string): string {
  return `select x.text_id from cache.word_texts as x semi join ${identifier(mentions)} as m on m.text_hash = x.text_hash`;
}

interface TermRow {
  term: string;
  inside: number;
  outside: number;
}

function ranked(rows: readonly TermRow[], known: ReadonlySet<string>, limit: number): NearbyTerm[] {
  const now = new Map(rows.map((row) => [row.term, row.inside]));
  const before = new Map(rows.map((row) => [row.term, row.outside]));
  const all = new Map(rows.map((row) => [row.term, row.inside + row.outside]));
  return logOddsDirichlet(now, before, all)
    .filter(
      ({ term, z, count }) =>
        z > 2 && count >= 3 && !known.has(term) && !known.has(term.replace(/^[#@$]|['’]s$/g, "")),
    )
    .slice(0, limit)
    .map(({ term, count, before: outside, z }) => ({
      term,
      inside: count,
      outside,
      z: Number(z.toFixed(1)),
    }));
}

/** Words and hashtags that stand in the topic's texts more than in the others. */
export async function nearbyTerms(
  warehouse: Warehouse,
  queryWords: readonly string[],
  matched: string,
  mentions: string,
): Promise<{ terms: NearbyTerm[]; hashtags: NearbyTerm[] }> {
  const rows = await warehouse.rows<TermRow>(
    `with inside as (${topicTexts(matched, mentions)}),
     terms as (select word_id, lower(word) as term from cache.words where length(word) > 2 and word[1] <> ':'),
     counted as (
       select t.term, count(distinct p.text_id) filter (i.text_id is not null) as inside, count(distinct p.text_id) as texts
       from cache.word_positions as p
       join terms as t using (word_id)
       semi join (${presentTexts(mentions)}) as here on here.text_id = p.text_id
       left join inside as i using (text_id)
       group by t.term
     )
     select term, inside, texts - inside as outside
     from counted
     where inside >= 3
     order by inside desc
     limit 5000`,
  );
  const known = new Set(queryWords.flatMap(operandWords).map((word) => foldCase(word).replace(/^[#@$]/, "")));
  return {
    terms: ranked(
      rows.filter(({ term }) => !/^[#@$]/.test(term)),
      known,
      15,
    ),
    hashtags: ranked(
      rows.filter(({ term }) => term.startsWith("#")),
      known,
      10,
    ),
  };
}

/** Forms one edit away from the query's words that the query does not find. */
export async function misspellings(
  warehouse: Warehouse,
  queryWords: readonly string[],
  options: WordOptions,
  matched: string,
  mentions: string,
): Promise<Misspelling[]> {
  const found: Misspelling[] = [];
  for (const word of queryWords.filter((each) => [...each].length >= SHORTEST_MISSPELT).slice(0, 30)) {
    const tests = operandTests(word, { ...PLAIN_STYLE, fuzzy: 1 }, options);
    const own = operandTests(word, PLAIN_STYLE, options);
    const test = tests[0]?.[0];
    if (tests.length !== 1 || !test) continue;
    const excluded = (own[0] ?? []).map(({ pattern }) => patternSql(pattern)).filter((sql) => sql !== null);
    const rows = await warehouse.rows<{ form: string; texts: number }>(
      `select f.form, count(distinct p.text_id) as texts
       from cache.word_forms as f
       join cache.word_positions as p using (word_id)
       where f.kind in (${test.kinds.join(", ")}) and (${patternSql(test.pattern)})
         and not (${excluded.join(" or ") || "false"})
         and p.text_id in (${presentTexts(mentions)})
         and p.text_id not in (${topicTexts(matched, mentions)})
         and f.form not in (${queryWords.map((each) => literal(foldCase(each))).join(", ")})
       group by f.form
       order by texts desc, f.form
       limit 5`,
    );
    found.push(...rows.map(({ form, texts }) => ({ form, of: word, texts })));
  }
  return found.sort((a, b) => b.texts - a.texts).slice(0, 15);
}
