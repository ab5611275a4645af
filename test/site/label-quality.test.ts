import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue } from "../../src/site/catalogues.ts";
import { labelQuality } from "../../src/site/label-quality.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const row = (language: string, units: number, alpha: number | null) => ({
  ...{ sample: "first<draw", language, units, coders: 3, alpha, accuracy: 0.826, macro_f1: 0.8149 },
  ...{ alpha_low: alpha === null ? null : 0.69, alpha_high: alpha === null ? null : 0.77 },
});

function context(rows: unknown[], language = "en"): PageContext {
  const data = { table: () => rows };
  return {
    ...{ path: "methods", prefix: "", pages: new Set(), topic: null, ids: new Set() },
    data: data as unknown as PageContext["data"],
    text: new Text(language, readCatalogue(locateWorkspace("."), language)),
  };
}

test("agreement of coders stands with its interval, the machine beside most of them per language", () => {
  const markup = labelQuality(context([row("all", 400, 0.731), row("fi", 45, null)]))!.text;
  expect(markup).toContain("first&lt;draw; coders: 3");
  expect(markup).toContain("0.73 (0.69 to 0.77)");
  expect(markup).toMatch(/>400<.*0\.81.*83%/s);
  expect(markup).toMatch(/Finnish.*not judged/s);
  expect(markup).toContain("label_quality.csv");
});

test.each(["nl", "fi", "hu", "lv"])("in %s too", (language) => {
  expect(labelQuality(context([row("all", 400, 0.731)], language))!.text).toMatch(/0,73/);
});

test("nothing stands there before anybody has coded", () => expect(labelQuality(context([]))).toBeNull());
