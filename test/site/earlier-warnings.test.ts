import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue, SITE_LANGUAGES } from "../../src/site/catalogues.ts";
import { earlierWarnings, earlierWarningTable } from "../../src/site/earlier-warnings.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { ReportData } from "../../src/site/report-data.ts";
import type { RunFacts } from "../../src/site/run-facts.ts";
import { standingTable } from "../../src/site/standing.ts";
import { watchList } from "../../src/site/watch.ts";
import type { Row } from "../../src/warehouse/index.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const topic = (id: string, role: string, position: number): Row => ({
  ...{ topic: id, label: id === "acme" ? "Acme" : "Bolt", role, category: "tea", parent: null },
  ...{ query: "", position },
});

const week = (n: number): Row => ({
  ...{ period: `2026-w1${n}`, starts_on: `2026-03-${10 + n}`, ends_on: `2026-03-${10 + n}`, position: n },
  partial: n === 5,
});

const net = (n: number, negative: number | null, id = "acme"): Row => ({
  ...{ period: `2026-w1${n}`, topic: id, view: "all", negative, neutral: 0, positive: 100 - (negative ?? 0) },
  net: negative === null ? null : (100 - 2 * negative) / 100,
});

const warning = (n: number, level = "act"): Row => ({
  ...{
    period: `2026-w1${n}`,
    topic: "acme",
    level,
    negative_share: 0.6,
    baseline: 0.2,
    usual_high: 0.3,
    n: 90,
  },
});

function context(tables: Record<string, Row[]>, language = "en"): PageContext {
  const all = {
    periods: [0, 1, 2, 3, 4, 5].map(week),
    topics: [topic("acme", "own", 0), topic("bolt", "competitor", 1)],
    ...tables,
  };
  const run = { study: { profile: "public", targets: [], campaigns: [], every: "week" } };
  const data = new ReportData(run as unknown as RunFacts, new Map(Object.entries(all)));
  return {
    ...{ data, path: "index", prefix: "", pages: new Set(["trends", "care"]), topic: null, ids: new Set() },
    text: new Text(language, readCatalogue(locateWorkspace("."), language)),
  };
}

const nets = [net(0, 20), net(1, 60), net(2, 58), net(3, 25), net(4, 31)];

test("a warning is followed up: beyond the usual in the period after, and when it was back", () => {
  const { data } = context({ warnings: [warning(1)], net_sentiment: nets });
  expect(earlierWarnings(data, null)).toMatchObject([{ after: 0.58, held: true, back: "2026-w13" }]);
});

test("a warning that passed at once, one without figures after it, and the current one", () => {
  const { data } = context({ warnings: [warning(2), warning(3), warning(4)], net_sentiment: nets });
  const [newest, oldest] = earlierWarnings(data, null);
  expect(newest).toMatchObject({ after: 0.31, held: true, back: null });
  expect(oldest).toMatchObject({ after: 0.25, held: false, back: "2026-w13" });
  const silent = context({ warnings: [warning(1)], net_sentiment: [net(1, 60), net(2, null), net(4, 31)] });
  expect(earlierWarnings(silent.data, null)).toMatchObject([{ after: null, held: null, back: null }]);
  expect(earlierWarnings(data, "bolt")).toEqual([]);
});

test("of a warning corrected by human labels the machine's later shares say nothing", () => {
  const corrected = { ...warning(1), interval: "sampling_and_classifier" };
  const where = context({ warnings: [corrected], net_sentiment: nets });
  expect(earlierWarnings(where.data, null)).toMatchObject([{ after: undefined, held: null, back: null }]);
  const said = earlierWarningTable(where)?.text ?? "";
  expect(said).toContain("what followed cannot be said yet");
  expect(said).not.toContain("58%");
  expect(said).not.toContain("not yet<");
  const plain = { ...warning(1), interval: "sampling" };
  const { data } = context({ warnings: [plain], net_sentiment: nets });
  expect(earlierWarnings(data, null)).toMatchObject([{ after: 0.58, held: true }]);
});

test("the table says how many held on, in every language", () => {
  const said = earlierWarningTable(
    context({ warnings: [warning(1), warning(2)], net_sentiment: nets }),
  )?.text;
  expect(said).toContain("2 earlier warnings; of 2 that can be followed up, 1 was still beyond the usual");
  expect(said).toContain("58%");
  expect(said).toContain("week 13, 2026");
  for (const language of SITE_LANGUAGES)
    expect(
      earlierWarningTable(context({ warnings: [warning(2)], net_sentiment: nets }, language))?.text,
    ).not.toMatch(/\{|undefined/);
});

test("what to watch: no warning now, the last one linked, and who draws most complaints", () => {
  const care = [
    { period: "2026-w14", topic: "acme", view: "all", complaint_share: 0.3, complaint_low: 0.25 },
    { period: "2026-w14", topic: "bolt", view: "all", complaint_share: 0.1, complaint_low: 0.05 },
  ].map((row): Row => ({ ...row, complaint_high: row.complaint_share + 0.05, complaints: 9, judged: 90 }));
  const figure = { id: "net.acme.2026-w14", topic: "acme", period: "2026-w14", value: 0.1, unit: "net" };
  const where = context({ warnings: [warning(1)], net_sentiment: nets, care, figures: [figure] });
  const said = watchList(where)?.text ?? "";
  expect(said).toContain("No early warning for week 14, 2026");
  expect(said).toContain('trends.html#earlier-warnings"');
  expect(said).toContain("The last one was in week 11, 2026 (Acme: urgent).");
  expect(said).toContain("Acme draws the most complaints: 30% of its mentions, clearly more than Bolt (10%)");
  const warned = context({ warnings: [warning(4)], net_sentiment: nets, figures: [figure] });
  expect(watchList(warned)).toBeNull();
});

test("what to watch: how many mentions the own brand answered, against the period before, and how fast", () => {
  const answered = (period: string, share: number): Row => ({
    ...{ period, topic: "acme", need: "any", threads: 200, answered: 40, median_minutes: 90 },
    ...{ answered_share: share, answered_share_low: share - 0.05, answered_share_high: share + 0.05 },
  });
  const figure = { id: "net.acme.2026-w14", topic: "acme", period: "2026-w14", value: 0.1, unit: "net" };
  const said = (before: number) => {
    const response_times = [answered("2026-w13", before), answered("2026-w14", 0.2)];
    return watchList(context({ response_times, figures: [figure] }))?.text ?? "";
  };
  expect(said(0.5)).toContain(
    "Acme answered 20% of the mentions it could (15% to 25%), 50% the period before: a clear change. Median time: 90 min.",
  );
  expect(said(0.22)).toContain("22% the period before: no clear change");
});

test("how a brand stands against a competitor, and whether the difference is clear", () => {
  const figure = (metric: string, id: string, value: number, half: number): Row => ({
    ...{
      id: `${metric}.${id}.2026-w14`,
      topic: id,
      period: "2026-w14",
      unit: metric === "net" ? "net" : "share",
    },
    ...{ value, low: value - half, high: value + half },
  });
  const figures = [
    ...[figure("sov", "acme", 0.6, 0.02), figure("sov", "bolt", 0.4, 0.02)],
    ...[figure("net", "acme", 0.1, 0.1), figure("net", "bolt", 0.2, 0.1)],
  ];
  const where = context({ figures });
  const [own, other] = where.data.topics;
  const said = standingTable(where, own!)?.text ?? "";
  expect(said).toContain("+20.0 percentage points (+16.0 to +24.0): clear difference");
  expect(said).toContain("−10 points (−30 to +10): no clear difference");
  expect(standingTable(where, other!)).toBeNull();
});

test("a lead that the intervals of the differences show is not called unclear", () => {
  const figure = (id: string, value: number): Row => ({
    ...{ id: `sov.${id}.2026-w14`, topic: id, period: "2026-w14", unit: "share" },
    ...{ value, low: value - 0.06, high: value + 0.06 },
  });
  const share = (id: string, value: number, leads: boolean | null): Row => ({
    ...{
      period: "2026-w14",
      topic: id,
      view: "all",
      basis: "mentions",
      counting: "fractional",
      share: value,
      leads,
    },
  });
  const figures = [figure("acme", 0.55), figure("bolt", 0.45)];
  const lead = [share("acme", 0.55, true), share("bolt", 0.45, null)];
  const where = context({ figures, share_of_voice: lead });
  const said = standingTable(where, where.data.topics[0]!)?.text ?? "";
  expect(said).toContain("+10.0 percentage points: clear difference");
  expect(said).not.toContain("no clear difference");
});
