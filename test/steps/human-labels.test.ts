import { expect, test } from "vitest";
import { predictionPoweredDifference } from "../../src/statistics/index.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import { BASE, BASELINE, build, openSmallStudy, runStep, type SmallMention } from "../models/small-study.ts";

const day = (n: number) => new Date(Date.UTC(2026, 0, 5 + n)).toISOString().slice(0, 10);
const WEEKS = 10;
const weekOf = (m: SmallMention) =>
  Math.floor((Date.parse(m.at.slice(0, 10)) - Date.UTC(2026, 0, 5)) / 6048e5);
const periodOf = (m: SmallMention) => `2026-w${String(weekOf(m) + 2).padStart(2, "0")}`;

/** Ten weeks of 84 mentions; the machine calls one in six negative, in the last week one in three. */
const MENTIONS: SmallMention[] = Array.from({ length: WEEKS * 84 }, (_, i) => {
  const week = Math.floor(i / 84);
  const negative = i % 6 === 0 || (week === WEEKS - 1 && i % 3 === 0);
  return {
    id: `m${i}`,
    at: `${day(week * 7 + (i % 7))} 12:00:00`,
    topics: ["a"],
    author: `u${(i * 7) % 61}`,
    language: i % 4 === 0 ? "fi" : "en",
    label: negative ? "negative" : i % 2 ? "positive" : "neutral",
  };
});
const value = (label: string | undefined) => (label === "positive" ? 1 : label === "negative" ? -1 : 0);
/** What people say: half of what the machine calls positive is irony. */
const human = (m: SmallMention, at: number) =>
  m.label === "positive" && at % 4 < 2 ? "negative" : (m.label ?? "neutral");

/** Two coders agree on these mentions, drawn with this probability. */
async function coded(drawn: readonly SmallMention[], probability: number): Promise<Warehouse> {
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions: MENTIONS });
  await build(warehouse, ...BASE, "sentiment_sums", "language_sums", "topic_change_sums");
  const codes = drawn.flatMap((m, i) =>
    ["ab", "cd"].map(
      (coder) =>
        `('s', 'u${i}', '${m.id}', 'a', '${periodOf(m)}', '${m.language}', 'x', ${probability}, '${coder}', '${human(m, i)}', 'yes')`,
    ),
  );
  await runStep(warehouse, "human_labels");
  if (codes.length > 0) await warehouse.run(`insert into human_labels values ${codes.join(", ")}`);
  await build(warehouse, "label_majority", "label_quality", "validated_sentiment");
  return warehouse;
}

const inWeeks = (...weeks: number[]) => MENTIONS.filter((m) => weeks.includes(weekOf(m)));

test("labels correct net sentiment and the shares of its classes where there are thirty", async () => {
  const drawn = inWeeks(2).slice(0, 60);
  const warehouse = await coded([...drawn, ...inWeeks(5).slice(0, 12)], 60 / 84);
  await build(warehouse, "net_sentiment", "language_sentiment");
  const rows = await warehouse.rows<Record<string, number | string>>(
    "select * from net_sentiment where view = 'all' and labelled > 0 order by period",
  );
  expect(rows.map((row) => [row["period"], row["interval"], row["labelled"]])).toEqual([
    ["2026-w04", "sampling_and_classifier", 60],
    ["2026-w07", "sampling", 12],
  ]);
  const said = drawn.map((m, i) => value(human(m, i)));
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [row] = rows as [Record<string, number>];
  expect(row["net"]).toBeCloseTo(mean(said), 1);
  expect(row["net"]).toBeLessThan(row["machine_net"]! - 0.2);
  for (const [measure, sign] of [
    ["negative", -1],
    ["positive", 1],
  ] as const) {
    expect(row[`${measure}_share`], measure).toBeCloseTo(mean(said.map((one) => (one === sign ? 1 : 0))), 1);
    expect(row[`${measure}_low`]!).toBeLessThan(row[`${measure}_share`]!);
    expect(row[`${measure}_high`]!).toBeGreaterThan(row[`${measure}_share`]!);
  }
  const languages = await warehouse.rows(
    "select language, interval, labelled from language_sentiment where view = 'all' and period = '2026-w04' order by language",
  );
  // Of Finnish there are 21 mentions a week: too few for a figure, and too few labels.
  expect(languages).toEqual([
    { language: "en", interval: "sampling_and_classifier", labelled: 45 },
    { language: "fi", interval: "too_few", labelled: 15 },
  ]);
  const quality = await warehouse.row(
    "select coders, alpha, reading, compared from label_quality where language = 'all'",
  );
  expect(quality).toMatchObject({ coders: 2, alpha: 1, reading: "firm", compared: 72 });
  warehouse.close();
});

test("a change is corrected where both periods have labels, and is the machine's in both where one has not", async () => {
  const warehouse = await coded([...inWeeks(2).slice(0, 60), ...inWeeks(3).slice(0, 50)], 60 / 84);
  await warehouse.run("create table share_sums as select null::varchar as period where false");
  await warehouse.run("create table share_change_sums as from share_sums");
  await build(warehouse, "net_sentiment", "changes");
  const rows = await warehouse.rows<Record<string, number | string>>(
    "select * from changes where metric = 'net' and view = 'all' and period in ('2026-w04', '2026-w05', '2026-w06') order by period",
  );
  expect(rows.map((row) => row["interval"])).toEqual(["sampling", "sampling_and_classifier", "sampling"]);
  const net = await warehouse.rows<{ net: number }>(
    "select net from net_sentiment where view = 'all' and period in ('2026-w04', '2026-w05') order by period",
  );
  const change = rows[1] as Record<string, number>;
  expect(change["before"]).toBe(net[0]!.net);
  expect(change["value"]).toBe(net[1]!.net);

  const authors = [...new Set(MENTIONS.map((m) => m.author!))];
  const side = (week: number, many: number, from: number) => ({
    all: {
      model: authors.map((a) => inWeeks(week).reduce((s, m) => s + (m.author === a ? value(m.label) : 0), 0)),
      mentions: authors.map((a) => inWeeks(week).filter((m) => m.author === a).length),
    },
    labelled: inWeeks(week)
      .slice(0, many)
      .map((m, i) => ({
        author: authors.indexOf(m.author!),
        human: value(human(m, from + i)),
        model: value(m.label),
        probability: 60 / 84,
      })),
  });
  const expected = predictionPoweredDifference(side(3, 50, 60), side(2, 60, 0), { scale: "net" });
  expect(change["difference"]).toBeCloseTo(expected.value!, 8);
  expect(change["low"]).toBeCloseTo(expected.low!, 8);
  expect(change["high"]).toBeCloseTo(expected.high!, 8);
  warehouse.close();
});

test("a warning stands on labels where they reach both the period and those before it", async () => {
  const both = MENTIONS.filter((_, i) => Math.floor(i / 2) % 2 === 0);
  const all = await coded(both, 0.5);
  await build(all, ...BASELINE, "warnings");
  // Half of the positive ones being negative, the usual share is no longer one in six, and a third is usual.
  expect(await all.rows("select * from warnings")).toEqual([]);
  all.close();

  const now = await coded(
    inWeeks(WEEKS - 1).filter((_, i) => Math.floor(i / 2) % 2 === 0),
    0.5,
  );
  await build(now, ...BASELINE, "warnings");
  const rows = await now.rows("select period, interval, n from warnings");
  expect(rows).toEqual([{ period: "2026-w11", interval: "sampling", n: 84 }]);
  now.close();
});

test("the machine is judged by the sentiment towards the topic that is published", async () => {
  const mentions = Array.from(
    { length: 40 },
    (_, i): SmallMention => ({
      id: `n${i}`,
      at: "2026-01-06 12:00:00",
      topics: ["a", "b"],
      label: "neutral",
    }),
  );
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }, { topic: "b" }], mentions });
  // The last one names them in one clause, and is of no day: what was said of the whole text stands.
  await warehouse.run(`
    insert into mention_topic_sentiment
    select text_hash, topic, if(topic = 'a', 'positive', 'negative'), null, null, null
    from mentions inner join mention_topics using (mention_id) where mention_id <> 'n39';
    update mentions set date_quality = 'missing', published_at = null where mention_id = 'n39'`);
  await build(warehouse, ...BASE);
  await runStep(warehouse, "human_labels");
  await warehouse.run(`
    insert into human_labels
    select 's', topic || mention_id, mention_id, topic, '2026-w02', 'en', 'x', 0.5, 'ab',
      case when mention_id = 'n39' then 'neutral' when topic = 'a' then 'positive' else 'negative' end, 'yes'
    from mention_topics`);
  await build(warehouse, "label_majority", "label_quality");
  expect(
    await warehouse.rows(
      "select topic, machine, count(*) as n from label_majority group by all order by topic, machine",
    ),
  ).toEqual([
    { topic: "a", machine: "neutral", n: 1 },
    { topic: "a", machine: "positive", n: 39 },
    { topic: "b", machine: "negative", n: 39 },
    { topic: "b", machine: "neutral", n: 1 },
  ]);
  const quality = await warehouse.row("select * from label_quality where language = 'all'");
  expect(quality).toMatchObject({ compared: 80, accuracy: 1 });
  warehouse.close();
});
