import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineStep } from "earshot/steps";
import { literal, modelEvidence, modelVersion, scoreNewTexts } from "earshot/warehouse";

/** The model that `earshot train` made for this study, else the shipped one. */
function model({ root, packageRoot }: { root: string; packageRoot: string }): string {
  const own = join(root, "data", "models", "study-sentiment.bin");
  return existsSync(own) ? own : join(packageRoot, "data", "models", "sentiment.bin");
}

/** The languages to be scored as a condition on column `language`. */
function scoredLanguages(score: string[] | null, allowGuesses: boolean, known: string[]): string {
  const among = (languages: string[]) =>
    languages.length === 0 ? "false" : `l.language in (${languages.map(literal).join(", ")})`;
  const wanted = score === null ? "true" : among(score);
  return `${wanted} and ${allowGuesses ? "true" : among(known)}`;
}

export default defineStep({
  description:
    "Sentiment of every mention's text. Each distinct text is scored once per model version and kept in cache.sentiment.",
  grain: "mention",
  reads: ["mentions", "mention_language"],
  columns: {
    mention_id: { type: "VARCHAR", description: "the mention" },
    label: {
      type: "VARCHAR",
      description:
        "negative, neutral or positive, the most probable; not_scored where there is no text, or its language has no evidence or is not wanted",
    },
    p_negative: { type: "DOUBLE", description: "calibrated probability; NULL where not scored" },
    p_neutral: { type: "DOUBLE", description: "calibrated probability; NULL where not scored" },
    p_positive: { type: "DOUBLE", description: "calibrated probability; NULL where not scored" },
    model: { type: "VARCHAR", description: "version of the model; NULL where not scored" },
  },
  parameters: (study) => ({ score: study.languages.score, allowGuesses: study.languages.allowGuesses }),
  versions: (workspace) => ({ sentiment: modelVersion("sentiment", model(workspace)) }),
  async run({ warehouse, workspace, parameters, writeSql, progress, note }) {
    const file = model(workspace);
    const wanted = scoredLanguages(parameters.score, parameters.allowGuesses, modelEvidence(file));
    const { scored, version, key } = await scoreNewTexts(warehouse, {
      kind: "sentiment",
      model: file,
      texts: `select m.text_hash, any_value(coalesce(m.text, m.title)) as text, any_value(l.language) as language
              from mentions as m
              join mention_language as l using (mention_id)
              where m.text_hash is not null and coalesce(m.text, m.title) is not null and ${wanted}
              group by m.text_hash`,
      cache: "sentiment",
      progress,
    });
    note(`${scored} new texts`);
    await writeSql(
      `select
         m.mention_id,
         case
           when s.p_neutral is null then 'not_scored'
           when s.p_negative > s.p_neutral and s.p_negative > s.p_positive then 'negative'
           when s.p_positive > s.p_neutral and s.p_positive > s.p_negative then 'positive'
           else 'neutral'
         end as label,
         s.p_negative::double as p_negative,
         s.p_neutral::double as p_neutral,
         s.p_positive::double as p_positive,
         if(s.model is null, null, ${literal(version)}) as model
       from mentions as m
       join mention_language as l using (mention_id)
       left join (select * from cache.sentiment where model = ${literal(key)} and not isnan(p_neutral)) as s
         on s.text_hash = m.text_hash and s.read_as = if(${wanted}, l.language, null)`,
    );
  },
});
