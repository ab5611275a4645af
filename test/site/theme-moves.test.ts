import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue, SITE_LANGUAGES } from "../../src/site/catalogues.ts";
import { breakdownComparison } from "../../src/site/charts/breakdown-comparison.ts";
import { calendarChart } from "../../src/site/charts/calendar.ts";
import { groupSentimentTable } from "../../src/site/group-sentiment.ts";
import { negativeThemesTable } from "../../src/site/negative-themes.ts";
import { overlapTable } from "../../src/site/overlaps.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { ReportData } from "../../src/site/report-data.ts";
import type { RunFacts } from "../../src/site/run-facts.ts";
import { themesTable } from "../../src/site/themes.ts";
import { trendTable } from "../../src/site/trend-tables.ts";
import { watchList } from "../../src/site/watch.ts";
import type { Row } from "../../src/warehouse/index.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const topic = (id: string, role: string, position: number): Row => ({
  ...{ topic: id, label: id === "acme" ? "Acme" : "Bolt", role, category: "tea", parent: null },
  ...{ query: "", position },
});

const date = (day: number) => new Date(Date.UTC(2026, 2, 9 + day)).toISOString().slice(0, 10);

const week = (n: number): Row => ({
  ...{ period: `2026-w1${n}`, starts_on: date(7 * n), ends_on: date(7 * n + 6), position: n, partial: false },
});

function context(tables: Record<string, Row[]>, language = "en"): PageContext {
  const topics = [topic("acme", "own", 0), topic("bolt", "competitor", 1)];
  const all = { periods: [0, 1, 2].map(week), topics, ...tables };
  const run = { study: { profile: "public", targets: [], campaigns: [], every: "week" } };
  const data = new ReportData(run as unknown as RunFacts, new Map(Object.entries(all)));
  return {
    ...{ data, path: "themes", prefix: "", pages: new Set(), topic: null, ids: new Set() },
    text: new Text(language, readCatalogue(locateWorkspace("."), language)),
  };
}

const theme = (name: string, terms: string[], more: Row = {}): Row => ({
  ...{ period: "all", topic: "acme", theme: name, terms: JSON.stringify(terms), texts: 50, authors: 45 },
  ...{ net: -0.8, low: -0.9, high: -0.6, ...more },
});

const share = (name: string, n: number, value: number, clear = false): Row => ({
  clear,
  ...{ period: `2026-w1${n}`, topic: "acme", theme: name, share: value },
  ...{ low: Math.max(0, value - 0.02), high: value + 0.02 },
});

test("themes have a name, their brands, their share of the period and whether it moved", () => {
  const themes = [
    theme("#twice", ["#twice", "card"]),
    theme("old, new", ["old", "new"]),
    theme("cup, tea, hot", ["cup", "tea", "hot", "😡"]),
    theme("mug, tea", ["mug", "tea", "cup"], { topic: "bolt" }),
  ];
  const theme_periods = [
    ...[share("#twice", 0, 0), share("#twice", 1, 0), share("#twice", 2, 0.2, true)],
    ...[
      share("cup, tea, hot", 0, 0.05),
      share("cup, tea, hot", 1, 0.3, true),
      share("cup, tea, hot", 2, 0.28),
    ],
    ...[share("old, new", 0, 0.12), share("old, new", 1, 0.11), share("old, new", 2, 0.11)],
  ];
  const where = context({ themes, theme_periods });
  const said = themesTable(where, where.data.topics[0]!)?.text ?? "";
  expect(said.indexOf("<b>#twice</b>")).toBeLessThan(said.indexOf("<b>cup, tea, hot</b>"));
  expect(said).toContain("clearly up from 0%");
  expect(said).toContain("no clear change from 30%");
  expect(said).toContain("no clear change from 11%");
  expect(said).toContain("peak 30%, week 11, 2026");
  expect(said).not.toContain("peak 12%");
  expect(said).toContain("also about Bolt");
  expect(said).toContain("😡 (enraged face)");
  expect(watchList(where)?.text).toContain("New theme in the talk about Acme: #twice, 20% of the texts.");
});

test("an example is shown where the data has one, as text", () => {
  const where = context({ themes: [theme("a, b", ["a", "b"], { example: "<script>x</script>" })] });
  expect(themesTable(where, where.data.topics[0]!)?.text).toContain("“&lt;script&gt;x&lt;/script&gt;”");
});

const group = (value: string, net: number | null, id = "acme"): Row => ({
  ...{ period: "all", topic: id, dimension: "country", value, net },
  ...{ low: net === null ? null : net - 0.1, high: net === null ? null : net + 0.1 },
});

test("what the unfavourable talk is about: only themes that are clearly negative", () => {
  const themes = [
    theme("#twice", ["#twice", "card"]),
    theme("cup, tea", ["cup", "tea"], { net: -0.1, low: -0.3, high: 0.1 }),
    theme("mug, hot", ["mug", "hot"], { topic: "bolt", texts: 70, net: null, low: null, high: null }),
  ];
  const where = context({ themes });
  const said = negativeThemesTable(where, where.data.topics)?.text ?? "";
  expect(said).toContain("#twice");
  expect(said).toContain("−90 to −60");
  expect(said).not.toContain("cup");
  expect(said).not.toContain("Bolt");
  expect(negativeThemesTable(context({}), where.data.topics)).toBeNull();
});

test("net sentiment by country tells where it clearly differs", () => {
  const rows = [
    group("NL", 0.5),
    group("LV", 0.1),
    group("FI", null),
    group("NL", 0, "bolt"),
    group("LV", 0, "bolt"),
  ];
  const where = context({ group_sentiment: rows });
  const said = groupSentimentTable(where, where.data.topics, "country")?.text ?? "";
  expect(said).toContain("Acme: Netherlands is most favourable (+50), clearly more than Latvia (+10).");
  expect(said).not.toContain("Bolt: ");
  expect(said).not.toContain("Finland");
  expect(groupSentimentTable(where, where.data.topics, "platform")).toBeNull();
  const close = context({ group_sentiment: [group("NL", 0.2), group("LV", 0.1)] });
  expect(groupSentimentTable(close, close.data.topics, "country")?.text).toContain("No group is clearly");
});

test("languages whose model borrowed its neutral class are not ranked; ties are named together", () => {
  const rows = (
    [
      ["fi", 0.55],
      ["hu", 0.312],
      ["nl", 0.308],
      ["lv", 0.05],
    ] as const
  ).map(([value, net]) => ({
    ...group(value, net),
    dimension: "language",
  }));
  const where = context({ group_sentiment: rows });
  const learned = (neutral: boolean) => ({ texts: 9, domains: [], neutral });
  const languages = { fi: learned(false), hu: learned(true), nl: learned(true), lv: learned(true) };
  where.data.run.evidence = { version: "1", languages };
  const said = groupSentimentTable(where, where.data.topics, "language")?.text ?? "";
  expect(said).toContain(
    "Acme: Hungarian and Dutch are most favourable (+31), clearly more than Latvian (+5).",
  );
  expect(said).toContain("are not compared with the others: Finnish.");
  expect(said).toContain("+55");
});

test("a group that the table does not show is not compared either", () => {
  const names = ["AT", "BE", "DE", "ES", "FI", "FR", "GB", "HU", "LV", "NL", "US"];
  const breakdown = names.map(
    (value, n): Row => ({
      ...{ period: "all", topic: "acme", dimension: "country", value, mentions: value === "BE" ? 5 : 99 - n },
    }),
  );
  const group_sentiment = names.map((value) =>
    group(value, value === "BE" ? 0.9 : value === "LV" ? 0.1 : 0.5),
  );
  const where = context({ breakdown, group_sentiment });
  const said = groupSentimentTable(where, where.data.topics, "country")?.text ?? "";
  expect(said).not.toContain("Belgium");
  expect(said).toContain("clearly more than Latvia (+10)");
});

test("of how many mentions the country is known is said, and which topics are not shown", () => {
  const country = (value: string, mentions: number): Row => ({
    ...{ period: "all", topic: "acme", dimension: "country", value, mentions, authors: mentions },
  });
  const figures: Row[] = [{ id: "volume.acme.2026-w10", topic: "acme", period: "2026-w10", value: 200 }];
  const where = context({ breakdown: [country("NL", 60), country("LV", 20)], figures });
  const chart = breakdownComparison(where, where.data.topics, "country");
  expect(chart?.subtitle).toContain("Known of 40% of the mentions.");
  expect(chart?.note).toContain("Not shown, to protect small groups or for lack of data: Bolt.");
  expect(chart?.title).toBe("Netherlands: 30% of the mentions");
});

test("which brands are named together", () => {
  const rows = [
    { topic: "acme", other: "bolt", share: 0.2 },
    { topic: "bolt", other: "acme", share: 0.35 },
  ];
  const said = overlapTable(context({ topic_overlaps: rows }))?.text ?? "";
  expect(said).toContain("35% of the mentions of Bolt also name Acme.");
  expect(said).toContain("20%");
  expect(overlapTable(context({}))).toBeNull();
});

test("a step to another level is no growth", () => {
  const trend = {
    topic: "acme",
    view: "all",
    slope_per_week: 1.4,
    low: 0.8,
    high: 2,
    p_value: 0.001,
    n_days: 100,
  };
  const step = {
    ...trend,
    direction: "level_change",
    since: "2026-03-16",
    level_before: 32,
    level_after: 47,
  };
  const said = trendTable(context({ trend: [step] }))?.text ?? "";
  expect(said).toContain("higher since March 16, 2026; steady before and since");
  expect(said).toContain("32 → 47 a day");
  expect(said).not.toContain("growing");
  expect(trendTable(context({ trend: [{ ...trend, direction: "up" }] }))?.text).toContain("growing");
});

test("the direction is the one of the data file, however close to zero the slope begins", () => {
  const trend = { topic: "acme", view: "all", since: null, p_value: 0.001, n_days: 100 };
  const said = (direction: string, slope_per_week: number, low: number, high: number) =>
    trendTable(context({ trend: [{ ...trend, direction, slope_per_week, low, high }] }))?.text ?? "";
  expect(said("up", 0.152, 0, 0.26)).toContain("growing");
  expect(said("up", 0.152, 0, 0.26)).toContain("+0.15");
  expect(said("down", -0.1, -0.3, 0)).toContain("shrinking");
  expect(said("none", 0.2, 0.1, 0.3)).toContain("no clear direction");
});

test("of weekdays only what was tested is told", () => {
  const days = Array.from(
    { length: 21 },
    (_, n): Row => ({
      ...{ topic: "acme", view: "all", date: date(n), mentions: n % 7 === 1 ? 90 : 20, gap: false },
    }),
  );
  const rhythm = (extreme: string | null, p_value: number): Row[] => [
    { topic: "acme", view: "all", weekday: 2, extreme, p_value },
  ];
  const title = (rows: Row[]) => {
    const where = context({ volume_daily: days, weekday_rhythm: rows });
    return calendarChart(where, where.data.topics[0]!)?.title;
  };
  expect(title([])).toBe("Mentions per day");
  expect(title(rhythm("busiest", 0.001))).toBe("Tuesday is clearly the busiest day of the week");
  expect(title(rhythm("quietest", 0.001))).toBe("Tuesday is clearly the quietest day of the week");
  expect(title(rhythm(null, 0.001))).toBe("Weekdays differ, but none is clearly the busiest or the quietest");
  expect(title(rhythm(null, 0.4))).toBe("No weekday clearly differs from the others");
});

test.each(SITE_LANGUAGES)("%s: all of it can be said", (language) => {
  const themes = [theme("#twice", ["#twice", "card"]), theme("card", ["card", "#twice"], { topic: "bolt" })];
  const tables = {
    themes,
    theme_periods: [0, 1, 2].map((n) => share("#twice", n, n === 2 ? 0.2 : 0.05, n === 2)),
    group_sentiment: [group("NL", 0.5), group("LV", 0.1)],
    topic_overlaps: [{ topic: "acme", other: "bolt", share: 0.2 }],
  };
  const where = context(tables, language);
  const said = [
    themesTable(where, where.data.topics[0]!),
    groupSentimentTable(where, where.data.topics, "country"),
    overlapTable(where),
    watchList(where),
  ].map((each) => each?.text);
  for (const each of said) expect(each).not.toMatch(/\{|undefined/);
  expect(said.every((each) => each !== undefined)).toBe(true);
});
