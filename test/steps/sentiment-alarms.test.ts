import { expect, test } from "vitest";
import { ratioInterval, warningLevel } from "../../src/statistics/index.ts";
import { BASE, BASELINE, build, openSmallStudy, type SmallMention } from "../models/small-study.ts";

const day = (n: number) => new Date(Date.UTC(2026, 0, 5 + n)).toISOString().slice(0, 10);

/** Twelve weeks of 70 mentions; one in five is negative, in week 9 two of three. */
const MENTIONS: SmallMention[] = Array.from({ length: 12 * 70 }, (_, i) => {
  const week = Math.floor(i / 70);
  const negative = week === 9 ? i % 3 !== 0 : i % 5 === 0;
  return {
    id: `m${i}`,
    at: `${day(week * 7 + Math.floor((i % 70) / 10))} 12:00:00`,
    topics: ["a"],
    author: `u${i % 53}`,
    label: negative ? "negative" : i % 2 ? "positive" : "neutral",
  };
});

const LABELS = ["human_labels", "label_majority"];

/** All that target_status is made from. */
const FIGURES = [
  ...BASE,
  ...[
    "panel_totals",
    "share_sums",
    "share_pair_sums",
    "share_change_sums",
    "sentiment_sums",
    "topic_change_sums",
  ],
  ...["volume_daily", "share_of_voice", ...LABELS, "validated_sentiment"],
  ...["net_sentiment", "changes", "figures", "text_care", "response_times", "target_status"],
];

test("a crisis is warned of, and nothing else is", async () => {
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions: MENTIONS });
  await build(warehouse, ...BASE, ...LABELS, "sentiment_sums", ...BASELINE, "warnings");
  const rows = await warehouse.rows("select period, topic, level, n, negative from warnings");
  expect(rows).toEqual([
    { period: "2026-w11", topic: "a", level: "act", n: 70, negative: expect.any(Number) },
  ]);

  const period = (m: SmallMention) =>
    Math.floor((Date.parse(m.at.slice(0, 10)) - Date.UTC(2026, 0, 5)) / 6048e5);
  const sides = (weeks: (week: number) => boolean) => {
    const seen = MENTIONS.filter((m) => weeks(period(m)));
    const authors = [...new Set(seen.map((m) => m.author!))];
    const count = (author: string, label?: string) =>
      seen.filter((m) => m.author === author && (!label || m.label === label)).length;
    return { y: authors.map((a) => count(a, "negative")), x: authors.map((a) => count(a)) };
  };
  const now = sides((week) => week === 9);
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const expected = warningLevel({
    now: ratioInterval(now),
    baseline: ratioInterval(sides((week) => week >= 1 && week <= 8)),
    negative: sum(now.y),
    days: 7,
    before: Array.from({ length: 8 }, (_, w) => {
      const side = sides((week) => week === w + 1);
      return { negative: sum(side.y), scored: sum(side.x), days: 7 };
    }),
  });
  const [row] = await warehouse.rows<Record<string, number>>(
    "select low, usual_high, volume_ratio from warnings",
  );
  expect(row!["low"]).toBeCloseTo(expected.low!, 8);
  expect(row!["usual_high"]).toBeCloseTo(expected.usual_high!, 8);
  expect(row!["volume_ratio"]).toBeCloseTo(expected.volume_ratio!, 8);
  warehouse.close();
});

test("an unfinished week is judged by the same weekdays of the weeks before", async () => {
  const mentions = MENTIONS.filter((m) => m.at < day(10 * 7 + 3));
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions });
  await build(warehouse, ...BASE, ...BASELINE);
  const baseline = await warehouse.row<{ x: number; before: { scored: number }[] }>(
    "select x, before from warning_baseline where period = '2026-w12'",
  );
  expect(baseline!.before.map((one) => one.scored)).toEqual(Array(8).fill(30));
  expect(baseline!.x).toBe(240);
  warehouse.close();
});

interface BaselineRow {
  x: number;
  negative: number;
  days: number;
  before: { negative: number; scored: number; days: number }[];
}

const baselineOf = async (study: Parameters<typeof openSmallStudy>[0], period: string) => {
  const warehouse = await openSmallStudy(study);
  await build(warehouse, ...BASE, ...BASELINE);
  const row = await warehouse.row<BaselineRow>(
    `select x, negative, days, before from warning_baseline where period = '${period}' and topic = 'a'`,
  );
  warehouse.close();
  return row!;
};

test("weeks without a mention of the topic, gap days and a day cut short are counted as what they are", async () => {
  // Nobody names the topic in weeks 4 and 5, others are talked of all the time; of week 6 three days are missing.
  const mentions = [
    ...MENTIONS.filter((m) => m.at < day(28) || m.at >= day(42)).filter((m) => m.at < day(10 * 7 + 4)),
    ...Array.from({ length: 74 }, (_, i) => ({ id: `b${i}`, at: `${day(i)} 12:00:00`, topics: ["b"] })),
  ].map((m) => (m.at < day(73) ? m : { ...m, at: `${day(73)} 08:00:00` }));
  const topics = [{ topic: "a" }, { topic: "b" }];
  const gaps = [day(44), day(45), day(46)];
  const { before, x, days, negative } = await baselineOf(
    { topics, mentions, gaps, partial: [day(73)] },
    "2026-w12",
  );
  // Monday to Wednesday are complete; Thursday is cut short. Of week 6 Wednesday is a gap.
  expect(days).toBe(3);
  expect(negative).toBe(6);
  expect(before.map((one) => one.scored)).toEqual([30, 30, 0, 0, 20, 30, 30, 30]);
  expect(before.map((one) => one.days)).toEqual([3, 3, 3, 3, 2, 3, 3, 3]);
  expect(x).toBe(170);

  const whole = await baselineOf({ topics, mentions, gaps }, "2026-w11");
  expect(whole.before.map((one) => one.scored)).toEqual([70, 70, 70, 0, 0, 40, 70, 70]);
  expect(whole.before.map((one) => one.days)).toEqual([7, 7, 7, 7, 7, 4, 7, 7]);
});

test("an unfinished month is compared by the day, not with whole months", async () => {
  const months = Array.from({ length: 6 }, (_, m) => m);
  const mentions: SmallMention[] = months.flatMap((m) =>
    Array.from({ length: m === 5 ? 10 : new Date(Date.UTC(2026, m + 1, 0)).getUTCDate() }, (_, d) =>
      Array.from({ length: 10 }, (_, i) => ({
        id: `m${m}-${d}-${i}`,
        at: `${new Date(Date.UTC(2026, m, d + 1)).toISOString().slice(0, 10)} 12:00:00`,
        topics: ["a"],
        author: `u${i}-${d % 5}`,
        label: i < (m === 5 ? 8 : 2) ? ("negative" as const) : ("neutral" as const),
      })),
    ).flat(),
  );
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions, every: "month" });
  await build(warehouse, ...BASE, ...LABELS, "sentiment_sums", ...BASELINE, "warnings");
  const rows = await warehouse.rows("select period, level, negative, volume_ratio from warnings");
  expect(rows).toEqual([{ period: "2026-06", level: "act", negative: 80, volume_ratio: 4 }]);
  warehouse.close();
});

test("a target for mentions is open until the period is over, or reached", async () => {
  const mentions = MENTIONS.filter((m) => m.at < day(10 * 7 + 3));
  const study = { topics: [{ topic: "a" }], mentions, gaps: [day(23)] };
  const warehouse = await openSmallStudy(study);
  await warehouse.run(
    "insert into targets values ('a', 'mentions', 50, null), ('a', 'mentions', null, 40), ('a', 'mentions', 20, null), ('a', 'mentions', null, 25)",
  );
  await warehouse.run(
    "create table care_rules as select * from read_csv('data/seeds/care_rules.csv', header = true, sample_size = -1)",
  );
  await build(warehouse, ...FIGURES);
  const rows = await warehouse.rows(
    "select period, coalesce('>' || at_least::integer, '<' || at_most::integer) as target, status from target_status where period in ('2026-w03', '2026-w05', '2026-w12') order by all",
  );
  expect(rows.map((row) => Object.values(row).join(" "))).toEqual([
    "2026-w03 <25 not_met",
    "2026-w03 <40 not_met",
    "2026-w03 >20 met",
    "2026-w03 >50 met",
    // Of week 5 one day is missing, and its 60 mentions or so can only be more.
    "2026-w05 <25 not_met",
    "2026-w05 <40 not_met",
    "2026-w05 >20 met",
    "2026-w05 >50 met",
    // Thirty mentions in three days.
    "2026-w12 <25 not_met",
    "2026-w12 <40 unclear",
    "2026-w12 >20 met",
    "2026-w12 >50 unclear",
  ]);
  warehouse.close();
});

test("targets are met or not only when the whole interval lies on one side", async () => {
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }, { topic: "b" }], mentions: MENTIONS });
  await warehouse.run(`insert into targets values
    ('a', 'net_sentiment', -0.9, null), ('a', 'net_sentiment', 0.9, null), ('a', 'mentions', 70, 70),
    ('a', 'share_of_voice', 0.5, null), ('b', 'net_sentiment', 0, null), ('a', 'response_within_hour', 0.5, null)`);
  await warehouse.run(
    "create table care_rules as select * from read_csv('data/seeds/care_rules.csv', header = true, sample_size = -1)",
  );
  await build(warehouse, ...FIGURES);
  const rows = await warehouse.rows(
    "select topic, metric, at_least, status from target_status where period = '2026-w03' order by all",
  );
  expect(rows.map((row) => Object.values(row).join(" "))).toEqual([
    "a mentions 70 met",
    "a net_sentiment -0.9 met",
    "a net_sentiment 0.9 not_met",
    "a response_within_hour 0.5 too_few",
    "a share_of_voice 0.5 met",
    "b net_sentiment 0 too_few",
  ]);
  const figures = await warehouse.rows(
    "select id, value, low, definition from figures where period = '2026-w11' and topic = 'a'",
  );
  const ids = figures.map((row) => String(row["id"]));
  for (const metric of ["volume", "sov", "net", "volume_change", "sov_change", "net_change"])
    expect(ids).toContain(`${metric}.a.2026-w11`);
  expect(new Set(ids).size).toBe(ids.length);
  expect(figures.filter((row) => !row["definition"])).toEqual([]);
  const change = figures.find((row) => row["id"] === "net_change.a.2026-w11")!;
  expect(change["value"] as number).toBeLessThan(-0.5);
  expect(change["low"] as number).toBeLessThan(change["value"] as number);
  warehouse.close();
});
