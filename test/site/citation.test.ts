import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue, SITE_LANGUAGES } from "../../src/site/catalogues.ts";
import { citation, citeChart, namedPeriod } from "../../src/site/citation.ts";
import { figuresPage } from "../../src/site/figures-page.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { ReportData } from "../../src/site/report-data.ts";
import type { RunFacts } from "../../src/site/run-facts.ts";
import type { Row } from "../../src/warehouse/index.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const WEEKS = [4, 5, 45];

const week = (n: number, position: number): Row => ({
  ...{ period: `2026-w${String(n).padStart(2, "0")}`, position, partial: false, covered_days: 7 },
  ...{ starts_on: "2026-01-26", ends_on: n === 45 ? "2026-11-08" : "2026-02-01" },
});

const care = (period: string, share: number | null, judged = 300): Row => ({
  ...{ period, topic: "acme", view: "all", judged, complaints: share === null ? null : 30 },
  ...{ complaint_share: share, complaint_low: share && share / 2, complaint_high: share && share * 2 },
});

function context(language = "en"): PageContext {
  const tables: Record<string, Row[]> = {
    periods: WEEKS.map(week),
    topics: [{ topic: "acme", label: "Acme", role: "own", category: "tea", parent: null, position: 0 }],
    figures: [{ id: "sov.acme.2026-w45", topic: "acme", period: "2026-w45", value: 0.4, unit: "share" }],
    care: [care("2026-w04", null), care("2026-w05", 0.5), care("2026-w45", null, 20)],
  };
  const run = {
    ...{ id: "r1", startedAt: "2026-11-09T00:00:00Z", versions: { earshot: "1.0.0" }, previous: null },
    study: { siteTitle: "Tea", title: "Tea" },
  };
  return {
    data: new ReportData(run as unknown as RunFacts, new Map(Object.entries(tables))),
    text: new Text(language, readCatalogue(locateWorkspace("."), language)),
    ...{ path: "care", prefix: "", pages: new Set(["figures"]), topic: null, ids: new Set() },
  };
}

test.each(SITE_LANGUAGES)("%s: a finding is cited with the period that it names", (language) => {
  const where = context(language);
  const title = where.text.say("care.time.up", {
    ...{ label: "Acme", figure: "x", value: "50%", before: "10%", period: where.text.period("2026-w05") },
  });
  expect(namedPeriod(where, title)).toBe("2026-w05");
  expect(citation(where, title)).toContain(`: ${where.text.period("2026-w05")}. `);
});

/** `Intl` writes ranges with thin spaces. */
const plain = (said: string) => said.replace(/\s/g, " ");

test("a finding without a period is of the current one, of the whole time or of its own days", () => {
  expect(citation(context(), "Acme leads")).toContain("Period: week 45, 2026.");
  expect(plain(citation(context(), "Kinds", "whole"))).toContain(
    "Period: whole time, January 26 – November 8, 2026.",
  );
  expect(plain(citation(context(), "Spring", ["2026-09-07", "2026-09-20"]))).toContain(
    "Period: September 7 – 20, 2026.",
  );
});

test("the lasting link goes to the figures of the period, and to the chart where they do not have it", () => {
  const link = (cited: Parameters<typeof citeChart>[1]) =>
    /href="([^"]+)" class="cite-link"/.exec(citeChart(context(), cited).text)?.[1];
  const id = "complaints";
  const figures = ["complaints.acme.2026-w05"];
  expect(link({ id, title: "Up in week 5, 2026", figures })).toBe("./figures.html#2026-w05");
  expect(link({ id, title: "No clear move", span: "whole", figures })).toBe("#complaints");
  expect(link({ id, title: "Up in week 4, 2026", figures: ["complaints.acme.2026-w04"] })).toBe(
    "#complaints",
  );
  expect(link({ id, title: "Acme leads", figures: ["sov.acme.2026-w45"] })).toBe("./figures.html#2026-w45");
});

test("shares of complaints have references; what care withholds they withhold", () => {
  const html = figuresPage(context())?.text ?? "";
  expect(html).toMatch(/id="complaints\.acme\.2026-w05"><data class="figure" value="0.5">50.0%/);
  expect(html).toMatch(/id="complaints\.acme\.2026-w04"><data class="figure" value="">withheld/);
  expect(html).not.toContain("complaints.acme.2026-w45");
  expect(html).not.toContain("answered.");
});
