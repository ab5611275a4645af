import { defineStep } from "earshot/steps";
import { literal } from "earshot/warehouse";

interface Rule {
  language: string;
  signal: string;
  pattern: string;
}

/** Words between single spaces: rules match whole words without word-boundary classes, which RE2 has for ASCII only. */
const WORDS = `' ' || regexp_replace(
    regexp_replace(replace(lower(text), '’', ''''), 'https?://[^ \\n]+|www\\.[^ \\n]+|@[^ \\n]+', ' ', 'g'),
    '[\\s!-&(-,./:-@\\[-\`{-~…“”„«»¿¡]+', ' ', 'g') || ' '`;

/** Condition on column `language`: there are rules for it. */
function hasRules(rules: readonly Rule[]): string {
  const languages = [...new Set(rules.map(({ language }) => language))];
  return languages.length > 0 ? `language in (${languages.map(literal).join(", ")})` : "false";
}

/** Patterns in one expression: with more of them its automaton outgrows its memory, and RE2 takes ten times as long. */
const AT_ONCE = 20;

/** Condition on `words`: one of the patterns is in it. */
function anyOf(patterns: readonly string[]): string {
  const parts = Array.from({ length: Math.ceil(patterns.length / AT_ONCE) }, (_, i) =>
    patterns.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  return parts.map((part) => `regexp_matches(words, ${literal(` (?:${part.join("|")}) `)})`).join(" or ");
}

/** True or false where the language has rules, else NULL. */
function signalSql(rules: readonly Rule[], signal: string): string {
  const languages = new Map<string, string[]>();
  for (const rule of rules) {
    if (rule.signal !== signal) continue;
    languages.set(rule.language, [...(languages.get(rule.language) ?? []), rule.pattern]);
  }
  const cases = [...languages].map(
    ([language, patterns]) => `when ${literal(language)} then ${anyOf(patterns)}`,
  );
  return cases.length > 0 ? `case language ${cases.join(" ")} end` : "null::boolean";
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
  async run({ rows, input, writeSql }) {
    const rules = await rows<Rule>("select * from care_rules order by language, signal, pattern");
    await writeSql(`
      with spoken as (
        select text_hash, any_value(coalesce(language, 'und')) as language
        from ${input("topic_mentions")} where text_hash is not null group by text_hash
      ),
      worded as (
        select text_hash, language, if(${hasRules(rules)}, ${WORDS}, null) as words,
          if(
            contains(text, '?') or contains(text, '？') or contains(text, '؟'),
            regexp_matches(regexp_replace(text, 'https?://\\S+', ' ', 'g'), '[?？؟]'),
            false
          ) as question
        from ${input("texts")} inner join spoken using (text_hash)
      )
      select text_hash, language, ${signalSql(rules, "lead")} as lead, ${signalSql(rules, "problem")} as problem,
        question
      from worded`);
  },
});
