import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ownWords, ownWordsByTopic } from "../../pipelines/analysis/own-words.ts";
import { ratioInterval } from "../../src/statistics/index.ts";
import { careHits, type Judged, judgeSentences } from "../evaluate/care.ts";
import { BASE, build, openSmallStudy, runStep, type SmallMention } from "../models/small-study.ts";

const TERMS = ["term_documents", "text_term_lists", "text_terms", "term_words", "term_counts"];

/** Two weeks; in the second many say `secret sauce`, and one man says `spam` fifty times. */
function chatter(): SmallMention[] {
  const plain = Array.from({ length: 120 }, (_, i): SmallMention => {
    const week = i % 2;
    return {
      id: `m${i}`,
      at: `2026-05-${String(5 + week * 7).padStart(2, "0")} 12:00:00`,
      topics: [i % 3 === 0 ? "b" : "a"],
      author: `u${i}`,
      text: `remark ${i} of shop${week === 1 && i % 3 !== 0 && i % 4 === 1 ? ", secret sauce! 🔥 #sauce" : ", fine"}`,
    };
  });
  const spam = Array.from(
    { length: 50 },
    (_, i): SmallMention => ({
      id: `spam${i}`,
      at: "2026-05-12 12:00:00",
      topics: ["a"],
      author: "spammer",
      text: `constructor offer ${i}`,
    }),
  );
  const reposts = Array.from(
    { length: 50 },
    (_, i): SmallMention => ({
      id: `rt${i}`,
      at: "2026-05-12 12:00:00",
      topics: ["a"],
      text: "RT copied line",
      kind: "repost",
    }),
  );
  return [...plain, ...spam, ...reposts];
}

test("terms count distinct original texts; stop words, reposts, numbers and pairs over a mark are out", async () => {
  const texts = [
    "The Cat is black, dog! 12 #Tag_1 https://t.co/x @me 👍🏽",
    "the CAT  is of 1st rank",
    "cat",
    "cat",
    "zebra’s",
  ];
  const mentions = texts.map(
    (text, i): SmallMention => ({ id: `m${i}`, at: "2026-05-04 12:00:00", topics: ["a"], text }),
  );
  mentions.push({ id: "rt", at: "2026-05-04 12:00:00", topics: ["a"], text: "cat repost", kind: "repost" });
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions });
  await build(warehouse, ...BASE, "term_documents", "text_term_lists", "text_terms", "term_words");
  const rows = await warehouse.rows(
    `select kind::varchar as kind, concat_ws(' ', a.word, b.word) as term, count(*) as texts
     from text_terms
     join term_words as a on a.word_id = term_id // 4294967296
     left join term_words as b on b.word_id = term_id % 4294967296 - 3
     group by all order by all`,
  );
  expect(rows.map((row) => Object.values(row).join(" "))).toEqual([
    "bigram 1st rank 1",
    "emoji 👍 1",
    "hashtag #tag_1 1",
    "word 1st 1",
    "word black 1",
    "word cat 3",
    "word dog 1",
    "word rank 1",
    "word zebra's 1",
  ]);
  warehouse.close();
});

test("emerging terms need five authors, however loud one of them is", async () => {
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }, { topic: "b" }], mentions: chatter() });
  await build(warehouse, ...BASE, ...TERMS, "emerging_terms", "distinctive_terms");
  const rows = await warehouse.rows(
    "select period, topic, term, kind, count, before, authors from emerging_terms",
  );
  expect(rows.map((row) => row["term"])).toEqual(expect.arrayContaining(["sauce"]));
  expect(rows.filter((row) => /constructor|offer|copied|line/.test(String(row["term"])))).toEqual([]);
  expect(rows.find((row) => row["term"] === "sauce")).toMatchObject({
    period: "2026-w20",
    topic: "a",
    kind: "word",
    before: 0,
    count: 20,
    authors: 20,
  });
  const distinctive = await warehouse.rows(
    "select topic, term from distinctive_terms where period = '2026-w20'",
  );
  expect(distinctive).toEqual(expect.arrayContaining([{ topic: "b", term: "fine" }]));
  expect(distinctive.filter((row) => row["topic"] === "b" && row["term"] === "sauce")).toEqual([]);
  warehouse.close();
});

test("a topic's own words are not among its terms, in any form or as a hashtag", () => {
  const topics = [
    { topic: "a", label: "Acme Tea", query: '"Acme Tea" OR Rimi OR Maxima OR @constructor' },
    { topic: "b", label: "Bolt", query: "bolt" },
  ];
  const isOwn = ownWordsByTopic(topics);
  for (const term of ["acme", "acme's", "#acmetea", "$rimi", "rimissä", "maximā", "acme tea", "constructor"])
    expect(isOwn("a", term), term).toBe(true);
  for (const term of ["bolt", "acme recall", "#acmeday", "teapot", "team", "prototype"])
    expect(isOwn("a", term), term).toBe(false);
  const panel = ownWords(topics);
  expect(["bolt", "bolt recall", "recall"].map(panel)).toEqual(["all", "some", "none"]);
});

interface CareCase {
  language: string;
  text: string;
  lead: boolean;
  problem: boolean;
}

const CASES = JSON.parse(readFileSync("test/steps/care-cases.json", "utf8")) as CareCase[];

test("the care rules find what they should in a hand-made list, with a precision per language that is known", async () => {
  const mentions = CASES.map(
    (one, i): SmallMention => ({
      id: `m${i}`,
      at: "2026-05-04 12:00:00",
      topics: ["a"],
      text: one.text,
      language: one.language,
    }),
  );
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions });
  await warehouse.run(
    "create table care_rules as select * from read_csv('data/seeds/care_rules.csv', header = true, sample_size = -1)",
  );
  await build(warehouse, ...BASE);
  await runStep(warehouse, "text_care");
  const found = new Map(
    (
      await warehouse.rows<{ text: string; lead: boolean; problem: boolean }>(
        "select text, lead, problem from text_care inner join texts using (text_hash)",
      )
    ).map((row) => [row.text, row]),
  );
  for (const language of [...new Set(CASES.map((one) => one.language))]) {
    const own = CASES.filter((one) => one.language === language);
    for (const signal of ["lead", "problem"] as const) {
      const said = own.filter((one) => found.get(one.text)?.[signal] === true);
      const right = said.filter((one) => one[signal]).length;
      const wanted = own.filter((one) => one[signal]).length;
      const missed = own.filter((one) => one[signal] && found.get(one.text)?.[signal] !== true);
      const where = `${language} ${signal}; wrong: ${said.filter((one) => !one[signal]).map((one) => one.text)}; missed: ${missed.map((one) => one.text)}`;
      expect(right / Math.max(1, said.length), where).toBeGreaterThanOrEqual(0.8);
      expect(right / Math.max(1, wanted), where).toBeGreaterThanOrEqual(0.7);
    }
  }
  warehouse.close();
});

test("the rules keep their precision on sentences that they were written without, and every language has sentences", async () => {
  const rows = await judgeSentences();
  const share = (list: Judged["list"], signal: "lead" | "problem") => {
    const hits = careHits(
      rows.filter((row) => row.list === list),
      signal,
    );
    return { precision: hits.right / hits.said, recall: hits.right / hits.wanted };
  };
  expect(share("development", "lead").precision).toBeGreaterThan(0.95);
  expect(share("development", "problem").precision).toBeGreaterThan(0.9);
  expect(share("development", "problem").recall).toBeGreaterThan(0.85);
  expect(share("held_out", "lead").precision).toBeGreaterThan(0.95);
  expect(share("held_out", "lead").recall).toBeGreaterThan(0.5);
  expect(share("held_out", "problem").precision).toBeGreaterThan(0.75);
  expect(share("held_out", "problem").recall).toBeGreaterThan(0.25);
  const ruled = readFileSync("data/seeds/care_rules.csv", "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.slice(0, 2));
  const languages = [...new Set(ruled.filter((language) => language !== ""))].sort();
  expect([...new Set(rows.map((row) => row.language))].sort()).toEqual(languages);
});

test("a language without rules is not judged, and a complaint is negative", async () => {
  const line = (
    id: string,
    language: string,
    text: string,
    label: SmallMention["label"] & string,
  ): SmallMention => ({
    ...{ id, language, text, label },
    at: "2026-05-04 12:00:00",
    topics: ["a"],
  });
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }],
    mentions: [
      line("m1", "en", "My order never arrived. Where is it?", "negative"),
      line("m2", "en", "Delayed, but what a lovely crew", "positive"),
      line("m3", "eo", "mia mendo ne alvenis", "negative"),
      line("m4", "en", "I want to buy one", "positive"),
      line("m5", "en", "The app keeps crashing", "not_scored"),
      line("m6", "sv", "jag vill köpa en ny", "neutral"),
    ],
  });
  await warehouse.run(
    "create table care_rules as select * from read_csv('data/seeds/care_rules.csv', header = true, sample_size = -1)",
  );
  // A language may have rules for leads alone, and a text that nobody scored is no negative one.
  await warehouse.run("insert into care_rules values ('sv', 'lead', 'vill köpa')");
  await build(warehouse, ...BASE, "text_care", "care_sums", "care");
  expect(
    await warehouse.row(
      "select mentions, judged, lead_judged, leads, complaints, questions from care where view = 'all'",
    ),
  ).toEqual({ mentions: 6, judged: 3, lead_judged: 5, leads: 2, complaints: 1, questions: 1 });
  warehouse.close();
});

test("shares of complaints, leads and questions are clustered by author, and none is given of too few", async () => {
  const problem = "My order never arrived. Where is it?";
  const mentions = Array.from({ length: 200 }, (_, i): SmallMention => {
    const author = i < 40 ? "u0" : `u${i % 45}`;
    const complains = i < 40 ? i % 2 === 0 : i % 6 === 0;
    return {
      ...{ id: `m${i}`, at: "2026-05-04 12:00:00", topics: [i < 190 ? "a" : "b"], author, language: "en" },
      text: complains ? `${problem} ${i}` : `just a remark about nothing, number ${i}`,
      label: complains ? "negative" : "neutral",
    };
  });
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }, { topic: "b" }], mentions });
  await warehouse.run(
    "create table care_rules as select * from read_csv('data/seeds/care_rules.csv', header = true, sample_size = -1)",
  );
  await build(warehouse, ...BASE, "text_care", "care_sums", "care");
  const [a, b] = await warehouse.rows<Record<string, number | null>>(
    "select * from care where view = 'all' order by topic",
  );
  const own = mentions.filter((m) => m.topics[0] === "a");
  const authors = [...new Set(own.map((m) => m.author!))];
  const count = (author: string, label?: string) =>
    own.filter((m) => m.author === author && (!label || m.label === label)).length;
  const expected = ratioInterval({
    y: authors.map((x) => count(x, "negative")),
    x: authors.map((x) => count(x)),
  });
  expect(a!["complaint_share"]).toBeCloseTo(expected.value!, 8);
  expect(a!["complaint_low"]).toBeCloseTo(expected.low!, 8);
  expect(a!["complaint_high"]).toBeCloseTo(expected.high!, 8);
  expect(a).toMatchObject({ complaints: expected.value! * 190, leads: 0, lead_share: 0, lead_low: 0 });
  expect(a!["lead_high"]!).toBeGreaterThan(0.005);
  const others = authors.filter((x) => count(x, "negative") < count(x)).length;
  expect(a).toMatchObject({ other_complaint_authors: others, other_lead_authors: authors.length });
  expect(b).toMatchObject({ mentions: 10, complaint_share: null, lead_high: null, question_low: null });
  warehouse.close();
});
