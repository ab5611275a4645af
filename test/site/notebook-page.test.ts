import { expect, test } from "vitest";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue } from "../../src/site/catalogues.ts";
import { fillPage } from "../../src/site/fill.ts";
import { notebookBody, originalLine } from "../../src/site/notebook-page.ts";
import type { PageContext } from "../../src/site/page-context.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const PAGE = `# Title

\`\`\`sql id=one chart=bar
select 1
\`\`\`

{{figure:nothing.a}}

~~~sql
select 2
~~~
{{figure:nothing.b}}
`;

function context(tables: Record<string, unknown[]>, profile = "internal"): PageContext {
  const data = {
    table: (name: string) => tables[name] ?? [],
    run: {
      ...{ id: "r1", startedAt: "2026-05-04T06:00:00Z", versions: { earshot: "0.1.0" } },
      study: { profile, siteTitle: "Tea" },
    },
    periods: [],
    figures: new Map(),
    topic: (id: string) => (id === "bolt" ? { label: "Bolt & Co", colour: 5 } : undefined),
  };
  return {
    ...{ path: "notebooks/n", prefix: "", pages: new Set(), topic: null, ids: new Set() },
    data: data as unknown as PageContext["data"],
    text: new Text("en", readCatalogue(locateWorkspace("."), "en")),
  };
}

test("lines of a page stay those of its file, whatever is put in", () => {
  const made = notebookBody("notebooks/n", PAGE);
  const lines = made.body.split("\n");
  const at = (text: string) => originalLine(made, lines.findIndex((line) => line.includes(text)) + 1);
  const original = (text: string) => PAGE.split("\n").findIndex((line) => line.includes(text)) + 1;
  for (const text of ["# Title", "select 1", "nothing.a", "select 2", "nothing.b"])
    expect(at(text)).toBe(original(text));
  expect(at("{{notebook:notebook_n_one/bar}}")).toBe(5);
  expect(at("{{notebook:notebook_n_2}}")).toBe(11);
  expect(notebookBody("stories/n", PAGE)).toEqual({ body: PAGE, added: [] });
});

const shown = (chart: string, rows: unknown[], profile?: string) =>
  fillPage(`{{notebook:t${chart}}}`, "reports/notebooks/n.md", context({ t: rows }, profile));

test("a result is a table, and a chart where the fence asks for one", () => {
  const rows = [
    { platform: "x <b>", mentions: 30, authors: 9 },
    { platform: "forum", mentions: 12.5, authors: 8 },
  ];
  const table = shown("", rows).page;
  expect(table).toContain("<table>");
  expect(table).not.toContain("<svg");
  const bars = shown("/bar", rows).page;
  expect(bars).toContain("mentions · platform");
  expect(bars.match(/class="bar"/g)).toHaveLength(4);
  expect(bars).toContain("x &lt;b&gt; 30; forum 12.5");
  expect(bars).toContain("<table>");
});

test("days make a line for each label", () => {
  const day = (n: number) => new Date(Date.UTC(2026, 4, n));
  const rows = [1, 2, 3].flatMap((n) =>
    ["acme", "bolt"].map((topic) => ({
      day: day(n),
      topic,
      mentions: n * (topic === "acme" ? 2 : 1),
      authors: 7,
    })),
  );
  const made = shown("/line", rows).page;
  expect(made).toContain("mentions · day, topic");
  expect(made.match(/class="line"/g)).toHaveLength(4);
  // A topic has its own name and colour, as everywhere on the site.
  expect(made).toContain("acme 6; Bolt &amp; Co 3");
  expect(made).toContain('class="row c0"');
  expect(made).toContain('class="row c5"');
});

test("a result that cannot be drawn says why, at its place", () => {
  const messages = (chart: string, rows: unknown[]) =>
    shown(chart, rows).diagnostics.map(({ message }) => message);
  expect(messages("/line", [{ platform: "x", n: 1 }])).toEqual([
    "chart=line needs a column of days, such as published_on",
  ]);
  expect(messages("/bar", [{ platform: "x" }])).toEqual(["this chart needs a column of numbers"]);
  expect(messages("/bar", [{ platform: "x", net: -0.5 }])[0]).toContain("from 0 up");
});

test("a result that is not shown says so", () => {
  expect(shown("/bar", [], "public").page).toContain("column “authors” counts the people");
  expect(shown("", []).page).toContain("This query finds nothing.");
});
