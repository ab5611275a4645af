import { defineStep } from "earshot/steps";
import { EMOTIONS } from "earshot/text";
import { annotateTexts, literal, modelKey, modelVersion } from "earshot/warehouse";
import { askedSql, emotionAnnotation, emotionModel } from "../analysis/text-models.ts";

export default defineStep<{ wanted: boolean }>({
  description:
    "Emotions of every mention's text, where study.yaml asks for them (`emotions: true`), else no rows. A probability is that of " +
    "the emotion given that the text shows some emotion, so read it of mentions that are not neutral, and in shares of many; " +
    "data/models/emotion.md says how good it is. Languages without evidence are left out.",
  grain: "mention",
  reads: ["mentions", "texts", "mention_language"],
  writesTo: ["cache.emotion"],
  columns: {
    mention_id: { type: "VARCHAR", description: "the mention" },
    ...Object.fromEntries(
      EMOTIONS.map((emotion) => [
        `p_${emotion}`,
        { type: "DOUBLE", description: `probability of ${emotion}, given that there is some emotion` },
      ]),
    ),
    model: { type: "VARCHAR", description: "version of the model" },
  },
  parameters: (study) => ({ wanted: study.emotions }),
  versions: (workspace) => ({ emotion: modelVersion("emotion", emotionModel(workspace)) }),
  async run({ warehouse, workspace, parameters, write, writeSql, progress, note }) {
    if (!parameters.wanted) return write([]);
    const wanted = emotionAnnotation(workspace);
    await warehouse.run(
      `create or replace temp table emotion_mentions as
       select m.mention_id, m.text_hash, l.language
       from mentions as m
       join mention_language as l using (mention_id)
       where m.text_hash is not null and ${askedSql("l.language", wanted.languages)}`,
    );
    const read = await annotateTexts(warehouse, {
      texts: `select t.text_hash, t.text, l.language
              from texts as t
              join (select text_hash, any_value(language) as language from emotion_mentions group by text_hash) as l
                using (text_hash)`,
      wanted,
      progress,
    });
    note(`${read} new texts`);
    await writeSql(
      `select m.mention_id, ${EMOTIONS.map((emotion) => `e.p_${emotion}::double as p_${emotion}`).join(", ")},
         ${literal(modelVersion("emotion", wanted.model))} as model
       from emotion_mentions as m
       join (from cache.emotion where model = ${literal(modelKey("emotion", wanted.model))}) as e
         on e.text_hash = m.text_hash and e.read_as = m.language`,
    );
    await warehouse.run("drop table temp.emotion_mentions");
  },
});
