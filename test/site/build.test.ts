import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EarshotError } from "../../src/errors.ts";
import { type BuiltSite, buildSite, publish } from "../../src/site/index.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

let workspace: Workspace;
let warehouse: Warehouse;
let built: BuiltSite;

beforeAll(async () => {
  workspace = inventedWorkspace();
  warehouse = await inventedWarehouse();
  await publish(warehouse, workspace, inventedStudy(), inventedManifest());
  built = await buildSite(workspace, inventedStudy(), inventedManifest());
});

afterAll(() => {
  warehouse.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

/** Path and content hash of every file below a folder. */
function digest(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${file} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`);
}

const page = (name: string) => readFileSync(join(workspace.dist, `${name}.html`), "utf8");

test("numbers, sentences, charts and tables are in the built pages, without scripts", () => {
  expect(built.pages).toBeGreaterThan(8);
  const html = page("index");
  expect(html).toContain("Acme Tea");
  expect(html).toMatch(/had <a[^>]*><data value="\d+" class="figure">/);
  expect(html.match(/<svg/g)?.length).toBeGreaterThan(6);
  expect(html).toContain('lang="en"');
  expect(html).not.toContain("maximum-scale");
  expect(html).not.toContain("{{");
});

/** What a chart lacks of what each one must have. */
function missing(figure: Element, folder: string): string[] {
  const table =
    figure.querySelector(".chart-values table") ?? figure.closest(".comparison")?.querySelector("table");
  const rows = [...(table?.querySelectorAll("tbody tr") ?? [])];
  const heads = table?.querySelectorAll("thead th").length;
  const href = (selector: string) => figure.querySelector(selector)?.getAttribute("href") ?? "";
  const data = href(".chart-links a[download]");
  return [
    !figure.id && "id",
    !figure.querySelector(".chart-title")?.textContent && "title",
    !figure.querySelector('.plot[role="img"]')?.getAttribute("aria-label") && "text alternative",
    rows.length === 0 && "table",
    rows.some((row) => row.children.length !== heads) && "head for each column",
    !/^data:text\/csv/.test(data) && !existsSync(join(folder, data)) && "data file",
    !href(".chart-links a.permalink").endsWith(`#${figure.id}`) && "permanent link",
    !figure.querySelector('.chart-links a[href*="definitions.html#"]') && "definition",
    !figure.closest(".comparison") && !figure.querySelector(".cite .cite-text")?.textContent && "citation",
  ].filter((each) => each !== false);
}

test("every chart has its table, data file, definition, permanent link and citation", () => {
  const files = readdirSync(workspace.dist, { recursive: true, encoding: "utf8" });
  const lacking: string[] = [];
  let charts = 0;
  for (const file of files.filter((each) => each.endsWith(".html"))) {
    const folder = dirname(join(workspace.dist, file));
    const { document } = new JSDOM(readFileSync(join(workspace.dist, file), "utf8")).window;
    for (const figure of document.querySelectorAll("figure.chart")) {
      charts++;
      for (const part of missing(figure, folder)) lacking.push(`${file}#${figure.id}: ${part}`);
    }
  }
  expect(lacking).toEqual([]);
  expect(charts).toBeGreaterThan(20);
});

test("every figure that is cited has a place of its own on the page of all figures", () => {
  const figures = new JSDOM(page("figures")).window.document;
  const index = new JSDOM(page("index")).window.document;
  const cited = [...index.querySelectorAll(".cite a")].map((link) => link.getAttribute("href") ?? "");
  expect(cited.length).toBeGreaterThan(3);
  for (const href of cited) {
    const [file, id = ""] = href.split("#");
    expect(file).toBe("./figures.html");
    expect(figures.getElementById(id), id).not.toBeNull();
  }
  const period = figures.querySelector("section.edition");
  expect(period?.id).toMatch(/^\d{4}-(w\d\d|\d\d|q\d)$/);
  const cell = figures.querySelector("td.number[id^='sov.acme.']");
  expect(cell?.querySelector("a.reference")?.getAttribute("href")).toBe(`#${cell?.id}`);
});

test("two builds of one run are equal byte for byte", async () => {
  const first = digest(workspace.dist);
  await publish(warehouse, workspace, inventedStudy(), inventedManifest());
  await buildSite(workspace, inventedStudy(), inventedManifest());
  expect(digest(workspace.dist)).toEqual(first);
});

test("a failed build leaves the site that was there, and says what is wrong and where", async () => {
  const before = digest(workspace.dist);
  const story = join(workspace.reports, "stories", "spring.md");
  mkdirSync(join(workspace.reports, "stories"), { recursive: true });
  const lines = [
    "# Spring",
    "",
    "Acme had {{figure:sov.acme.2026-w10}} of the voice, not {{figure:sov.acmee.2026-w10}}.",
    'We say [99.9%](figure:sov.acme.2026-w10) and {{figure:net.acme.2026-w10 states="+99"}}.',
    "{{chrat:volume}} {{chart:pie}}",
  ];
  writeFileSync(story, lines.join("\n"));
  const failure = await buildSite(workspace, inventedStudy(), inventedManifest()).catch(
    (error: unknown) => error,
  );
  rmSync(story);
  expect(failure).toBeInstanceOf(EarshotError);
  const { exitCode, diagnostics } = failure as EarshotError;
  expect(exitCode).toBe(4);
  const places = diagnostics.map((each) => `${each.file}:${each.line}:${each.column} ${each.message}`).sort();
  expect(places).toEqual([
    expect.stringMatching(
      /^reports\/stories\/spring.md:3:57 unknown figure: sov.acmee.2026-w10 \(did you mean sov.acme.2026-w10\?\)$/,
    ),
    expect.stringMatching(
      /^reports\/stories\/spring.md:4:46 stated number \+99 disagrees with net.acme.2026-w10/,
    ),
    expect.stringMatching(
      /^reports\/stories\/spring.md:4:8 stated number 99.9% disagrees with sov.acme.2026-w10/,
    ),
    expect.stringMatching(/^reports\/stories\/spring.md:5:1 unknown tag: chrat \(did you mean chart\?\)/),
    expect.stringMatching(/^reports\/stories\/spring.md:5:18 unknown chart: pie/),
  ]);
  expect(digest(workspace.dist)).toEqual(before);
});

test("a story's numbers are filled in, and broken links stop the build", async () => {
  const story = join(workspace.reports, "stories", "spring.md");
  const { value } = (await warehouse.row<{ value: number }>(
    "select value from figures where id = 'sov.acme.2026-w10'",
  )) as { value: number };
  const shown = `${(value * 100).toFixed(1)}%`;
  writeFileSync(
    story,
    `# Spring\n\nAcme had {{figure:sov.acme.2026-w10}}; [${shown}](figure:sov.acme.2026-w10).\n`,
  );
  await buildSite(workspace, inventedStudy(), inventedManifest());
  expect(
    page("stories/spring").match(new RegExp(`<data value="${value}" class="figure">${shown}</data>`, "g")),
  ).toHaveLength(2);
  writeFileSync(story, "# Spring\n\n[nowhere](./nowhere) and [no place](./spring#nothing)\n");
  const failure = await buildSite(workspace, inventedStudy(), inventedManifest()).catch(
    (error: unknown) => error,
  );
  rmSync(story);
  expect((failure as EarshotError).diagnostics.map((each) => each.rule).sort()).toEqual([
    "broken-anchor",
    "broken-link",
  ]);
});

test("every topic has its page", () => {
  for (const topic of ["acme", "bolt", "crown"])
    expect(existsSync(join(workspace.dist, "topics", `${topic}.html`))).toBe(true);
});
