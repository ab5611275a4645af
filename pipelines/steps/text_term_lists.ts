import { createHash } from "node:crypto";
import { defineStep } from "earshot/steps";
import { annotateTexts, scoringCode } from "earshot/warehouse";

interface StopWord {
  language: string;
  word: string;
}

/** Texts that are counted, with their language as the cache has it. */
const spokenSql = (documents: string) =>
  `select text_hash, any_value(language) as language from ${documents} group by text_hash`;

export default defineStep({
  description:
    "Terms of each text that is counted: words without the stop words of its language, pairs of neighbouring words neither " +
    "of which is a stop word, hashtags, emoji. A text holds a term once, however often it says it. Terms are numbers " +
    "here, made of the numbers of their words in `term_words`; each distinct text is read once. `text_terms` has the same " +
    "as a row per term.",
  grain: "text",
  reads: ["term_documents", "texts", "stop_words"],
  incremental: ["text_hash"],
  writesTo: ["cache.term_lists"],
  columns: {
    text_hash: { type: "UBIGINT", description: "key of the text" },
    terms: {
      type: "BIGINT[]",
      description:
        "numbers of its terms in the order of the text: number of the word × 2^32, + 0 for a word, 1 for a hashtag, 2 for " +
        "an emoji, for a pair 3 + the number of the second word",
    },
  },
  async run({ warehouse, rows, input, writeSql, progress, note }) {
    const spoken = spokenSql(input("term_documents"));
    const stops = await rows<StopWord>("select language, word from stop_words order by all");
    const stopWords = new Map<string, string[]>();
    for (const { language, word } of stops) {
      const words = stopWords.get(language);
      if (words) words.push(word);
      else stopWords.set(language, [word]);
    }
    const hash = createHash("sha256").update(JSON.stringify(stops)).digest("hex").slice(0, 16);
    const read = await annotateTexts(warehouse, {
      texts: `select texts.text_hash, texts.text, spoken.language
              from ${input("texts")} as texts
              inner join (${spoken}) as spoken using (text_hash)`,
      wanted: { kind: "terms", stopWords, version: `${hash}/${scoringCode()}` },
      progress,
    });
    note(`${read} new texts`);
    await writeSql(
      `select lists.text_hash, lists.terms
       from cache.term_lists as lists
       inner join (${spoken}) as spoken
         on spoken.text_hash = lists.text_hash
         and lists.read_as = if(length(spoken.language) = 2, unicode(spoken.language) * 256 + unicode(spoken.language[2:]), 0)`,
    );
  },
});
