import { expect, test } from "vitest";
import { BASE, build, openSmallStudy, type SmallMention } from "./small-study.ts";

const at = (day: string, time = "12:00:00") => `${day} ${time}`;
const mention = (id: string, day: string, more: Partial<SmallMention> = {}): SmallMention => ({
  id,
  at: at(day),
  topics: ["a"],
  ...more,
});

test("weeks are ISO weeks, months and quarters calendar ones, and only covered ones are whole", async () => {
  const mentions = ["2025-12-29", "2026-01-04", "2026-01-05", "2026-01-09"].map((day, i) =>
    mention(`m${i}`, day),
  );
  const periods = async (every: "week" | "month" | "quarter") => {
    const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions, every });
    await build(warehouse, "calendar", "days", "periods");
    const rows = await warehouse.rows(
      "select period, starts_on, ends_on, position, partial from periods order by position",
    );
    warehouse.close();
    return rows.map((row) => Object.values(row).join(" "));
  };
  expect(await periods("week")).toEqual([
    "2026-w01 2025-12-29 2026-01-04 0 false",
    "2026-w02 2026-01-05 2026-01-11 1 true",
  ]);
  expect(await periods("month")).toEqual([
    "2025-12 2025-12-01 2025-12-31 0 true",
    "2026-01 2026-01-01 2026-01-31 1 true",
  ]);
  expect(await periods("quarter")).toEqual([
    "2025-q4 2025-10-01 2025-12-31 0 true",
    "2026-q1 2026-01-01 2026-03-31 1 true",
  ]);
});

test("the study's bounds cut the days, and mentions outside them are in no topic", async () => {
  const mentions = ["2026-05-03", "2026-05-05", "2026-05-11"].map((day, i) => mention(`m${i}`, day));
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }],
    mentions,
    from: "2026-05-04",
    to: "2026-05-10",
  });
  await build(warehouse, ...BASE, "volume_daily");
  expect(await warehouse.rows("select period, partial from periods")).toEqual([
    { period: "2026-w19", partial: false },
  ]);
  expect(await warehouse.rows("select mention_id from topic_mentions")).toEqual([{ mention_id: "m1" }]);
  warehouse.close();
});

test("days without mentions are zeros, gaps are marked, undated mentions are nowhere", async () => {
  const mentions = [
    mention("m1", "2026-05-04", { author: "u1", engagement: 5 }),
    mention("m2", "2026-05-04", { author: "u1", kind: "repost" }),
    mention("m3", "2026-05-07", { author: "u2" }),
  ];
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }, { topic: "b" }],
    mentions,
    gaps: ["2026-05-05"],
  });
  await warehouse.run(
    "insert into mentions (mention_id, date_quality, published_on) values ('bad', 'future', '2027-01-01')",
  );
  await warehouse.run("insert into mention_topics values ('bad', 'a', 'own', 1)");
  await build(warehouse, ...BASE, "volume_daily");
  const rows = await warehouse.rows(
    "select date, view, mentions, authors, engagement, gap from volume_daily where topic = 'a' order by view, date",
  );
  expect(rows.map((row) => Object.values(row).join(" "))).toEqual([
    "2026-05-04 all 2 1 5 false",
    "2026-05-05 all 0 0 0 true",
    "2026-05-06 all 0 0 0 false",
    "2026-05-07 all 1 1  false",
    "2026-05-04 originals 1 1 5 false",
    "2026-05-05 originals 0 0 0 true",
    "2026-05-06 originals 0 0 0 false",
    "2026-05-07 originals 1 1  false",
  ]);
  expect(
    await warehouse.row("select sum(mentions) as n, count(*) as days from volume_daily where topic = 'b'"),
  ).toEqual({ n: 0, days: 8 });
  warehouse.close();
});

test("a last day is partial only when more mentions would be usual after its last one", async () => {
  const day = (n: number) => `2026-05-${String(n).padStart(2, "0")}`;
  const whole = Array.from({ length: 7 * 24 }, (_, i) => ({
    ...mention(`m${i}`, day(4 + Math.floor(i / 24))),
    at: at(day(4 + Math.floor(i / 24)), `${String(i % 24).padStart(2, "0")}:30:00`),
  }));
  const partialOf = async (mentions: SmallMention[], last: string) => {
    const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions, partial: [day(4), last] });
    await build(warehouse, "calendar", "days", "periods");
    const days = await warehouse.rows<{ date: string }>("select date from days where partial order by date");
    const [period] = await warehouse.rows<{ partial: boolean }>("select partial from periods");
    warehouse.close();
    return { days: days.map((row) => row.date), period: period?.partial };
  };
  expect(await partialOf(whole, day(10))).toEqual({ days: [], period: false });
  const cut = whole.slice(0, -8);
  expect(await partialOf(cut, day(10))).toEqual({ days: [day(10)], period: true });
});

test("the silence of a small source does not make a gap of a day", async () => {
  const days = ["2026-05-04", "2026-05-05", "2026-05-06"];
  const mentions = days.flatMap((day, d) => [
    ...Array.from({ length: 20 }, (_, i) => mention(`big${d}-${i}`, day)),
    ...(d === 1 ? [] : [mention(`small${d}`, day, { platform: "forum" })]),
  ]);
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions });
  await warehouse.run(
    "update coverage_daily set gap = true where platform = 'forum' and date = '2026-05-05'",
  );
  await build(warehouse, "calendar", "days");
  expect(await warehouse.rows("select date from days where gap")).toEqual([]);
  await warehouse.run(
    "update coverage_daily set gap = true where platform = 'x' and date = '2026-05-05'; drop table days",
  );
  await build(warehouse, "days");
  expect(await warehouse.rows("select date from days where gap")).toEqual([{ date: "2026-05-05" }]);
  warehouse.close();
});
