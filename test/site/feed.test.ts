import { expect, test } from "vitest";
import { LABELS, labelTowards, readColumns, rowAt, UNKNOWN } from "../../reports/components/feed-columns.ts";
import {
  type FacetColumn,
  type FeedFilter,
  FeedOrders,
  forFacets,
  selectRows,
} from "../../reports/components/feed-filter.ts";
import { standBehind } from "../../reports/components/feed-reposts.ts";
import { dayStart, periodCodes } from "../../reports/components/feed-time.ts";
import { ColumnBuilder, type FeedMention, writeColumns } from "../../src/site/feed-columns-file.ts";
import { personsNamed, withoutNames } from "../../src/site/person-names.ts";

const mention = (changes: Partial<FeedMention>): FeedMention => ({
  ...{
    minute: 100,
    topics: ["acme"],
    clauses: [],
    platform: "x",
    language: "en",
    country: null,
    kind: "original",
  },
  ...{ label: "positive", engagement: 5, reach: null, reposts: 1, leader: null },
  ...changes,
});

function built(mentions: readonly FeedMention[]) {
  const builder = new ColumnBuilder(mentions.length, ["acme", "bolt"]);
  for (const each of mentions) builder.add(each);
  const { columns, lists } = builder.finish();
  return { columns: readColumns(writeColumns(columns), columns.rows), lists };
}

/** Newest first: a repost of row 2, a mention of both topics, the post, a repost of it, two reposts of a lost post. */
const { columns, lists } = built([
  mention({ minute: 300, kind: "repost", engagement: null, leader: 2 }),
  mention({ minute: 200, topics: ["acme", "bolt"], language: "nl", label: "not_scored", engagement: 9 }),
  mention({ minute: 100, country: "NL" }),
  mention({ minute: 90, kind: "repost", label: "negative", leader: 2 }),
  mention({ minute: 80, kind: "repost", leader: 5, platform: "reddit", engagement: 1 }),
  mention({ minute: 70, kind: "repost", platform: "reddit", engagement: 7 }),
]);

const one = (codes: Uint8Array | Uint16Array, size: number): FacetColumn => ({
  ...{ codes, size },
  options: Array.from({ length: size }, (_, code) => [code]),
});
const facets = {
  topic: { codes: columns.topics, options: lists.sets, size: 2 },
  sentiment: one(columns.label, 4),
  period: one(new Uint8Array(columns.rows), 1),
  platform: one(columns.platform, lists.platforms.length),
  language: one(columns.language, lists.languages.length),
  country: one(columns.country, lists.countries.length),
  kind: one(columns.kind, lists.kinds.length),
};
const select = (
  chosen: Partial<FeedFilter["chosen"]> = {},
  rest: Partial<FeedFilter> = {},
  found: Uint8Array | null = null,
) =>
  selectRows(
    columns,
    facets,
    new FeedOrders(columns),
    { sort: "time", grouped: false, ...rest, chosen: { ...forFacets(() => -1), ...chosen } },
    found,
  );

test("what is written is what the browser reads", () => {
  expect([...columns.minute]).toEqual([300, 200, 100, 90, 80, 70]);
  expect([...columns.engagement]).toEqual([UNKNOWN, 9, 5, 5, 1, 7]);
  expect([...columns.leader]).toEqual([2, -1, -1, 2, 5, -1]);
  expect(lists.sets[columns.topics[1] as number]).toEqual([0, 1]);
  expect(lists.countries).toEqual(["", "NL"]);
  expect(lists.platforms).toEqual(["reddit", "x"]);
  expect(rowAt(columns, 2)).toMatchObject({ minute: 100, label: 2, country: 1, reach: UNKNOWN, reposts: 1 });
});

test("topics keep the sentiment towards them where it is another than the whole mention's", () => {
  const both = { topics: ["bolt", "acme"], label: "negative" };
  const { columns, lists } = built([
    mention({ ...both, clauses: ["negative", "positive"] }),
    mention({ ...both, clauses: ["negative", "negative"] }),
    mention({ topics: ["bolt"], clauses: ["neutral"], label: null }),
    mention({ ...both, clauses: ["not_scored", "neutral"] }),
    mention({ topics: ["gone"], clauses: ["negative"] }),
  ]);
  const towards = Array.from(columns.clauses, (_, row) =>
    [0, 1].map((topic) => LABELS[labelTowards(lists, rowAt(columns, row), topic)]),
  );
  expect(towards).toEqual([
    ["positive", "negative"],
    ["negative", "negative"],
    ["not_scored", "neutral"],
    ["neutral", "not_scored"],
    ["positive", "positive"],
  ]);
  expect(lists.clauses[0]).toEqual([]);
  expect([columns.clauses[1], columns.clauses[4]]).toEqual([0, 0]);
});

test("amounts beyond 32 bits, and posts far up and down the list, come back", () => {
  const far = Array.from({ length: 70_000 }, (_, i) => mention({ minute: 100_000 - i }));
  far[0] = mention({ minute: 3e7, leader: 69_999, reach: 4e9, engagement: 1e12 });
  far[69_998] = mention({ minute: 30_002, leader: 1 });
  const back = built(far).columns;
  expect([back.leader[0], back.leader[69_998], back.leader[5]]).toEqual([69_999, 1, -1]);
  expect([back.reach[0], back.engagement[0]]).toEqual([4e9, UNKNOWN - 1]);
});

test("a repost of a repost belongs to the first post, and a circle is cut", () => {
  const chain = [
    mention({ leader: 1 }),
    mention({ leader: 2 }),
    mention({}),
    mention({ leader: 4 }),
    mention({ leader: 3 }),
  ];
  expect([...built(chain).columns.leader]).toEqual([2, 2, -1, -1, 3]);
});

test("filters and orders", () => {
  expect([...select().entries]).toEqual([0, 1, 2, 3, 4, 5]);
  expect([...select({ topic: 1 }).entries]).toEqual([1]);
  expect([...select({ sentiment: 3 }).entries]).toEqual([1]);
  expect([...select({ platform: 0, kind: 1 }).entries]).toEqual([4, 5]);
  expect([...select({}, { sort: "engagement" }).entries]).toEqual([1, 5, 2, 3, 4, 0]);
  expect([...select({}, {}, Uint8Array.of(0, 1, 0, 0, 0, 1)).entries]).toEqual([1, 5]);
});

test("counts tell what each option would give while the other filters stay", () => {
  const { counts, mentions } = select({ topic: 0, platform: 1 });
  expect(mentions).toBe(4);
  expect([...counts.platform]).toEqual([2, 4]);
  expect([...counts.topic]).toEqual([4, 1]);
  expect([...counts.sentiment]).toEqual([1, 0, 2, 1]);
  for (const [facet, option] of [
    ["sentiment", 2],
    ["language", 1],
    ["country", 1],
    ["kind", 0],
  ] as const)
    expect(counts[facet][option]).toBe(select({ topic: 0, platform: 1, [facet]: option }).mentions);
});

test("grouped, reposts stand behind their post, or behind the first of them where it does not pass", () => {
  const all = select({}, { grouped: true });
  expect([...all.entries]).toEqual([1, 2, 5]);
  expect([...all.behind]).toEqual([0, 2, 1]);
  expect(all.mentions).toBe(6);
  expect([...standBehind(columns, all.passes, 2)]).toEqual([0, 3]);
  const reposts = select({ kind: 1 }, { grouped: true });
  expect([...reposts.entries]).toEqual([0, 5]);
  expect([...reposts.behind]).toEqual([1, 1]);
  expect([...standBehind(columns, reposts.passes, 0)]).toEqual([3]);
  const byEngagement = select({ kind: 1 }, { grouped: true, sort: "engagement" });
  expect([...byEngagement.entries]).toEqual([5, 3]);
  expect([...byEngagement.behind]).toEqual([1, 1]);
});

test("every mention that passes is an entry or behind one, whatever is chosen (random)", () => {
  const seed = Date.now() % 1e6;
  console.log(`seed ${seed}`);
  let state = seed + 1;
  const random = (n: number) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
  const rows = 400;
  const many = built(
    Array.from({ length: rows }, (_, i) => {
      const kind = random(3) === 0 ? "original" : "repost";
      return mention({
        ...{ minute: 1000 - i, kind, label: ["negative", "positive", null][random(3)] ?? null },
        leader: kind === "repost" && random(4) > 0 ? random(rows) : null,
        engagement: random(50),
      });
    }),
  ).columns;
  const of = {
    ...forFacets(() => one(new Uint8Array(rows), 1)),
    sentiment: one(many.label, 4),
    kind: one(many.kind, 2),
  };
  for (let round = 0; round < 60; round++) {
    const chosen = { ...forFacets(() => -1), sentiment: random(5) - 1, kind: random(3) - 1 };
    const sort = (["time", "engagement", "reach"] as const)[random(3)] ?? "time";
    const got = selectRows(many, of, new FeedOrders(many), { chosen, sort, grouped: true }, null);
    const behind = [...got.entries].flatMap((row) => [...standBehind(many, got.passes, row)]);
    expect([...got.entries, ...behind].sort((a, b) => a - b)).toEqual(
      [...got.passes.keys()].filter((row) => got.passes[row]),
    );
    expect([...got.behind].reduce((sum, n) => sum + n, 0)).toBe(behind.length);
  }
});

test("100,000 mentions are filtered well within a tenth of a second", () => {
  const many = built(
    Array.from({ length: 100_000 }, (_, i) =>
      mention({ minute: 200_000 - i, engagement: i % 977, leader: i % 3 || i > 99_000 ? null : 99_500 }),
    ),
  ).columns;
  const orders = new FeedOrders(many);
  const large = {
    ...facets,
    ...forFacets(() => one(new Uint8Array(100_000), 1)),
    sentiment: one(many.label, 4),
  };
  const filter = {
    chosen: { ...forFacets(() => -1), sentiment: 2 },
    grouped: true,
    sort: "engagement",
  } as const;
  let shown = 0;
  const times = [1, 2, 3, 4, 5, 6].map(() => {
    // Time of the processor, not of the clock: other tests run at the same time.
    const start = process.cpuUsage();
    shown = selectRows(many, large, orders, filter, null).entries.length;
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  expect(Math.min(...times)).toBeLessThan(50);
  expect(shown).toBeGreaterThan(60_000);
});

test("days start where the study's clock says, over the change of summer time too", () => {
  const minute = (iso: string) => Date.parse(iso) / 60_000;
  expect(dayStart("2026-01-05", "Europe/Amsterdam")).toBe(minute("2026-01-04T23:00:00Z"));
  expect(dayStart("2026-03-29", "Europe/Amsterdam")).toBe(minute("2026-03-28T23:00:00Z"));
  expect(dayStart("2026-03-30", "Europe/Amsterdam")).toBe(minute("2026-03-29T22:00:00Z"));
  expect(dayStart("2026-01-05", "America/New_York")).toBe(minute("2026-01-05T05:00:00Z"));
});

test("a mention belongs to the period of its day in the study's zone", () => {
  const at = [
    "2026-01-12T00:00Z",
    "2026-01-11T23:00Z",
    "2026-01-11T22:59Z",
    "2026-01-04T23:00Z",
    "2026-01-04T22:59Z",
  ];
  const minutes = Uint32Array.from(at, (iso) => Date.parse(iso) / 60_000);
  const weeks = [
    ["2026-w02", "2026-01-05", "2026-01-11"],
    ["2026-w03", "2026-01-12", "2026-01-18"],
  ] as const;
  expect([...periodCodes(minutes, weeks, "Europe/Amsterdam")]).toEqual([1, 1, 0, 0, 2]);
});

test("names of one to three words are taken out of texts, other words stay", () => {
  const persons = personsNamed(["jane_doe", "mary ann lee", "x7"], []);
  expect(withoutNames("Jane_Doe met Mary Ann Lee. Mary met x7!", persons)).toBe(
    "[name] met [name] Mary met [name]!",
  );
});
