import { defineStep } from "earshot/steps";
import { annotateTexts, literal, modelKey, modelVersion } from "earshot/warehouse";
import { classifiedSql, classifyMentions } from "../analysis/classifier-sentiment.ts";
import { labelSql } from "../analysis/sentiment-label.ts";
import { askedSql, sentimentAnnotation, sentimentVersions } from "../analysis/text-models.ts";
import { vendorSentiment } from "../analysis/vendor-sentiment.ts";

export default defineStep({
  description:
    "Sentiment of every mention's text. Each distinct text is scored once per model version and kept in cache.sentiment. " +
    "Where study.yaml says `sentiment: { model: vendor }`: the labels that came with the export. Where it names the folder of an " +
    "ONNX classifier: that one's labels, in the languages it is for.",
  grain: "mention",
  reads: ["mentions", "texts", "mention_language"],
  incremental: ["mention_id", "text_hash"],
  writesTo: ["cache.sentiment"],
  columns: {
    mention_id: { type: "VARCHAR", description: "the mention" },
    label: {
      type: "VARCHAR",
      description:
        "negative, neutral or positive, the most probable; not_scored where there is no text, or its language has no evidence or is not wanted",
    },
    p_negative: {
      type: "DOUBLE",
      description:
        "probability, calibrated unless the study's own classifier gave it; NULL where not scored, or where the label came with the export",
    },
    p_neutral: {
      type: "DOUBLE",
      description:
        "probability, calibrated unless the study's own classifier gave it; NULL where not scored, or where the label came with the export",
    },
    p_positive: {
      type: "DOUBLE",
      description:
        "probability, calibrated unless the study's own classifier gave it; NULL where not scored, or where the label came with the export",
    },
    model: {
      type: "VARCHAR",
      description:
        "version of the model, `onnx:` with folder and hash of the study's own classifier, or `vendor:` and who gave the label; NULL where not scored",
    },
  },
  parameters: (study) => ({
    score: study.languages.score,
    allowGuesses: study.languages.allowGuesses,
    sentiment: study.sentiment,
  }),
  versions: sentimentVersions,
  async run({ warehouse, workspace, parameters, input, writeSql, progress, note }) {
    const mentions = input("mentions");
    const { sentiment } = parameters;
    if (sentiment.model === "vendor") return writeSql(vendorSentiment(parameters.score, mentions));
    if (sentiment.model === "classifier") {
      const done = await classifyMentions(warehouse, workspace, sentiment, parameters, mentions, progress);
      note(`${done.read} new texts classified, ${done.others} scored by Earshot's model`);
      if (done.cut > 0)
        note(
          `${done.cut} texts are longer than the ${done.mostTokens} tokens that the classifier reads: the rest was left out`,
        );
      await writeSql(classifiedSql(workspace, sentiment, parameters));
      return warehouse.run("drop table temp.sentiment_mentions");
    }
    const wanted = sentimentAnnotation(workspace, parameters);
    const key = modelKey("sentiment", wanted.model);
    await warehouse.run(
      `create or replace temp table sentiment_mentions as
       select m.mention_id, if(${askedSql("l.language", wanted.languages)}, m.text_hash, null) as text_hash, l.language
       from ${mentions} as m
       join mention_language as l using (mention_id)`,
    );
    const read = await annotateTexts(warehouse, {
      texts: `select t.text_hash, t.text, l.language
              from texts as t
              join (select text_hash, any_value(language) as language from sentiment_mentions group by text_hash) as l
                using (text_hash)`,
      wanted,
      progress,
    });
    note(`${read} new texts`);
    await writeSql(
      `select
         m.mention_id,
         ${labelSql("s")} as label,
         s.p_negative::double as p_negative,
         s.p_neutral::double as p_neutral,
         s.p_positive::double as p_positive,
         if(s.model is null, null, ${literal(modelVersion("sentiment", wanted.model))}) as model
       from sentiment_mentions as m
       left join (select * from cache.sentiment where model = ${literal(key)} and not isnan(p_neutral)) as s
         on s.text_hash = m.text_hash and s.read_as = m.language`,
    );
    await warehouse.run("drop table temp.sentiment_mentions");
  },
});
