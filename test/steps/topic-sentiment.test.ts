import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { indexWords, mentionTexts, type Study, type Topic } from "../../src/study/index.ts";
import { Confusion } from "../../src/text/training/metrics.ts";
import { literal, Warehouse } from "../../src/warehouse/index.ts";
import { PACKAGE_ROOT } from "../../src/workspace.ts";
import { build, runStep } from "../models/small-study.ts";

const TWEETS = join(PACKAGE_ROOT, "..", "shared", "data", "mentions", "airline_tweets_2015.csv");

function topic(id: string, query: string, parent: string | null = null): Topic {
  const exclude = { words: [], authors: [], sites: [] };
  const rest = { exclude, inflect: [], foldAccents: false, tests: { match: [], miss: [] }, accounts: [] };
  return { id, label: id, role: "own", query, category: "main", parent, ...rest };
}

const study = (topics: Topic[]): Partial<Study> => ({
  topics,
  macros: {},
  exclusions: { words: [], authors: [], sites: [] },
  languages: { score: null, allowGuesses: false },
  sentiment: { model: "earshot" },
  emotions: false,
});

/** The steps from `mentions` (mention_id, text) to the sentiment of topics. */
async function run(warehouse: Warehouse, topics: Topic[]): Promise<void> {
  await build(warehouse, "texts");
  for (const step of ["mention_language", "mention_sentiment", "mention_topics", "mention_topic_sentiment"])
    await runStep(warehouse, step, study(topics));
}

async function mentionsOf(texts: Record<string, string>): Promise<Warehouse> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const rows = Object.entries(texts).map((cells) => `(${cells.map(literal).join(", ")})`);
  await warehouse.run(
    `create table mentions as
     select mention_id, text, null::varchar as title, md5_number_lower(text)::ubigint as text_hash
     from (values ${rows.join(", ")}) as t (mention_id, text)`,
  );
  return warehouse;
}

const labels = async (warehouse: Warehouse) =>
  Object.fromEntries(
    (
      await warehouse.rows<{ id: string; topic: string; label: string }>(
        "select mention_id as id, topic, s.label from mention_topic_sentiment as s join mentions using (text_hash)",
      )
    ).map(({ id, topic, label }) => [`${id} ${topic}`, label]),
  );

test("each topic gets its clauses; a part of a topic does not part the topic's own text", async () => {
  const warehouse = await mentionsOf({
    both: "I love Arvo, wonderful and friendly people, but https://besta.example/x Besta is horrible and rude!",
    other: "Besta BAR was terrible and awful. “Arvo” was wonderful, I love it 😍",
    one: "I love Arvo but the weather is horrible",
    listed: "Arvo and Besta are both terrible",
    part: "Arvo has a wonderful app, I love it, but the price is horrible and awful",
  });
  try {
    const topics = [
      topic("arvo", "Arvo NOT casino"),
      topic("besta", '"Besta bar" OR Besta'),
      topic("arvo-app", "app", "arvo"),
      topic("arvo-price", "price OR NOT weather", "arvo"),
    ];
    await run(warehouse, topics);
    expect(await labels(warehouse)).toEqual({
      "both arvo": "positive",
      "both besta": "negative",
      "other arvo": "positive",
      "other besta": "negative",
      "part arvo-app": "positive",
      "part arvo-price": "negative",
    });
    const before = await warehouse.count("cache.topic_sentiment");
    await runStep(warehouse, "mention_topic_sentiment", study(topics));
    expect(await warehouse.count("cache.topic_sentiment")).toBe(before);
    await runStep(warehouse, "mention_topic_sentiment", study(topics.slice(0, 1)));
    expect(await labels(warehouse)).toEqual({});
  } finally {
    warehouse.close();
  }
});

test.skipIf(!existsSync(TWEETS))(
  "tweets that name two airlines: what they say to one is not lost where clauses are parted",
  async () => {
    const warehouse = await Warehouse.open({ path: ":memory:" });
    try {
      await warehouse.run(
        `create table mentions as
         select tweet_id::varchar as mention_id, text, null::varchar as title,
           md5_number_lower(text)::ubigint as text_hash, airline, airline_sentiment
         from (select tweet_id, text, airline, airline_sentiment, row_number() over (partition by text order by tweet_id) as n
           from read_csv(${literal(TWEETS)}))
         where n = 1`,
      );
      await indexWords(warehouse, mentionTexts("mentions"));
      const queries: Record<string, string> = {
        United: "united OR @united",
        "US Airways": 'usairways OR @usairways OR "us airways" OR usair',
        American: '@americanair OR americanair OR americanairlines OR "american airlines" OR aa',
        Southwest: "southwest OR @southwestair OR southwestair",
        Delta: "jetblue OR @jetblue",
        "Virgin America": '@virginamerica OR virginamerica OR "virgin america"',
      };
      await run(
        warehouse,
        Object.entries(queries).map(([id, query]) => topic(id, query)),
      );
      const rows = await warehouse.rows<{ truth: string; clause: string | null; whole: string }>(
        `select airline_sentiment as truth, s.label as clause, w.label as whole
         from (select text_hash, any_value(airline_sentiment) as airline_sentiment, any_value(airline) as airline, any_value(mention_id) as mention_id
           from mentions join mention_topics using (mention_id) group by text_hash having count(*) > 1) as m
         join mention_sentiment as w using (mention_id)
         left join mention_topic_sentiment as s on m.text_hash = s.text_hash and m.airline = s.topic`,
      );
      const order = ["negative", "neutral", "positive"];
      const [towards, whole] = [new Confusion(3), new Confusion(3)];
      for (const row of rows) {
        towards.add(order.indexOf(row.truth), order.indexOf(row.clause ?? row.whole));
        whole.add(order.indexOf(row.truth), order.indexOf(row.whole));
      }
      expect(rows.length).toBeGreaterThan(200);
      expect(rows.filter(({ clause }) => clause !== null).length).toBeGreaterThan(20);
      expect(towards.accuracy).toBeGreaterThan(whole.accuracy - 0.05);
    } finally {
      warehouse.close();
    }
  },
);
