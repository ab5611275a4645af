import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue } from "../../src/site/catalogues.ts";
import type { FeedIndex } from "../../src/site/feed-data.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { PUBLICATIONS } from "../../src/site/publications.ts";
import { quoteList } from "../../src/site/quotes.ts";
import { ReportData } from "../../src/site/report-data.ts";
import type { RunFacts } from "../../src/site/run-facts.ts";
import type { Row } from "../../src/warehouse/index.ts";
import { locateWorkspace } from "../../src/workspace.ts";

function context(profile: string, quotes: Row[], feed: FeedIndex | null = null): PageContext {
  const period = {
    period: "2026-w18",
    starts_on: "2026-04-27",
    ends_on: "2026-05-03",
    position: 0,
    partial: false,
  };
  const topics = ["acme", "bolt"].map(
    (id, position): Row => ({
      ...{ topic: id, label: id, role: "own", category: "tea", parent: null, query: "", position },
    }),
  );
  const run = { study: { profile, targets: [], campaigns: [], every: "week" } } as unknown as RunFacts;
  const data = new ReportData(run, new Map(Object.entries({ periods: [period], topics, quotes })), feed);
  return {
    ...{ data, path: "topics/acme", prefix: "", pages: new Set(["mentions"]), topic: "acme", ids: new Set() },
    text: new Text("en", readCatalogue(locateWorkspace("."), "en")),
  };
}

const quote = (text: string, ranking: string, position: number): Row => ({
  ...{ period: "2026-w18", topic: "acme", ranking, position, text, date: "2026-04-28", platform: "x" },
  ...{ label: "negative", reposts: 4 },
});

test("the internal profile quotes the posts that moved most, each once, long ones cut, as text", () => {
  const rows = [
    ...[quote("liked", "engagement", 1), quote("<b>passed on</b>", "reposts", 1)],
    ...[quote("<b>passed on</b>", "engagement", 2), quote("x".repeat(400), "reposts", 2)],
  ];
  const where = context("internal", rows);
  const said = quoteList(where, where.data.topics[0]!)?.text ?? "";
  const found = [...said.matchAll(/<blockquote>(.*?)<\/blockquote>/g)].map((match) => match[1]);
  expect(found).toEqual(["&lt;b&gt;passed on&lt;/b&gt;", `${"x".repeat(280)}…`, "liked"]);
  expect(said).toContain("April 28, 2026 · X · negative · 4 reposts");
  expect(quoteList(where, where.data.topics[1]!)).toBeNull();
});

test("the public profile quotes only what its feed holds, and its own table is never published there", () => {
  const row = {
    ...{ minute: Date.UTC(2026, 3, 28) / 60_000, topics: 0, label: 2, clauses: 1, platform: 0 },
    reposts: 150,
  };
  const entry = { number: 0, row, text: ["voice-1", "public words", null, null], behind: 0 };
  const feed = {
    topics: ["acme", "bolt"],
    sets: [[0]],
    clauses: [[], [[0, 0]]],
    platforms: ["x"],
    first: [entry],
  } as unknown as FeedIndex;
  const where = context("public", [quote("private words", "reposts", 1)], feed);
  const said = quoteList(where, where.data.topics[0]!)?.text ?? "";
  expect(said).toContain("public words");
  // Positive as a whole, negative towards the topic that is told of.
  expect(said).toContain("X · negative · 150 reposts");
  expect(said).not.toContain("private words");
  expect(said).not.toContain("voice-1");
  expect(quoteList(where, where.data.topics[1]!)).toBeNull();
  expect(PUBLICATIONS.find(({ name }) => name === "quotes")).toMatchObject({
    internalOnly: true,
    columns: [],
  });
});
