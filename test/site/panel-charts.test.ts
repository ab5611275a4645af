import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue, SITE_LANGUAGES } from "../../src/site/catalogues.ts";
import { breakdownChart } from "../../src/site/charts/breakdown.ts";
import { breakdownComparison } from "../../src/site/charts/breakdown-comparison.ts";
import { complaintsChart } from "../../src/site/charts/complaints.ts";
import { emotionChart } from "../../src/site/charts/emotions.ts";
import { hoursTable } from "../../src/site/hours.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { ReportData } from "../../src/site/report-data.ts";
import type { RunFacts } from "../../src/site/run-facts.ts";
import { themesTable } from "../../src/site/themes.ts";
import type { Row } from "../../src/warehouse/index.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const topic = (id: string, position: number): Row => ({
  ...{ topic: id, label: id === "acme" ? "Acme" : "Bolt", role: "own", category: "tea", parent: null },
  ...{ query: "", position },
});

function context(tables: Record<string, Row[]>, language = "en"): PageContext {
  const period = {
    period: "2026-w18",
    starts_on: "2026-04-27",
    ends_on: "2026-05-03",
    position: 0,
    partial: false,
  };
  const all = { periods: [period], topics: [topic("acme", 0), topic("bolt", 1)], ...tables };
  const data = new ReportData({} as RunFacts, new Map(Object.entries(all)));
  return {
    ...{ data, path: "places", prefix: "", pages: new Set(), topic: null, ids: new Set() },
    text: new Text(language, readCatalogue(locateWorkspace("."), language)),
  };
}

const group = (id: string, value: string, mentions: number | null): Row => ({
  ...{ period: "all", topic: id, dimension: "platform", value, mentions, authors: mentions },
});

/** How many mentions the topics have in their only period; null: withheld. */
const volumes = (counts: Record<string, number | null>): Row[] =>
  Object.entries(counts).map(([id, value]) => ({
    ...{ id: `volume.${id}.2026-w18`, topic: id, period: "2026-w18", value, withheld: value === null },
  }));

test("topics that share their largest channel have one title, with the range of its shares", () => {
  const breakdown = [
    group("acme", "x", 60),
    group("acme", "reddit", 40),
    group("bolt", "x", 9),
    group("bolt", "reddit", 1),
  ];
  const where = context({ breakdown, figures: volumes({ acme: 100, bolt: 10 }) });
  const chart = breakdownComparison(where, where.data.topics, "platform");
  expect(chart?.title).toBe("X is every topic’s largest channel: 60% to 90% of its mentions");
  expect(chart?.alternative).toBe("Acme: X 60%, Reddit 40%; Bolt: X 90%, Reddit 10%");
});

test("shares are of all mentions of the topic, though most of its days are withheld", () => {
  const day = { topic: "acme", view: "all" };
  const days = [
    { ...day, date: "2026-04-28", mentions: 90 },
    { ...day, date: "2026-04-29", mentions: null },
  ];
  const breakdown = [group("acme", "x", 60), group("acme", "reddit", 20)];
  breakdown.push(group("bolt", "x", 30), group("bolt", "reddit", 10));
  const figures = volumes({ acme: 200, bolt: 40 });
  const where = context({ breakdown, figures, volume_daily: days });
  const chart = breakdownComparison(where, where.data.topics, "platform");
  expect(chart?.alternative).toBe("Acme: X 30%, Reddit 10%; Bolt: X 75%, Reddit 25%");
  expect(chart?.subtitle).toContain("Known of 40% (Acme) and 100% (Bolt)");
  const [acme] = where.data.topics;
  const alone = acme && breakdownChart(where, acme, "platform");
  expect(alone?.title).toBe("Acme: 30% of the mentions are on X");
  expect(alone?.subtitle).toContain("Known of 40% of the mentions");
});

test("of withheld groups it is said that they are withheld, and that one may be the largest", () => {
  const breakdown = [group("acme", "x", 30), group("acme", "reddit", 20), group("acme", "", null)];
  const where = context({ breakdown, figures: volumes({ acme: 200, bolt: 0 }) });
  const [acme] = where.data.topics;
  const chart = acme && breakdownChart(where, acme, "platform");
  expect(chart?.title).toBe("Acme: of the groups shown, X is the largest, with 15% of the mentions");
  expect(chart?.subtitle).toContain("Groups shown: 25% of the mentions; the rest is not known or withheld");
  expect(breakdownComparison(where, where.data.topics, "platform")?.title).toBe("X: 15% of the mentions");
});

test("where a period is withheld there are no shares, since nobody knows of how many", () => {
  const breakdown = [group("acme", "x", 30), group("acme", "reddit", 20)];
  const where = context({ breakdown, figures: volumes({ acme: null, bolt: 0 }) });
  const [acme] = where.data.topics;
  expect(acme && breakdownChart(where, acme, "platform")).toBeNull();
  expect(breakdownComparison(where, where.data.topics, "platform")).toBeNull();
});

test("topics with different channels are named each; a withheld group is a dash and counts nowhere", () => {
  const breakdown = [
    ...[group("acme", "x", 30), group("acme", "reddit", 10), group("acme", "telegram", null)],
    ...[group("bolt", "reddit", 3), group("bolt", "x", 1)],
  ];
  const where = context({ breakdown, figures: volumes({ acme: 43, bolt: 4 }) });
  const chart = breakdownComparison(where, where.data.topics, "platform");
  expect(chart?.title).toBe("Largest channels: Acme X (70%) and Bolt Reddit (75%)");
  expect(chart?.drawings[0]?.draw(340).text).not.toContain("telegram");
});

const emotion = (id: string, name: string, share: number, half: number): Row => ({
  ...{ period: "2026-w18", topic: id, emotion: name, share, low: share - half, high: share + half },
});

test("emotions are told by the clearest difference, and not at all where intervals meet", () => {
  const apart = [
    emotion("acme", "anger", 0.1, 0.03),
    emotion("bolt", "anger", 0.3, 0.05),
    emotion("acme", "joy", 0.4, 0.25),
  ];
  const where = context({ topic_emotions: [...apart, emotion("bolt", "joy", 0.1, 0.25)] });
  const chart = emotionChart(where, where.data.topics);
  expect(chart?.title).toBe("Where emotions differ most: anger, Bolt 30% clearly more than Acme 10%");
  expect(chart?.note).not.toContain("A dash");
  expect(chart?.note).toContain("Not shown, too few people: anticipation, disgust, fear,");
  const joy = [emotion("acme", "joy", 0.33, 0.065), emotion("bolt", "joy", 0.21, 0.06)];
  const meeting = context({ topic_emotions: [...joy, emotion("acme", "fear", 0.1, 0.05)] });
  const met = emotionChart(meeting, meeting.data.topics);
  expect(met?.title).toBe("No emotion differs clearly between the topics");
  expect(met?.note).toContain("A dash: too few people to say.");
  const close = context({
    topic_emotions: [emotion("acme", "anger", 0.1, 0.1), emotion("bolt", "anger", 0.2, 0.1)],
  });
  expect(emotionChart(close, close.data.topics)?.title).toBe("No emotion differs clearly between the topics");
  expect(emotionChart(context({}), where.data.topics)).toBeNull();
});

const care = (id: string, share: number, half: number): Row => ({
  ...{ period: "2026-w18", topic: id, view: "all", judged: 200, complaints: share * 200 },
  ...{ complaint_share: share, complaint_low: share - half, complaint_high: share + half },
});

test("complaints have a clear first only where the intervals are apart", () => {
  const clear = context({ care: [care("acme", 0.05, 0.02), care("bolt", 0.2, 0.05)] });
  expect(complaintsChart(clear, clear.data.topics)?.title).toMatch(/^Bolt draws the most complaints: 20%/);
  const close = context({ care: [care("acme", 0.15, 0.05), care("bolt", 0.2, 0.05)] });
  expect(complaintsChart(close, close.data.topics)?.title).toMatch(/too close to call/);
});

const theme = (period: string, terms: string[], texts: number): Row => ({
  ...{
    period,
    topic: "acme",
    terms: JSON.stringify(terms),
    texts,
    authors: texts,
    net: null,
    low: null,
    high: null,
  },
});

test.each(SITE_LANGUAGES)("themes of the whole time come before those of one period (%s)", (language) => {
  const themes = [
    theme("2026-w18", ["late", "driver"], 9),
    theme("all", ["<b>slot</b>", "booking", "full", "app"], 40),
  ];
  const where = context({ themes }, language);
  const [acme] = where.data.topics;
  const markup = themesTable(where, acme!)?.text ?? "";
  expect(markup).toContain("&lt;b&gt;slot&lt;/b&gt;, booking, full");
  expect(markup).not.toContain("driver");
  const one = context({ themes: themes.slice(0, 1) }, language);
  expect(themesTable(one, acme!)?.text).toContain("late, driver");
  expect(themesTable(context({ themes: [theme("all", ["alone"], 9)] }, language), acme!)).toBeNull();
});

const hour = (at: string, direction: string, observed: number): Row => ({
  ...{ hour: at, topic: "acme", view: "all", direction, observed, expected: 4.25, terms: '["<i>fire</i>"]' },
  ...{ cause_kind: "many_voices", authors: 45 },
});

test("unusual hours stand newest first, with what was expected and the likely cause", () => {
  const where = context({
    spikes_hourly: [hour("2026-04-28 09:00", "drop", 1), hour("2026-04-30 14:00", "spike", 50)],
  });
  const markup = hoursTable(where)?.text ?? "";
  expect(markup.indexOf("14:00")).toBeLessThan(markup.indexOf("09:00"));
  expect(markup).toContain(">4.3<");
  expect(markup).toContain("&lt;i&gt;fire");
  expect(hoursTable(context({}))).toBeNull();
});
