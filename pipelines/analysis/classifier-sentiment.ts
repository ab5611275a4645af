import { join } from "node:path";
import type { ClassifierSettings } from "earshot/study";
import {
  annotateTexts,
  type Classified,
  classifierFolder,
  classifierKey,
  classifyTexts,
  literal,
  modelKey,
  modelVersion,
  type Warehouse,
} from "earshot/warehouse";
import { labelSql } from "./sentiment-label.ts";
import { askedSql, sentimentAnnotation, type WantedLanguages } from "./text-models.ts";

interface Places {
  root: string;
  packageRoot: string;
  warehouse: string;
}

/** Texts read now by the study's classifier and by Earshot's model. */
export interface ClassifiedMentions extends Classified {
  others: number;
}

/** Languages that go to the classifier, as a condition on column `l.language`. */
function classifierSql({ languages }: ClassifierSettings, { score, allowGuesses }: WantedLanguages): string {
  if (languages === null && score === null) return allowGuesses ? "true" : "l.language <> 'und'";
  const asked =
    languages === null ? score : languages.filter((each) => score === null || score.includes(each));
  return askedSql("l.language", asked);
}

const TEXTS = (own: boolean) => `
  select t.text_hash, t.text, l.language
  from texts as t
  join (
    select text_hash, any_value(language) as language
    from sentiment_mentions where ${own ? "own" : "not own"} group by text_hash
  ) as l using (text_hash)`;

/**
 * Temporary table `sentiment_mentions` of all `mentions`, as they stand in a from clause: whose classifier or model reads them. Then both read what they have
 * not seen, each text once.
 */
export async function classifyMentions(
  warehouse: Warehouse,
  workspace: Places,
  classifier: ClassifierSettings,
  wanted: WantedLanguages,
  mentions: string,
  progress: (done: number, total?: number) => void,
): Promise<ClassifiedMentions> {
  const shipped = sentimentAnnotation(workspace, wanted);
  const own = classifierSql(classifier, wanted);
  const other = classifier.languages === null ? "false" : askedSql("l.language", shipped.languages);
  const mine = classifier.languages === null ? "true" : askedSql("l.language", classifier.languages);
  await warehouse.run(
    `create or replace temp table sentiment_mentions as
     select m.mention_id, l.language, ${mine} as own,
       case when ${mine} then if(${own}, m.text_hash, null) else if(${other}, m.text_hash, null) end as text_hash
     from ${mentions} as m
     join mention_language as l using (mention_id)`,
  );
  const others =
    classifier.languages === null
      ? 0
      : await annotateTexts(warehouse, { texts: TEXTS(false), wanted: shipped, progress });
  const read = await classifyTexts(warehouse, {
    root: workspace.root,
    classifier,
    texts: TEXTS(true),
    scratch: join(workspace.warehouse, "classified"),
    progress,
  });
  return { ...read, others };
}

/** Rows of `mention_sentiment` after {@link classifyMentions}. */
export function classifiedSql(
  workspace: Places,
  classifier: ClassifierSettings,
  wanted: WantedLanguages,
): string {
  const { model } = sentimentAnnotation(workspace, wanted);
  const folder = classifierFolder(workspace.root, classifier);
  const own = literal(classifierKey(folder, classifier));
  const other = literal(modelKey("sentiment", model));
  const name = `if(m.own, ${literal(folder.version)}, ${literal(modelVersion("sentiment", model))})`;
  return `
    select m.mention_id, ${labelSql("s")} as label,
      s.p_negative::double as p_negative, s.p_neutral::double as p_neutral, s.p_positive::double as p_positive,
      if(s.model is null, null, ${name}) as model
    from sentiment_mentions as m
    left join (from cache.sentiment where model in (${own}, ${other}) and not isnan(p_neutral)) as s
      on s.text_hash = m.text_hash and s.model = if(m.own, ${own}, ${other}) and s.read_as = if(m.own, '', m.language)`;
}
