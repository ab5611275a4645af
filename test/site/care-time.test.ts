import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { campaignTables } from "../../src/site/campaigns-page.ts";
import { careWeeksTable } from "../../src/site/care-weeks.ts";
import { readCatalogue, SITE_LANGUAGES } from "../../src/site/catalogues.ts";
import { campaignChart, campaignCourse } from "../../src/site/charts/campaigns.ts";
import { answersChart, signalChart } from "../../src/site/charts/care-time.ts";
import { netOverTime } from "../../src/site/charts/sentiment.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { ReportData, type TopicRow } from "../../src/site/report-data.ts";
import type { RunFacts } from "../../src/site/run-facts.ts";
import type { Row } from "../../src/warehouse/index.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const topic = (id: string, role: string, position: number): Row => ({
  ...{ topic: id, label: id === "acme" ? "Acme" : "Bolt", role, category: "tea", parent: null },
  ...{ query: "", position },
});

const date = (day: number) => new Date(Date.UTC(2026, 2, 9 + day)).toISOString().slice(0, 10);

const week = (n: number): Row => ({
  ...{ period: `2026-w1${n}`, starts_on: date(7 * n), ends_on: date(7 * n + 6), position: n },
  partial: n === 5,
});

const FIGURE = { id: "net.acme.2026-w14", topic: "acme", period: "2026-w14", value: 0.1, unit: "net" };

function context(tables: Record<string, Row[]>, language = "en"): PageContext {
  const all = {
    periods: [0, 1, 2, 3, 4, 5].map(week),
    topics: [topic("acme", "own", 0), topic("bolt", "competitor", 1)],
    figures: [FIGURE],
    ...tables,
  };
  const campaigns = [{ id: "spring", label: "Spring", topic: "acme", from: "2026-03-17", to: "2026-03-23" }];
  const run = { study: { profile: "public", targets: [], campaigns, every: "week" }, redefined: [] };
  const data = new ReportData(run as unknown as RunFacts, new Map(Object.entries(all)));
  return {
    ...{ data, path: "care", prefix: "", pages: new Set(), topic: null, ids: new Set() },
    text: new Text(language, readCatalogue(locateWorkspace("."), language)),
  };
}

const care = (n: number, share: number | null, id = "acme"): Row => ({
  ...{ period: `2026-w1${n}`, topic: id, view: "all", mentions: 400, judged: 300, complaints: 20 + n },
  ...{ questions: 12, question_share: 0.03, question_low: 0.01, question_high: 0.05, leads: null },
  complaint_share: share,
  complaint_low: share === null ? null : share - 0.03,
  complaint_high: share === null ? null : share + 0.03,
});

const calm = [0, 1, 2, 3, 4].map((n) => care(n, 0.1, "bolt"));

test("a clear rise of complaints is the title; a return to the level before is not", () => {
  const rows = [0.1, 0.35, 0.33, 0.09, 0.1].map((share, n) => care(n, share));
  const where = context({ care: [...rows, ...calm] });
  const chart = signalChart(where, where.data.topics, "complaint");
  expect(chart?.title).toBe("Acme: complaints up to 35% in week 11, 2026, from 10% the period before");
  expect(chart?.below?.text).toContain(
    "Acme: complaints up by <b>25.0 percentage points</b> to <b>35.0%</b>",
  );
  expect(chart?.below?.text).toContain("Acme: complaints down by <b>24.0 percentage points</b>");
  expect(chart?.below?.text).not.toContain("Bolt");
});

test("what explains a move is told beside it", () => {
  const rows = [0.1, 0.35, 0.33, 0.3, 0.3].map((share, n) => care(n, share));
  const term: Row = { period: "2026-w11", topic: "acme", term: "#twice", z: 9 };
  const where = context({ care: rows, emerging_terms: [term] });
  const chart = signalChart(where, where.data.topics, "complaint");
  expect(chart?.below?.text).toContain("“#twice”");
});

test("a clear move into the current period comes before a larger one of the past", () => {
  const rows = [0.1, 0.5, 0.5, 0.1, 0.25].map((share, n) => care(n, share));
  const where = context({ care: rows });
  const chart = signalChart(where, where.data.topics, "complaint");
  expect(chart?.title).toBe("Acme: complaints up to 25% in week 14, 2026, from 10% the period before");
});

test("no move beyond chance is said; partial periods are drawn, not compared", () => {
  const where = context({ care: [...calm, care(5, 0.9, "bolt")] });
  const chart = signalChart(where, where.data.topics, "complaint");
  expect(chart?.title).toBe("No clear move in complaints from one period to the next");
  expect(chart?.below).toBeUndefined();
  expect(chart?.drawings[0]?.draw(760).text).toContain("week 15, 2026 (partial)");
  expect(chart?.drawings[0]?.draw(760).text).toContain("week 14: 10.0% (7% to 13%)");
});

test("a share that few people would be behind is withheld, one of few mentions is too few to say", () => {
  const small: Row = { ...care(4, null), judged: 20 };
  const shown = (row: Row) => {
    const where = context({ care: [care(0, 0.1), care(1, 0.1), row] });
    return signalChart(where, where.data.topics, "complaint")?.alternative;
  };
  expect(shown(care(4, null))).toContain("Acme week 14: withheld (protects small groups)");
  expect(shown(small)).toContain("Acme week 14: too few to say");
});

const answers = (n: number, need: string, share: number | null): Row => ({
  ...{ period: `2026-w1${n}`, topic: "acme", need, threads: 90, answered: 30, median_minutes: 150 },
  ...{ answered_share: share, answered_share_low: 0.2, answered_share_high: 0.5, withheld: false },
});

test("answers are told by what was asked, and period by period with times in hours", () => {
  const response_times = [0, 1, 4].flatMap((n) => [answers(n, "any", 0.3), answers(n, "complaint", 0.4)]);
  const where = context({ care: [0, 1, 4, 5].map((n) => care(n, 0.1)), response_times });
  const own = where.data.topics[0]!;
  const chart = answersChart(where, own, "answered_share");
  expect(chart?.alternative).toContain("All mentions week 14: 30.0% (20% to 50%)");
  expect(chart?.alternative).toContain("Complaints week 14: 40.0%");
  expect(answersChart(where, own, "within_hour")).toBeNull();
  const table = careWeeksTable(where, own)?.text ?? "";
  expect(table.indexOf("week 15, 2026 (partial)")).toBeLessThan(table.indexOf("week 14, 2026"));
  expect(table).toContain("2.5 h");
  expect(table).toContain("withheld (protects small groups)");
});

test("the value over a line is named by its period where a partial one follows", () => {
  const net = (n: number): Row => ({
    ...{ period: `2026-w1${n}`, topic: "acme", view: "all", negative: 20, neutral: 20, positive: 60 },
    ...{ net: 0.4, low: 0.3, high: 0.5, not_scored: 0 },
  });
  const draw = (partial: boolean) => {
    const periods = [0, 1, 2, 3, 4, ...(partial ? [5] : [])].map(week);
    const where = context({ periods, net_sentiment: [0, 1, 2, 3, 4, 5].map(net) });
    return netOverTime(where, where.data.topics, "")?.drawings[0]?.draw(760).text;
  };
  expect(draw(true)).toContain(">week 14: +40 (+30 to +50)<");
  expect(draw(false)).toContain(">+40 (+30 to +50)<");
});

const effect = (measure: string, phase: string, verdict: string): Row => ({
  ...{ campaign: "spring", label: "Spring", topic: "acme", view: "all", measure, phase, verdict },
  ...{ starts_on: "2026-03-17", ends_on: "2026-03-23", observed: 675, expected: 449.4 },
  ...{ effect: 0.1, low: 0.02, high: 0.2, value: 0.37, usual: 0.11 },
});

test("campaigns: actual against expected while they ran and after, for each figure", () => {
  const campaign_effects = [
    ...[effect("mentions", "after", "unclear"), effect("mentions", "during", "more")],
    ...[effect("share_of_voice", "during", "fewer"), effect("net_sentiment", "during", "more")],
  ];
  const emerging_terms: Row[] = [{ period: "2026-w11", topic: "acme", term: "#spring", z: 9 }];
  const where = context({ campaign_effects, emerging_terms });
  const said = campaignTables(where)?.text ?? "";
  const places = [
    "about 675",
    "+10% (+2% to +20%)",
    "clearly more",
    "no clear effect",
    "clearly higher",
    "clearly lower",
  ];
  for (const each of places) expect(said).toContain(each);
  expect(said).toContain("+10 points (+2 to +20)");
  expect(said).toContain("+10.0 percentage points (+2.0 to +20.0)");
  expect(said).toContain("In the same weeks, new words: “#spring”.");
  expect(said).not.toContain("Campaign “Spring”:");
  expect(campaignChart(where)?.title).toBe("Spring: +10% mentions against what was to be expected");
});

test("a campaign's days stand beside what was to be expected; missing and withheld days have no dot", () => {
  const campaign_days = [5, 6, 7, 8].map(
    (n): Row => ({
      ...{
        campaign: "spring",
        topic: "acme",
        view: "all",
        date: `2026-03-1${n}`,
        phase: n < 7 ? "before" : "during",
      },
      ...{ mentions: n === 6 ? null : 40 + n, missing: n === 5, expected: 30, low: 20, high: 42 },
    }),
  );
  const where = context({ campaign_effects: [effect("mentions", "during", "more")], campaign_days });
  const [chart] = campaignCourse(where);
  expect(chart?.title).toBe("Spring: 95 mentions while it ran, 449 were to be expected");
  const drawn = chart?.drawings[0]?.draw(760).text ?? "";
  expect(drawn.match(/class="dot/g)).toHaveLength(2);
  expect(drawn.match(/class="gap"/g)).toHaveLength(1);
  expect(drawn).toContain("Expected 30 (20 to 42)");
});

test("mentions while a campaign ran are those of its days; where a day is withheld, about as many as published", () => {
  const day = (n: number, mentions: number | null): Row => ({
    ...{ campaign: "spring", topic: "acme", view: "all", date: `2026-03-${n}`, phase: "during", mentions },
    ...{ missing: false, expected: 224.7, low: 200, high: 260 },
  });
  const campaign_effects = [effect("mentions", "during", "more")];
  const title = (...campaign_days: Row[]) => {
    const where = context({ campaign_effects, campaign_days });
    expect(campaignTables(where)?.text).toContain(campaign_days[1]?.["mentions"] ? ">671<" : ">about 675<");
    return campaignCourse(where)[0]?.title;
  };
  expect(title(day(17, 300), day(18, 371))).toBe(
    "Spring: 671 mentions while it ran, 449 were to be expected",
  );
  expect(title(day(17, 300), day(18, null))).toBe(
    "Spring: about 675 mentions while it ran, 449 were to be expected",
  );
});

const TITLES: Readonly<Record<string, string[]>> = {
  en: [
    "Acme: 4% of complaints answered within an hour in week 14, 2026, down from 23%",
    "Acme: no clear move in answers from one period to the next",
    "Acme, Bolt: complaints up to 35% in week 11, 2026, from 10% the period before",
    "No clear move in questions from one period to the next",
  ],
  nl: [
    "Acme: 4% van de klachten binnen een uur beantwoord in week 14, 2026, tegen 23% de periode ervoor",
    "Acme: geen duidelijke beweging in antwoorden van de ene periode op de andere",
    "Acme, Bolt: klachten omhoog naar 35% in week 11, 2026, tegen 10% de periode ervoor",
    "Geen duidelijke beweging in vragen van de ene periode op de andere",
  ],
  fi: [
    "Acme: tunnin sisällä vastattujen valitusten osuus laski, 4\u00a0% (viikko 14, 2026), edellisellä jaksolla 23\u00a0%",
    "Acme: vastattujen mainintojen osuus ei muuttunut selvästi jaksosta toiseen",
    "Acme, Bolt: valitusten osuus nousi, 35\u00a0% (viikko 11, 2026), edellisellä jaksolla 10\u00a0%",
    "Kysymysten osuus ei muuttunut selvästi jaksosta toiseen",
  ],
  hu: [
    "Acme: csökkent az egy órán belül megválaszolt panaszok aránya, 23% után 4% (2026. 14. hét)",
    "Acme: a megválaszolt említések aránya egyik időszakról a másikra nem változott egyértelműen",
    "Acme, Bolt: nőtt a panaszok aránya, 10% után 35% (2026. 11. hét)",
    "A kérdések aránya egyik időszakról a másikra nem változott egyértelműen",
  ],
  lv: [
    "Acme: stundas laikā atbildēto sūdzību daļa samazinājās, 4% (2026. gada 14. nedēļa), iepriekšējā periodā 23%",
    "Acme: atbildēto pieminējumu daļa no perioda uz periodu skaidri nemainījās",
    "Acme, Bolt: sūdzību daļa pieauga, 35% (2026. gada 11. nedēļa), iepriekšējā periodā 10%",
    "Jautājumu daļa no perioda uz periodu skaidri nemainījās",
  ],
};

test.each(SITE_LANGUAGES)("%s: titles of care are sentences", (language) => {
  const within = (n: number, share: number): Row => ({
    ...{ ...answers(n, "complaint", 0.4), within_hour: share },
    ...{ within_hour_low: share - 0.02, within_hour_high: share + 0.02 },
  });
  const response_times = [0.23, 0.23, 0.23, 0.23, 0.04].map((share, n) => within(n, share));
  const rows = [0.1, 0.35, 0.33, 0.3, 0.3].map((share, n) => care(n, share, "bolt"));
  const where = context({ care: rows, response_times }, language);
  const [acme, bolt] = where.data.topics as [TopicRow, TopicRow];
  const charts = [
    answersChart(where, acme, "within_hour"),
    answersChart(where, acme, "answered_share"),
    signalChart(where, [bolt], "complaint", acme),
    signalChart(where, [bolt], "question"),
  ];
  const plain = (title: string | undefined) => title?.replaceAll("\u202f", "\u00a0");
  expect(charts.map((chart) => plain(chart?.title))).toEqual(TITLES[language]);
  for (const chart of charts) expect(chart?.below?.text ?? "").not.toMatch(/: [^<(]*: /);
});

test.each(SITE_LANGUAGES)("%s: all of it can be said", (language) => {
  const rows = [0.1, 0.35, 0.33, 0.09, 0.1].map((share, n) => care(n, share));
  const response_times = [0, 1, 4].flatMap((n) => [answers(n, "any", 0.3), answers(n, "lead", 0.4)]);
  const where = context(
    { care: rows, response_times, campaign_effects: [effect("mentions", "during", "fewer")] },
    language,
  );
  const own = where.data.topics[0]!;
  const said = [
    signalChart(where, [own], "complaint"),
    signalChart(where, [own], "question"),
    answersChart(where, own, "answered_share"),
  ].map(
    (chart) =>
      `${chart?.title} ${chart?.subtitle} ${chart?.note} ${chart?.alternative} ${chart?.below?.text ?? ""}`,
  );
  const tables = [careWeeksTable(where, own), campaignTables(where)].map((table) => table?.text);
  expect([...said, ...tables].join("\n")).not.toMatch(/\{|undefined/);
});
