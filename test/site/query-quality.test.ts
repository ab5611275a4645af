import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue } from "../../src/site/catalogues.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { queryQuality } from "../../src/site/query-quality.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const ROWS = [
  {
    topic: "acme",
    judged_inside: 120,
    judged_outside: 80,
    ...{
      precision: 0.84,
      precision_low: 0.78,
      precision_high: 0.89,
      recall: 0.7,
      recall_low: 0.5,
      recall_high: 0.93,
    },
  },
  {
    topic: "bolt",
    judged_inside: 30,
    judged_outside: 0,
    ...{
      precision: 1,
      precision_low: 0.88,
      precision_high: 1,
      recall: null,
      recall_low: null,
      recall_high: null,
    },
  },
];

function context(rows: unknown[], language = "en"): PageContext {
  const data = {
    table: () => rows,
    topic: (id: string) => (id === "acme" ? { label: "Acme & Co" } : undefined),
  };
  return {
    ...{ path: "methods", prefix: "", pages: new Set(), topic: null, ids: new Set() },
    data: data as unknown as PageContext["data"],
    text: new Text(language, readCatalogue(locateWorkspace("."), language)),
  };
}

test("precision and recall stand with their intervals, and what nobody judged is said", () => {
  const markup = queryQuality(context(ROWS))!.text;
  expect(markup).toContain("Acme &amp; Co");
  expect(markup).toContain("84% (78% to 89%)");
  expect(markup).toContain("70% (50% to 93%)");
  expect(markup).toContain(">200<");
  expect(markup).toMatch(/bolt.*100%.*not judged/);
  expect(markup).toContain("query_quality.csv");
});

test.each(["nl", "fi", "hu", "lv"])("in %s too", (language) => {
  expect(queryQuality(context(ROWS, language))!.text).toMatch(/84.?%/);
});

test("nothing stands there before anybody has judged", () => expect(queryQuality(context([]))).toBeNull());
