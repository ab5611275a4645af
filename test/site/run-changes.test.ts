import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import type { RunManifest } from "../../src/manifest.ts";
import { readCatalogue, SITE_LANGUAGES } from "../../src/site/catalogues.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { ReportData } from "../../src/site/report-data.ts";
import { runChanges } from "../../src/site/run-changes.ts";
import { changesSince, figureParts, type RunChanges, type RunFacts } from "../../src/site/run-facts.ts";
import type { Row } from "../../src/warehouse/index.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const run = (id: string, figures: Record<string, number>) =>
  ({
    ...{ id, status: "done", startedAt: "2026-05-04T08:00:00Z", inputs: [] },
    figures: Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, { value }])),
  }) as unknown as RunManifest;

test("headline figures that moved are listed, the newest periods first; changes and new figures are not", () => {
  const before = run("20260504", {
    "sov.acme.2026-w17": 0.3,
    "net.acme.2026-w18": 0.1,
    "net_change.acme.2026-w18": 0.2,
  });
  const now = run("20260511", {
    ...{ "sov.acme.2026-w17": 0.4, "net.acme.2026-w18": 0.2, "net_change.acme.2026-w18": 0.1 },
    ...{ "volume.acme.2026-w19": 7, "sov.constructor.2026-w18": 0.1 },
  });
  const found = changesSince(now, [before]);
  expect(found?.revised.map((row) => row.id)).toEqual(["net.acme.2026-w18", "sov.acme.2026-w17"]);
  expect(found?.revisions).toBe(2);
  expect(figureParts("sov.a.b.2026-w18")).toEqual({ metric: "sov", topic: "a.b", period: "2026-w18" });
});

function context(changes: Partial<RunChanges>, language = "en"): PageContext {
  const previous = { id: "before", startedAt: "2026-05-04T08:00:00Z", added: [], removed: [], changed: [] };
  const facts = {
    id: "now",
    previous: { ...previous, revised: [], revisions: 0, ...changes },
    redefined: [
      { run: "now", at: "2026-05-11T08:00:00Z", what: "query", topics: ["acme"] },
      { run: "earlier", at: "2026-05-01T08:00:00Z", what: "sentiment", topics: null },
    ],
  };
  const topic = {
    topic: "acme",
    label: "Acme",
    role: "own",
    category: "",
    parent: null,
    query: "",
    position: 0,
  };
  const figure = { id: "sov.acme.2026-w18", value: 0.4, unit: "share" };
  const period = {
    ...{ period: "2026-w18", starts_on: "2026-04-27", ends_on: "2026-05-03" },
    ...{ position: 0, partial: true },
  };
  const tables = { topics: [topic], periods: [period], figures: [figure] } as unknown as Record<
    string,
    Row[]
  >;
  const data = new ReportData(facts as unknown as RunFacts, new Map(Object.entries(tables)));
  return {
    ...{ data, path: "changes", prefix: "", pages: new Set(), topic: null, ids: new Set() },
    text: new Text(language, readCatalogue(locateWorkspace("."), language)),
  };
}

test.each(SITE_LANGUAGES)(
  "a revised figure stands with its name, period and both values (%s)",
  (language) => {
    const revised = [{ id: "sov.acme.2026-w18", before: 0.3001234, after: 0.3998765 }];
    const markup = runChanges(context({ revised, revisions: 5 }, language))?.text ?? "";
    expect(markup).toContain("Acme");
    expect(markup).toMatch(/30[.,]0\s?%/);
    expect(markup).toMatch(/40[.,]0\s?%/);
    const file = /href="(data:text\/csv[^"]*)"/.exec(markup)?.[1] ?? "";
    expect(decodeURIComponent(file)).toContain('"sov.acme.2026-w18","0.3","0.4"');
    expect(markup.replace(file, "")).not.toContain("sov.acme");
    expect(markup).toContain(
      `(${new Text(language, readCatalogue(locateWorkspace("."), language)).say("tip.partial")})`,
    );
  },
);

test("what changed its meaning with this run is said, of earlier runs nothing", () => {
  const markup = runChanges(context({}))?.text ?? "";
  expect(markup).toContain("Query changed on May 11, 2026: Acme.");
  expect(markup).not.toContain("sentiment model");
  expect(markup).toContain("No headline figure of an earlier period was revised.");
});
