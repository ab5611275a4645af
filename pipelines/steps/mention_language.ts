import { defineStep } from "earshot/steps";
import { annotateTexts, literal, modelKey, modelVersion } from "earshot/warehouse";
import { annotationsAhead, languageModel } from "../analysis/text-models.ts";

export default defineStep({
  description:
    "Language of every mention's text. Each distinct text is read once and kept in cache.language; in the same visit its " +
    "words are indexed for the topics and its sentiment is scored, which later steps find done.",
  grain: "mention",
  reads: ["mentions", "texts"],
  incremental: ["mention_id", "text_hash"],
  writesTo: ["cache.language", "cache.sentiment", "cache.emotion", "cache.words"],
  columns: {
    mention_id: { type: "VARCHAR", description: "the mention" },
    language: {
      type: "VARCHAR",
      description: "ISO 639-1 code; `und` where the text is missing, too short, mixed or without words",
    },
    confidence: { type: "DOUBLE", description: "how sure, 0 to 1; 0 for `und`" },
  },
  versions: (workspace) => ({ language: modelVersion("language", languageModel(workspace)) }),
  async run({ warehouse, workspace, study, input, part, writeSql, progress, note }) {
    const mentions = input("mentions");
    const model = languageModel(workspace);
    const read = await annotateTexts(warehouse, {
      texts: `select text_hash, text, '' as language from texts${part ? ` semi join ${mentions} using (text_hash)` : ""}`,
      wanted: { kind: "language", model },
      // What the study says of other steps changes what is done ahead, not what this step writes.
      ahead: annotationsAhead(workspace, study),
      progress,
    });
    note(`${read} new texts`);
    await writeSql(
      `select m.mention_id, coalesce(l.language, 'und') as language, coalesce(l.confidence, 0)::double as confidence
       from ${mentions} as m
       left join (select * from cache.language where model = ${literal(modelKey("language", model))}) as l
         on l.text_hash = m.text_hash`,
    );
  },
});
