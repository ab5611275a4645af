import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { defineStep } from "earshot/steps";
import { findTopicNames, namingQueries, type Study, topicQueries, wordIndexVersion } from "earshot/study";
import { normaliseText, SentimentModel, scoreTopics, type TopicMention, wordPlaces } from "earshot/text";
import { literal, modelKey, modelVersion, scoringCode } from "earshot/warehouse";
import { sentimentModel } from "../analysis/text-models.ts";

/** What decides where a topic is named. */
function parameters({ macros, exclusions, topics, sentiment }: Study) {
  return {
    model: sentiment.model,
    macros,
    exclusions,
    topics: topics.map(({ tests: _tests, accounts: _accounts, ...topic }) => topic),
  };
}

interface NamedText {
  text_hash: string;
  text: string;
  language: string;
  names: { topic: number; first: number; last: number }[];
}

const BATCH = 5000;

/** Scored texts of several topics. */
const SEVERAL = `
  create or replace temp table topic_texts as
  select mentions.text_hash, any_value(mention_language.language) as language
  from (from mention_topics select mention_id group by mention_id having count(*) > 1) as several
  inner join mentions using (mention_id)
  inner join mention_sentiment using (mention_id)
  inner join mention_language using (mention_id)
  where mention_sentiment.label <> 'not_scored' and mentions.text_hash is not null
  group by mentions.text_hash`;

export default defineStep<ReturnType<typeof parameters>>({
  description:
    "Sentiment towards each topic of the texts that name several: that of the clauses which name the topic; the second side " +
    "of a comparison gets the opposite. Topics inside another one are compared with one another, not with it. Texts in which " +
    "no clause belongs to one topic keep the sentiment of the whole text and are left out here, as are all where the study has " +
    "its labels from elsewhere.",
  grain: "text and topic",
  reads: ["mentions", "texts", "mention_topics", "mention_language", "mention_sentiment"],
  writesTo: ["cache.topic_sentiment"],
  columns: {
    text_hash: { type: "UBIGINT", description: "key of the text" },
    topic: { type: "VARCHAR", description: "topic that the text names" },
    label: { type: "VARCHAR", description: "negative, neutral or positive, of its clauses" },
    p_negative: { type: "DOUBLE", description: "probability, mean over the clauses" },
    p_neutral: { type: "DOUBLE", description: "probability, mean over the clauses" },
    p_positive: { type: "DOUBLE", description: "probability, mean over the clauses" },
    clauses: { type: "INTEGER", description: "clauses that name the topic" },
    model: { type: "VARCHAR", description: "version of the model" },
  },
  parameters,
  versions: (workspace, { sentiment }) => ({
    ...(sentiment.model === "earshot" && { sentiment: modelVersion("sentiment", sentimentModel(workspace)) }),
    words: wordIndexVersion(),
  }),
  async run({ warehouse, workspace, parameters: wanted, write, writeSql, progress, note }) {
    if (wanted.model !== "earshot") return write([]);
    const file = sentimentModel(workspace);
    const hash = createHash("sha256").update(JSON.stringify(wanted)).digest("hex").slice(0, 16);
    const key = `${modelKey("sentiment", file)}/${hash}/${scoringCode()}`;
    await warehouse.run("create schema if not exists cache");
    await warehouse.run(
      `create table if not exists cache.topic_sentiment (text_hash UBIGINT, model VARCHAR, read_as VARCHAR, topic VARCHAR,
         p_negative FLOAT, p_neutral FLOAT, p_positive FLOAT, clauses INTEGER)`,
    );
    await warehouse.run(SEVERAL);
    await warehouse.run(
      `create or replace temp table topic_texts_to_read as
       from topic_texts anti join (from cache.topic_sentiment where model = ${literal(key)}) as d
         on d.text_hash = topic_texts.text_hash and d.read_as = topic_texts.language`,
    );
    const total = await warehouse.count("topic_texts_to_read");
    const topics = wanted.topics.map((topic) => ({
      ...topic,
      tests: { match: [], miss: [] },
      accounts: [],
    }));
    const queries = namingQueries(topicQueries({ ...wanted, topics }));
    if (total > 0 && queries.length > 1) {
      const parents = new Map(topics.map(({ id, parent }) => [id, parent]));
      const levels = queries.map(({ id }) => ({ topic: id, level: parents.get(id) ?? "" }));
      await findTopicNames(warehouse, queries, "select text_hash from topic_texts_to_read", "topic_names");
      await readTexts(warehouse, SentimentModel.decode(readFileSync(file)), levels, key, (done) =>
        progress(done, total),
      );
      await warehouse.run("drop table temp.topic_names");
    }
    note(`${total} new texts`);
    await writeSql(
      `select s.text_hash, s.topic,
         case
           when s.p_negative > s.p_neutral and s.p_negative > s.p_positive then 'negative'
           when s.p_positive > s.p_neutral and s.p_positive > s.p_negative then 'positive'
           else 'neutral'
         end as label,
         s.p_negative::double as p_negative, s.p_neutral::double as p_neutral, s.p_positive::double as p_positive,
         s.clauses, ${literal(modelVersion("sentiment", file))} as model
       from cache.topic_sentiment as s
       inner join topic_texts as t on t.text_hash = s.text_hash and t.language = s.read_as
       where s.model = ${literal(key)} and s.topic is not null
       order by s.text_hash, s.topic`,
    );
    await warehouse.run("drop table temp.topic_texts");
    await warehouse.run("drop table temp.topic_texts_to_read");
  },
});

type StepWarehouse = Parameters<typeof findTopicNames>[0];

interface Level {
  topic: string;
  /** Topics of one level are told apart. */
  level: string;
}

async function readTexts(
  warehouse: StepWarehouse,
  model: SentimentModel,
  topics: readonly Level[],
  key: string,
  progress: (done: number) => void,
): Promise<void> {
  await warehouse.run(
    `create or replace temp table named_texts as
     select row_number() over () - 1 as n, r.text_hash, r.language, any_value(texts.text) as text,
       coalesce(list({topic: k.topic, first: k.first, last: k.last} order by k.first, k.last, k.topic)
         filter (where k.topic is not null), []) as names
     from topic_texts_to_read as r
     inner join texts using (text_hash)
     left join topic_names as k on k.text_hash = r.text_hash
     group by r.text_hash, r.language`,
  );
  const total = await warehouse.count("named_texts");
  for (let from = 0; from < total; from += BATCH) {
    const texts = await warehouse.rows<NamedText>(
      `select text_hash::varchar as text_hash, text, language, names from named_texts where n >= ${from} and n < ${from + BATCH}`,
    );
    const values = texts.flatMap((text) => rowsOf(text, model, topics));
    const rows = values.map((row) => `(${row.text_hash}::ubigint, ${literal(key)}, ${row.rest})`);
    await warehouse.run(`insert into cache.topic_sentiment values ${rows.join(", ")}`);
    progress(from + texts.length);
  }
  await warehouse.run("drop table temp.named_texts");
}

/** Rows of a text: one for each topic that has clauses of its own, and one without topic that says it was read. */
function rowsOf(
  { text_hash, text, language, names }: NamedText,
  model: SentimentModel,
  topics: readonly Level[],
): { text_hash: string; rest: string }[] {
  const plain = normaliseText(text);
  const places = wordPlaces(plain);
  const mentions = new Map<string, TopicMention[]>();
  for (const { topic: number, first, last } of names) {
    const { topic, level } = topics[number] as Level;
    const span = { from: places[first]?.from ?? 0, to: places[last]?.to ?? 0 };
    const group = mentions.get(level);
    if (group) group.push({ topic, span });
    else mentions.set(level, [{ topic, span }]);
  }
  const found = [...mentions.values()].flatMap((group) =>
    scoreTopics(model, plain, language, group).filter(({ scope }) => scope === "clause"),
  );
  const rows = found.map(({ topic, score, clauses }) =>
    [topic, score.negative, score.neutral, score.positive, clauses.length]
      .map((cell) => literal(cell))
      .join(", "),
  );
  return ["null, null, null, null, null", ...rows].map((cells) => ({
    text_hash,
    rest: `${literal(language)}, ${cells}`,
  }));
}
