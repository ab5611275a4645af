import { createHash } from "node:crypto";
import { defineStep } from "earshot/steps";
import { annotateTexts, scoringCode } from "earshot/warehouse";

interface StopWord {
  language: string;
  word: string;
}

export default defineStep({
  description:
    "Terms of each text that is counted: words without the stop words of its language, pairs of neighbouring words neither " +
    "of which is a stop word, hashtags, emoji. A text holds a term once, however often it says it. Terms are numbers " +
    "here, made of the numbers of their words in `term_words`; each distinct text is read once.",
  grain: "text and term",
  reads: ["term_documents", "texts", "stop_words"],
  writesTo: ["cache.text_terms"],
  columns: {
    text_hash: { type: "UBIGINT", description: "key of the text" },
    kind: {
      type: "ENUM('word', 'bigram', 'hashtag', 'emoji')",
      description: "word, bigram, hashtag or emoji",
    },
    term_id: {
      type: "BIGINT",
      description: "number of its word × 2^32, for a pair + 1 + the number of the second word",
    },
  },
  async run({ warehouse, rows, writeSql, progress, note }) {
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
              from texts
              inner join (select text_hash, any_value(language) as language from term_documents group by text_hash) as spoken
                using (text_hash)`,
      wanted: { kind: "terms", stopWords, version: `${hash}/${scoringCode()}` },
      progress,
    });
    note(`${read} new texts`);
    await writeSql(
      `with spoken as (
         select text_hash, any_value(language) as language from term_documents group by text_hash
       )
       select read.text_hash,
         case when next_id >= 0 then 'bigram' when next_id = -1 then 'word' when next_id = -2 then 'hashtag' else 'emoji' end
           ::enum('word', 'bigram', 'hashtag', 'emoji') as kind,
         word_id::bigint * 4294967296 + greatest(next_id + 1, 0) as term_id
       from cache.text_terms
       inner join (
         select term_texts.text_id, term_texts.text_hash
         from cache.term_texts
         inner join spoken
           on spoken.text_hash = term_texts.text_hash
           and term_texts.read_as = if(length(spoken.language) = 2, unicode(spoken.language) * 256 + unicode(spoken.language[2:]), 0)
       ) as read using (text_id)`,
    );
  },
});
