import { expect, test } from "vitest";
import { causeOfSpike } from "../../pipelines/analysis/spike-cause.ts";
import { type EvidenceRow, evidenceSql } from "../../pipelines/analysis/spike-evidence.ts";
import { withoutRepetition } from "../../pipelines/analysis/term-keyness.ts";
import { BASE, build, openSmallStudy, type SmallMention } from "../models/small-study.ts";

const DAYS = Array.from({ length: 63 }, (_, i) =>
  new Date(Date.UTC(2026, 0, 5 + i)).toISOString().slice(0, 10),
);

/** Ten to twelve mentions a day by different people; `more` adds what makes a day special. */
function usual(more: (day: string, i: number) => SmallMention[]): SmallMention[] {
  return DAYS.flatMap((day, d) => [
    ...Array.from({ length: 10 + ((d * 7) % 3) }, (_, i) => ({
      id: `m${d}-${i}`,
      at: `${day} 12:00:00`,
      topics: ["a"],
      text: `an ordinary remark number ${d * 20 + i}`,
      platform: i % 2 ? "x" : "forum",
    })),
    ...more(day, d),
  ]);
}

async function spikesOf(mentions: SmallMention[], gaps: string[] = []) {
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions, gaps });
  await build(
    warehouse,
    ...BASE,
    "term_documents",
    "text_term_lists",
    "text_terms",
    "term_words",
    "term_counts",
    "volume_daily",
    "spikes",
  );
  const rows = await warehouse.rows("select * from spikes order by date, view");
  warehouse.close();
  return rows;
}

test("a spike of one post's reposts is told as such, and only where reposts count", async () => {
  const rows = await spikesOf(
    usual((day, d) =>
      d !== 40
        ? []
        : Array.from({ length: 60 }, (_, i) => ({
            id: `viral${i}`,
            at: `${day} 13:00:00`,
            topics: ["a"],
            text: "rt look at this",
            kind: "repost" as const,
            original: "viral",
          })),
    ),
  );
  expect(rows.map((row) => [row["date"], row["view"], row["direction"], row["cause_kind"]])).toEqual([
    [DAYS[40], "all", "spike", "one_post"],
  ]);
  expect(rows[0]).toMatchObject({ cause_mentions: 60, observed: 71 });
  expect(rows[0]!["cause"]).toBe("one post with its reposts and copies: 60 of 71 mentions");
});

test("an original, its reposts and quotes and copies of it are one post, told as such", async () => {
  const rows = await spikesOf(
    usual((day, d) =>
      d !== 40
        ? []
        : [
            {
              id: "viral",
              at: `${day} 08:00:00`,
              topics: ["a"],
              text: "see what the new case looks like inside",
            },
            ...Array.from({ length: 26 }, (_, i) => ({
              id: `viral${i}`,
              at: `${day} 13:00:00`,
              topics: ["a"],
              text: i < 20 ? `rt see what the new case… ${i}` : "see what the new case looks like inside",
              kind: i < 20 ? ("repost" as const) : ("original" as const),
              original: i < 20 ? "viral" : null,
            })),
            // Said by many, but nobody's post.
            ...Array.from({ length: 20 }, (_, i) => ({
              ...{ id: `ty${i}`, at: `${day} 14:00:00`, topics: ["a"], text: "thanks!" },
            })),
          ],
    ),
  );
  const [first] = rows;
  expect(first).toMatchObject({ view: "all", cause_kind: "one_post", cause_mentions: 27, authors: 58 });
});

test("what is usual is counted over the days that are known", async () => {
  // The channel "news" brings 6 of the 16 mentions of a day; the first spike comes on day 18, after a gap of 8 days.
  const gaps = DAYS.slice(8, 16);
  const mentions = usual((day, d) => [
    ...Array.from({ length: d === 18 ? 60 : 6 }, (_, i) => ({
      ...{ id: `n${d}-${i}`, at: `${day} 10:00:00`, topics: ["a"], platform: "news" },
      text: `a report of our own, number ${d * 100 + i}`,
    })),
  ]).filter((m) => !gaps.includes(m.at.slice(0, 10)));
  const warehouse = await openSmallStudy({ topics: [{ topic: "a" }], mentions, gaps });
  await build(warehouse, ...BASE, "volume_daily");
  const places = [
    { date: DAYS[18]!, topic: "a", view: "all" },
    { date: DAYS[3]!, topic: "a", view: "all" },
  ];
  const rows = await warehouse.rows<EvidenceRow>(evidenceSql(places));
  const news = rows.filter((row) => row.value === "news");
  // Ten known days before the one; of the other three before and so the days after it too.
  expect(news.map(({ date, on_day, usual }) => [date, on_day, usual])).toEqual([
    [DAYS[3], 6, expect.closeTo((6 * 22 + 60) / 23, 8)],
    [DAYS[18], 60, 6],
  ]);
  warehouse.close();
});

test("a spike of many authors is told with its terms", async () => {
  const rows = await spikesOf(
    usual((day, d) =>
      d !== 30
        ? []
        : Array.from({ length: 50 }, (_, i) => ({
            id: `recall${i}`,
            at: `${day} 13:00:00`,
            topics: ["a"],
            text: `the battery recall, of the case ${i} #recall`,
            platform: i % 2 ? "x" : "forum",
          })),
    ),
  );
  expect(rows.map((row) => [row["date"], row["view"], row["cause_kind"]])).toEqual([
    [DAYS[30], "all", "many_voices"],
    [DAYS[30], "originals", "many_voices"],
  ]);
  expect(rows[0]!["terms"]).toEqual(expect.arrayContaining(["battery", "recall"]));
  expect(withoutRepetition(["battery recall", "battery", "#recall", "case"])).toEqual([
    "battery recall",
    "case",
  ]);
  expect(rows[0]!["cause"]).toContain("many voices: 60 authors; terms: ");
});

test("a gap is no drop, and a quiet series has no spikes", async () => {
  const mentions = usual(() => []).filter((m) => !m.at.startsWith(DAYS[20]!));
  expect(await spikesOf(mentions, [DAYS[20]!])).toEqual([]);
  const drops = await spikesOf(mentions);
  expect(drops.map((row) => [row["date"], row["direction"], row["cause"]])).toEqual([
    [DAYS[20], "drop", null],
    [DAYS[20], "drop", null],
  ]);
});

const evidence = (dimension: string, value: string, on_day: number, usually: number) => ({
  ...{ date: "2026-05-04", topic: "a", view: "all" },
  ...{ dimension, value, on_day, authors: on_day, usual: usually, usual_total: 20 },
});

test("a channel is a cause when it brought most of the excess and grew in share", () => {
  const spike = { observed: 100, expected: 20, authors: 90, terms: ["sale"] };
  expect(causeOfSpike(spike, [evidence("platform", "reddit", 80, 5)])).toMatchObject({
    cause_kind: "channel",
    cause_value: "reddit",
    cause: "mostly channel reddit: 80 of 100 mentions; terms: sale",
  });
  // The channel that always brings nearly everything explains nothing.
  expect(causeOfSpike(spike, [evidence("platform", "x", 95, 19)]).cause_kind).toBe("many_voices");
  expect(causeOfSpike(spike, [evidence("author", "x:constructor", 70, 0)])).toMatchObject({
    cause_kind: "one_author",
    cause: "one author: 70 of 100 mentions; terms: sale",
  });
});
