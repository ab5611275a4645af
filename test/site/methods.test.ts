import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue } from "../../src/site/catalogues.ts";
import { methodsPage } from "../../src/site/methods.ts";
import { CARE_LANGUAGES } from "../../src/site/methods-limits.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { ReportData } from "../../src/site/report-data.ts";
import { runFacts } from "../../src/site/run-facts.ts";
import { sentimentEvidence } from "../../src/site/sentiment-evidence.ts";
import { topicRules, withoutAuthors } from "../../src/site/topic-rules.ts";
import type { Study } from "../../src/study/study.ts";
import type { Row } from "../../src/warehouse/index.ts";
import { inventedManifest, inventedStudy, inventedWorkspace } from "./invented-study.ts";

function study(profile: "public" | "internal" = "public"): Study {
  const plain = inventedStudy({
    privacy: { profile },
    macros: { goods: "leaf OR {packing}", packing: 'bag OR "loose tea"' },
    exclusions: { words: ["job offer", "{packing}"], authors: ["jane_doe"], sites: ["spam.example"] },
  });
  const [acme, bolt] = plain.topics;
  if (!acme || !bolt) throw new Error("the invented study has topics");
  acme.query = 'acme AND {goods} NOT author:"Jane Doe"';
  bolt.parent = "acme";
  bolt.query = "{packing}";
  return plain;
}

function page(
  part: string,
  of: Study,
  tables: [string, Row[]][] = [],
  manifest = inventedManifest(),
): string {
  const workspace = inventedWorkspace();
  const facts = runFacts(manifest, of, null, sentimentEvidence(workspace));
  const context: PageContext = {
    data: new ReportData(facts, new Map(tables)),
    text: new Text("en", readCatalogue(workspace, "en")),
    path: "methods",
    prefix: "",
    pages: new Set(),
    topic: null,
    ids: new Set(),
  };
  return methodsPage({ argument: part } as Parameters<typeof methodsPage>[0], context)?.text ?? "";
}

test("queries are shown with macros in macros replaced, and what is kept out", () => {
  const html = page("topics", study());
  expect(html).toContain("acme AND (leaf OR (bag OR &quot;loose tea&quot;))");
  expect(html).toContain("Only within mentions of acme.");
  expect(html).toContain("spam.example");
  expect(html).toContain("“job offer”");
  expect(html).toContain("1 author.");
  expect(html).not.toMatch(/\{(goods|packing)\}/);
});

test("names of authors in queries and exclusions are for the internal profile only", () => {
  expect(JSON.stringify(runFacts(inventedManifest(), study()))).not.toMatch(/jane/i);
  expect(page("topics", study("internal"))).toContain("jane_doe");
  expect(topicRules(study("internal")).get("acme")?.query).toContain('author:"Jane Doe"');
  expect(withoutAuthors('author:("x)y" OR (bob OR eve)) tea -author:"Anna (Riga)" "author:text"')).toBe(
    'author:[name] tea -author:[name] "author:text"',
  );
  expect(withoutAuthors("tea AUTHOR:x7 (author:(a OR b)) site:x.example")).toBe(
    "tea author:[name] (author:[name]) site:x.example",
  );
});

test("each language says what its scores were learned from, as far as that model scored it", () => {
  const { version = "" } = sentimentEvidence(inventedWorkspace()) ?? {};
  const row = (language: string, model: string | null): Row => ({
    ...{ period: "all", topic: "", language, mentions: 900, scored: 800, not_scored: 100, model },
  });
  const html = page("languages", study(), [
    ["languages", [row("fi", version), row("lv", version), row("en", "other"), row("ga", null)]],
  ]);
  const line = (name: string) => html.split("<tr").find((part) => part.includes(name)) ?? "";
  expect(line("Finnish")).toMatch(/[\d,]+ texts: (?=[^<]*reviews)(?=[^<]*film subtitles)(?![^<]*posts)/);
  expect(line("Finnish")).toContain("no neutral texts to learn from");
  expect(line("Latvian")).toContain("posts");
  expect(line("Latvian")).not.toContain("no neutral texts");
  expect(line("English")).not.toMatch(/texts|learned/);
  expect(line("Irish")).toContain("no texts of this language");
});

test("each language says how good the model is there, as its training measured it", () => {
  const evidence = sentimentEvidence(inventedWorkspace());
  const { version = "" } = evidence ?? {};
  const [posts] = evidence?.languages["lv"]?.scores ?? [];
  if (!posts) throw new Error("the shipped model has figures for Latvian posts");
  expect([posts.kinds, posts.classes]).toEqual([["posts"], 3]);
  const row = (language: string, model: string | null): Row => ({
    ...{ period: "all", topic: "", language, mentions: 900, scored: 800, not_scored: 100, model },
  });
  const html = page("languages", study(), [
    [
      "languages",
      [
        row("lv", version),
        row("fi", version),
        row("sw", version),
        row("ga", null),
        row("en", "onnx: mine 1"),
      ],
    ],
  ]);
  const line = (name: string) => html.split("<tr").find((part) => part.includes(name)) ?? "";
  const f1 = posts.macro_f1.toFixed(2);
  const right = Math.round(posts.accuracy * 100);
  expect(line("Latvian")).toContain(
    `posts: macro F1 ${f1}, ${right}% right; three classes, ${posts.texts.toLocaleString("en")} texts`,
  );
  expect(line("Finnish")).toMatch(/film subtitles: macro F1 0\.\d\d, .* positive against negative only/);
  expect(line("Swahili")).toContain("guessed: no labelled texts");
  expect(line("Irish")).toContain("not scored: no labelled texts");
  expect(line("English")).toContain("not measured by Earshot");
});

test.each([
  [{ sentiment: "sentiment-2026-11-22-abc" }, /Earshot’s model, sentiment-2026-11-22-abc\./],
  [
    { sentiment: "sentiment-2026-11-22-abc+study-1" },
    /trained on with this study’s own labels, sentiment-.*study-1/,
  ],
  [{ sentiment: "labels of the exports" }, /the tool it was exported from/],
  [
    { sentiment: "onnx: mine 12345678", "sentiment of other languages": "sentiment-2026-11-22-abc" },
    /classifier of the study’s own, mine 12345678; .* left to Earshot’s model, sentiment-2026-11-22-abc\./,
  ],
])("it says who gave the labels: %o", (models, wanted) => {
  const manifest = inventedManifest();
  manifest.versions.models = { ...models };
  const html = page("languages", study(), [], manifest);
  expect(html).toMatch(wanted);
  expect(html.includes("has been evaluated")).toBe(models.sentiment.startsWith("sentiment-"));
});

test("what not to trust names what the data tell, and the languages of the care rules are those that have some", () => {
  const languages: Row[] = [{ language: "xx", mentions: 9, scored: 9, not_scored: 0, model: "sentiment-1" }];
  const gap = (date: string, gap: boolean): Row => ({ date, gap, source: "a" });
  const html = page("limits", study(), [
    ["languages", languages],
    ["care", [{ period: "2026-w18", topic: "acme", view: "all" }]],
    ["coverage_daily", [gap("2026-05-01", true), gap("2026-05-02", false)]],
  ]);
  expect(html).toContain("no labels made by people");
  expect(html).toContain("Sentiment in xx: guessed");
  expect(html).toContain("at least one source: 1.");
  expect(html).toContain("lower bound");
  const clean = page("limits", study(), [["label_quality", [{ accuracy: 0.8 }]]]);
  expect(clean).not.toMatch(/labels made|guessed|source|lower bound/);
  const rules = readFileSync("data/seeds/care_rules.csv", "utf8").split("\n").slice(1).filter(Boolean);
  const ruled = new Set(rules.map((line) => line.slice(0, line.indexOf(","))));
  expect([...ruled].sort()).toEqual([...CARE_LANGUAGES]);
});
