import { defineStep } from "earshot/steps";
import { literal, NumberTable, textRows, type Warehouse } from "earshot/warehouse";
import { type CareRule, CareRules, isPlainRule, SIGNALS } from "../analysis/care-rules.ts";
import { groupRows } from "../analysis/groups.ts";
import { WORDS_SQL } from "../analysis/plain-words.ts";

/** Patterns in one expression: with more of them its automaton outgrows its memory, and RE2 takes ten times as long. */
const AT_ONCE = 20;

/** Condition on `words`: one of the patterns is in it. */
function anyOf(patterns: readonly string[]): string {
  const parts = Array.from({ length: Math.ceil(patterns.length / AT_ONCE) }, (_, i) =>
    patterns.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  return parts.map((part) => `regexp_matches(words, ${literal(` (?:${part.join("|")}) `)})`).join(" or ");
}

/** Rules that only RE2 understands, as a sum of the bits of their signals. */
function askedSql(rules: readonly CareRule[]): string {
  const bits = SIGNALS.map((signal, bit) => {
    const languages = groupRows(
      rules.filter((rule) => rule.signal === signal),
      ({ language }) => language,
    );
    const cases = [...languages].map(
      ([language, own]) => `when ${literal(language)} then ${anyOf(own.map(({ pattern }) => pattern))}`,
    );
    return cases.length > 0 ? `if(case language ${cases.join(" ")} else false end, ${1 << bit}, 0)` : "0";
  });
  return `(${bits.join(" + ")})::utinyint`;
}

/** Bit of a question, behind those of the signals. */
const QUESTION = 1 << SIGNALS.length;
const ADDRESSES = /https?:\/\/[^\t\n\f\r ]+/g;
const MARK = /[?？؟]/;

const isQuestion = (text: string): boolean => MARK.test(text) && MARK.test(text.replace(ADDRESSES, " "));

/**
 * What rules and marks tell of each text.
 * @param select text, text_hash, number of the language, bits that are known already
 * @param rules by number of the language
 * @returns columns of some thousand texts at a time: text_hash, number of the language, bits
 */
async function readTexts(warehouse: Warehouse, select: string, rules: ReadonlyMap<number, CareRules>) {
  const found: [BigUint64Array<ArrayBuffer>, Uint16Array<ArrayBuffer>, Uint16Array<ArrayBuffer>][] = [];
  for await (const { rows, texts, columns } of textRows(warehouse, select)) {
    const [hashes, languages, known] = columns as [BigUint64Array, Uint16Array, Uint8Array];
    const bits = new Uint16Array(rows);
    for (let row = 0; row < rows; row++) {
      const text = texts[row] as string;
      const told = rules.get(languages[row] as number)?.signals(text) ?? 0;
      bits[row] = told | (known[row] as number) | (isQuestion(text) ? QUESTION : 0);
    }
    found.push([hashes.slice(0, rows), languages.slice(0, rows), bits]);
  }
  return found;
}

/** True or false where the language has rules of the signal, else NULL. */
function signalSql(rules: readonly CareRule[], bit: number): string {
  const languages = new Set(
    rules.filter(({ signal }) => signal === SIGNALS[bit]).map(({ language }) => language),
  );
  if (languages.size === 0) return "null::boolean";
  return `if(language in (${[...languages].map(literal).join(", ")}), told & ${1 << bit} > 0, null)`;
}

export default defineStep({
  description:
    "What a text asks for, by rules per language (`care_rules`): a stated wish to buy, a stated problem, a question. " +
    "NULL where the language has no rules; questions are told by their mark in every language.",
  grain: "text of a topic",
  reads: ["texts", "topic_mentions", "care_rules"],
  incremental: ["text_hash"],
  columns: {
    text_hash: { type: "UBIGINT", description: "key of the text" },
    language: { type: "VARCHAR", description: "language of the text" },
    lead: { type: "BOOLEAN", description: "states the wish to buy, order or switch" },
    problem: { type: "BOOLEAN", description: "states a problem; a complaint when also negative" },
    question: { type: "BOOLEAN", description: "asks something" },
  },
  async run({ warehouse, rows, input, writeSql }) {
    const rules = await rows<CareRule>("select * from care_rules order by language, signal, pattern");
    const plain = groupRows(rules.filter(isPlainRule), ({ language }) => language);
    const others = rules.filter((rule) => !isPlainRule(rule));
    await warehouse.run(`
      create or replace temp table spoken_texts as
      select text_hash, any_value(coalesce(language, 'und')) as language
      from ${input("topic_mentions")} where text_hash is not null group by text_hash;
      create or replace temp table spoken_languages as
      select language, row_number() over (order by language)::usmallint as number
      from (select distinct language from spoken_texts);
      create or replace temp table told_texts (text_hash ubigint, number usmallint, told usmallint)`);
    const ruled = new Map<number, CareRules>();
    const numbers = "select number, language from spoken_languages order by number";
    for (const { number, language } of await rows<{ number: number; language: string }>(numbers)) {
      const own = plain.get(language);
      if (own !== undefined) ruled.set(number, new CareRules(own));
    }
    const found = await readTexts(
      warehouse,
      `select text, text_hash, number, ${askedSql(others)} as known
       from (
         select text, text_hash, number, language, ${others.length > 0 ? WORDS_SQL : "null"} as words
         from ${input("texts")} inner join spoken_texts using (text_hash) inner join spoken_languages using (language)
       )`,
      ruled,
    );
    const table = new NumberTable(warehouse, "told_texts");
    for (const columns of found) await table.append(columns);
    table.flush();
    await writeSql(`
      select text_hash, language, ${SIGNALS.map((signal, bit) => `${signalSql(rules, bit)} as ${signal}`).join(", ")},
        told & ${QUESTION} > 0 as question
      from told_texts inner join spoken_languages using (number)`);
    await warehouse.run(
      "drop table temp.told_texts; drop table temp.spoken_languages; drop table temp.spoken_texts",
    );
  },
});
