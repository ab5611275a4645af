import { expect, test } from "vitest";
import { rounded } from "../../pipelines/analysis/sums.ts";
import { quantileInterval, ratioInterval, seededRandom } from "../../src/statistics/index.ts";
import type { Study } from "../../src/study/study.ts";
import { BASE, build, openSmallStudy, runStep, type SmallMention } from "../models/small-study.ts";

const RULES =
  "create table care_rules as select * from read_csv('data/seeds/care_rules.csv', header = true, sample_size = -1)";
const CARE = [...BASE, "text_care"];

const day = (n: number) => new Date(Date.UTC(2026, 0, 5 + n)).toISOString().slice(0, 10);

test("influence is the mean of three ranks, unknown numbers ranking last", async () => {
  const post = (
    id: string,
    author: string,
    followers: number | null,
    engagement: number | null,
  ): SmallMention => ({
    ...{ id, author, followers, engagement },
    at: "2026-05-04 12:00:00",
    topics: ["a"],
  });
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }],
    mentions: [
      post("m1", "big", 9000, 10),
      post("m2", "big", 9000, 20),
      post("m3", "loud", 50, 25),
      post("m4", "quiet", null, null),
    ],
  });
  await build(warehouse, ...BASE, "voices");
  const rows = await warehouse.rows(
    `select author_id, mentions, engagement, rank_followers as f, rank_engagement as e, rank_engagement_per_post as p,
     influence, position from voices order by position`,
  );
  expect(rows).toEqual([
    { author_id: "big", mentions: 2, engagement: 30, f: 1, e: 1, p: 2, influence: 4 / 3, position: 1 },
    { author_id: "loud", mentions: 1, engagement: 25, f: 2, e: 2, p: 1, influence: 5 / 3, position: 2 },
    { author_id: "quiet", mentions: 1, engagement: null, f: 3, e: 3, p: 3, influence: 3, position: 3 },
  ]);
  warehouse.close();
});

test("a campaign that doubles the mentions is found, one that does nothing is not", async () => {
  const mentions = Array.from({ length: 70 }, (_, d) =>
    ["a", "b"].flatMap((topic) =>
      Array.from(
        { length: (topic === "a" && d >= 42 && d < 56 ? 40 : 20) + ((d * (topic === "a" ? 31 : 17)) % 11) },
        (_, i) => ({
          id: `${topic}${d}-${i}`,
          at: `${day(d)} 12:00:00`,
          topics: [topic],
        }),
      ),
    ),
  ).flat();
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }, { topic: "b" }], mentions });
  await warehouse.run(`insert into campaigns values
    ('double', 'Double', 'a', '${day(42)}', '${day(55)}'), ('nothing', 'Nothing', 'b', '${day(42)}', null),
    ('early', 'Too early', 'a', '${day(3)}', null)`);
  await build(warehouse, ...BASE, "volume_daily", "campaign_effects");
  const rows = await warehouse.rows<Record<string, number | string>>(
    `select campaign, effect, low, high, verdict, n_during, compared_with from campaign_effects
     where view = 'all' and measure = 'mentions' and phase = 'during' order by campaign`,
  );
  expect(rows.map((row) => [row["campaign"], row["verdict"]])).toEqual([
    ["double", "more"],
    ["early", "too_few"],
    ["nothing", "unclear"],
  ]);
  expect(rows[0]).toMatchObject({ n_during: 14, compared_with: "b" });
  // 20 more on 20 to 30 usual mentions: 45/25 − 1.
  expect(rows[0]!["low"] as number).toBeLessThan(0.8);
  expect(rows[0]!["high"] as number).toBeGreaterThan(0.8);
  warehouse.close();
});

test("the first answer of an own account in the thread counts, and silence is counted apart", async () => {
  const asked = Array.from(
    { length: 40 },
    (_, i): SmallMention => ({
      id: `q${i}`,
      at: "2026-05-04 10:00:00",
      topics: ["a"],
      author: `u${i}`,
      thread: `t${i}`,
    }),
  );
  const answers = asked.slice(0, 30).flatMap((one, i): SmallMention[] => [
    { id: `early${i}`, at: "2026-05-04 09:00:00", topics: [], author: "Acme_Help", thread: one.thread },
    {
      id: `a${i}`,
      at: i < 10 ? "2026-05-04 10:30:00" : "2026-05-04 13:00:00",
      topics: [],
      author: "Acme_Help",
      thread: one.thread,
    },
    { id: `late${i}`, at: "2026-05-04 20:00:00", topics: [], author: "acme_help", thread: one.thread },
    { id: `other${i}`, at: "2026-05-04 10:01:00", topics: [], author: "somebody", thread: one.thread },
  ]);
  const own: SmallMention = {
    id: "own",
    at: "2026-05-04 08:00:00",
    topics: ["a"],
    author: "acme_help",
    thread: "t0",
  };
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions: [...asked, ...answers, own] });
  await warehouse.run(RULES);
  await build(warehouse, ...CARE);
  const topics = [{ id: "a", accounts: ["@ACME_help"] }] as Study["topics"];
  await runStep(warehouse, "response_times", { topics });
  expect(
    await warehouse.rows(
      "select threads, answered, median_minutes, within_hour, answered_share from response_times where need = 'any'",
    ),
  ).toEqual([
    { threads: 40, answered: 30, median_minutes: 180, within_hour: rounded(10 / 40), answered_share: 0.75 },
  ]);
  await runStep(warehouse, "response_times", {
    topics: [{ id: "a", accounts: [] as string[] }] as Study["topics"],
  });
  expect(await warehouse.count("response_times")).toBe(0);
  warehouse.close();
});

test("a reply to the mention itself is an answer without thread ids, and shares are clustered by author", async () => {
  const hour = (n: number) =>
    `2026-05-${String(4 + Math.floor(n / 24)).padStart(2, "0")} ${String(n % 24).padStart(2, "0")}`;
  const asked = Array.from(
    { length: 96 },
    (_, i): SmallMention => ({
      ...{ id: `q${i}`, at: `${hour(i)}:00:00`, topics: ["a"], author: i % 3 === 0 ? "often" : `u${i % 40}` },
    }),
  );
  // Whoever asks often waits five hours, the others twenty minutes; two in eight are never answered.
  const answers = asked
    .filter((_, i) => i % 8 < 6)
    .map((one, i): SmallMention => {
      const wait = one.author === "often" ? 300 : 20;
      const at = new Date(Date.parse(`${one.at.replace(" ", "T")}Z`) + wait * 60_000);
      return {
        ...{
          id: `r${i}`,
          at: at.toISOString().slice(0, 19).replace("T", " "),
          topics: [],
          author: "acme_help",
        },
        ...{ kind: "reply", original: one.id },
      };
    });
  const last: SmallMention = { id: "late", at: "2026-05-08 03:00:00", topics: ["a"], author: "u1" };
  const quick: SmallMention = { id: "quick", at: "2026-05-08 03:00:00", topics: ["a"], author: "u2" };
  const answer: SmallMention = {
    ...{ id: "answer", at: "2026-05-08 03:20:00", topics: [], author: "acme_help" },
    ...{ kind: "reply", original: "quick" },
  };
  const end: SmallMention = { id: "end", at: "2026-05-08 03:30:00", topics: [], author: "x" };
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }],
    mentions: [...asked, ...answers, last, quick, answer, end],
  });
  await warehouse.run(RULES);
  await build(warehouse, ...CARE);
  await runStep(warehouse, "response_times", {
    topics: [{ id: "a", accounts: ["acme_help"] }] as Study["topics"],
  });
  const row = (await warehouse.row<Record<string, number>>(
    "select * from response_times where need = 'any'",
  ))!;
  const within = (m: SmallMention, i: number) => i % 8 < 6 && m.author !== "often";
  const authors = [...new Set(asked.map((m) => m.author!))];
  // Of the last hour's mentions one is not yet late, and the one that was answered would stand for both.
  const expected = ratioInterval({
    y: authors.map((a) => asked.filter((m, i) => m.author === a && within(m, i)).length),
    x: authors.map((a) => asked.filter((m) => m.author === a).length),
  });
  expect(row).toMatchObject({ threads: 98, answered: 73, median_minutes: 20 });
  expect(row["within_hour"]).toBeCloseTo(expected.value!, 8);
  expect(row["within_hour_low"]).toBeCloseTo(expected.low!, 8);
  expect(row["answered_share"]).toBeCloseTo(73 / 98, 8);
  expect(row["median_low"]!).toBe(20);
  expect(row["median_high"]!).toBeGreaterThanOrEqual(20);
  warehouse.close();
});

test("threads of any shape: counts, median and bounds are those of every mention looked at one by one", async () => {
  const seed = 20260611;
  const random = seededRandom(seed);
  const at = (minute: number) =>
    new Date(Date.UTC(2026, 4, 4) + minute * 60_000).toISOString().slice(0, 19).replace("T", " ");
  const posts = Array.from({ length: 600 }, (_, i) => {
    const own = random.uniform() < 0.3;
    return {
      ...{ id: `m${i}`, own, minute: random.below(6000), thread: `t${random.below(90)}` },
      author: own ? "Acme_Help" : ["constructor", "__proto__"][random.below(40)] || `u${random.below(60)}`,
      // Some answers name what they answer, from whatever thread.
      original: own && random.uniform() < 0.3 ? `m${random.below(600)}` : null,
    };
  });
  const asked = posts.filter((post) => !post.own);
  const last = Math.max(...posts.map((post) => post.minute));
  const minutes = asked.map((mention) => {
    const answers = posts.filter(
      ({ own, minute, thread, original }) =>
        own && minute >= mention.minute && (thread === mention.thread || original === mention.id),
    );
    return answers.length > 0 ? Math.min(...answers.map((answer) => answer.minute)) - mention.minute : null;
  });
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }],
    mentions: posts.map(({ id, own, minute, thread, author, original }): SmallMention => {
      const kind = original ? "reply" : "original";
      return { ...{ id, author, thread, original, kind }, at: at(minute), topics: own ? [] : ["a"] };
    }),
    every: "month",
  });
  await warehouse.run(RULES);
  await build(warehouse, ...CARE);
  await runStep(warehouse, "response_times", {
    topics: [{ id: "a", accounts: ["@acme_help"] }] as Study["topics"],
  });
  const row = (await warehouse.row<Record<string, number>>(
    "select * from response_times where need = 'any'",
  ))!;
  const answered = asked.flatMap(({ author }, i) =>
    minutes[i] === null ? [] : [{ author, minutes: minutes[i]! }],
  );
  const median = quantileInterval(
    answered.map((one) => one.minutes),
    answered.map((one) => one.author),
  );
  const watched = (one: (typeof asked)[number]) => one.minute <= last - 60;
  const known = asked.filter(watched);
  const quick = asked.filter((one, i) => watched(one) && (minutes[i] ?? 61) <= 60);
  expect(row, `seed ${seed}`).toMatchObject({
    ...{ threads: asked.length, answered: answered.length },
    answered_authors: new Set(answered.map((one) => one.author)).size,
    median_minutes: median.value,
    within_hour: rounded(quick.length / known.length),
  });
  expect(row["median_low"], `seed ${seed}`).toBeCloseTo(median.low!, 6);
  expect(row["median_high"], `seed ${seed}`).toBeCloseTo(median.high!, 6);
  expect(median.high!).toBeGreaterThan(median.low!);
  warehouse.close();
});

test("answers to complaints, questions and wishes to buy are told apart", async () => {
  const says = (i: number): Partial<SmallMention> =>
    i % 4 === 0
      ? { text: `My order never arrived ${i}`, label: "negative" }
      : i % 4 === 1
        ? { text: `My order never arrived, lucky me ${i}`, label: "positive" }
        : i % 4 === 2
          ? { text: `What are your opening hours on Sundays? ${i}`, label: "neutral" }
          : { text: `I want to buy one ${i}`, label: "neutral" };
  const asked = Array.from(
    { length: 160 },
    (_, i): SmallMention => ({
      ...{ id: `q${i}`, at: "2026-05-04 10:00:00", topics: ["a"], author: `u${i % 50}`, thread: `t${i}` },
      ...says(i),
    }),
  );
  // Wishes to buy are answered at once, every other complaint after three hours, questions and praise never.
  const answers = asked.flatMap((one, i): SmallMention[] => {
    const at = i % 4 === 3 ? "2026-05-04 10:10:00" : i % 8 === 0 ? "2026-05-04 13:00:00" : null;
    return at ? [{ id: `a${i}`, at, topics: [], author: "acme_help", thread: one.thread ?? null }] : [];
  });
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions: [...asked, ...answers] });
  await warehouse.run(RULES);
  await build(warehouse, ...CARE);
  await runStep(warehouse, "response_times", {
    topics: [{ id: "a", accounts: ["acme_help"] }] as Study["topics"],
  });
  expect(
    await warehouse.rows(
      `select need, threads, answered, median_minutes, within_hour, answered_share, quick_authors, late_authors,
         answered_authors, unanswered_authors
       from response_times order by need`,
    ),
  ).toEqual([
    {
      ...{
        need: "any",
        threads: 160,
        answered: 60,
        median_minutes: 10,
        within_hour: 0.25,
        answered_share: 0.375,
      },
      ...{ quick_authors: 25, late_authors: 50, answered_authors: 45, unanswered_authors: 50 },
    },
    {
      ...{ need: "complaint", threads: 40, answered: 20, median_minutes: 180, within_hour: 0 },
      ...{ answered_share: 0.5, quick_authors: 0, late_authors: 25 },
      ...{ answered_authors: 20, unanswered_authors: 20 },
    },
    {
      ...{ need: "lead", threads: 40, answered: 40, median_minutes: 10, within_hour: 1, answered_share: 1 },
      ...{ quick_authors: 25, late_authors: 0, answered_authors: 25, unanswered_authors: 0 },
    },
    {
      ...{
        need: "question",
        threads: 40,
        answered: 0,
        median_minutes: null,
        within_hour: 0,
        answered_share: 0,
      },
      ...{ quick_authors: 0, late_authors: 25, answered_authors: 0, unanswered_authors: 25 },
    },
  ]);
  warehouse.close();
});

test("where the accounts' own posts are not in the exports, the note says what to export", async () => {
  const mentions = Array.from({ length: 40 }, (_, i): SmallMention => {
    const lost = i < 30 ? `elsewhere ${i}` : "m1";
    return {
      id: `m${i}`,
      at: "2026-05-04 12:00:00",
      topics: ["a"],
      kind: "reply",
      original: lost,
      thread: lost,
    };
  });
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions });
  await warehouse.run(RULES);
  await build(warehouse, ...CARE);
  const notes = await runStep(warehouse, "response_times", {
    topics: [{ id: "a", accounts: ["acme_help"] }] as Study["topics"],
  });
  expect(await warehouse.count("response_times")).toBe(0);
  expect(notes).toEqual([
    "no reply by acme_help in a thread of the mentions: response times cannot be said (30 of 40 replies answer posts " +
      "that are in no export: export the posts of the accounts too)",
  ]);
  warehouse.close();
});

test("engagement rates are over mentions where both parts are known", async () => {
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }],
    mentions: ["m1", "m2", "m3"].map((id) => ({ id, at: "2026-05-04 12:00:00", topics: ["a"] })),
  });
  await warehouse.run(`
    update mentions set engagement = 10, likes = 6, shares = 4, "views" = 100, author_followers = 50 where mention_id = 'm1';
    update mentions set engagement = 30, likes = 30, "views" = null, author_followers = 150 where mention_id = 'm2'`);
  await build(warehouse, "calendar", "days", "periods", "topic_mentions", "engagement");
  expect(await warehouse.row("select * from engagement where view = 'all'")).toMatchObject({
    mentions: 3,
    known: 2,
    engagement: 40,
    median: 20,
    per_mention: 20,
    rate_by_views: 0.1,
    rate_by_followers: 0.2,
    amplification: 4 / 50,
    applause: 36 / 200,
    virality: 0.04,
  });
  warehouse.close();
});
