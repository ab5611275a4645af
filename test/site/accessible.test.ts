import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSite, publish } from "../../src/site/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { browserFound, openBrowser, servePlain } from "./browser.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const installed = browserFound();
let workspace: Workspace;
let browser: Browser;

beforeAll(async () => {
  workspace = inventedWorkspace();
  const study = inventedStudy();
  const warehouse = await inventedWarehouse();
  await publish(warehouse, workspace, study, inventedManifest());
  await buildSite(workspace, study, inventedManifest());
  warehouse.close();
  if (installed) browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

const pages = () =>
  readdirSync(workspace.dist, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".html"))
    .sort();

interface Violation {
  id: string;
  nodes: { target: unknown[]; failureSummary: string }[];
}

test.skipIf(!installed).each([
  ["wide, light", 1280, "light"],
  ["narrow, dark", 360, "dark"],
] as const)("no page breaks an accessibility rule or overflows: %s", async (_name, width, colorScheme) => {
  const server = await servePlain(workspace.dist);
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme,
    bypassCSP: true,
  });
  const page = await context.newPage();
  const found: string[] = [];
  try {
    for (const file of pages()) {
      await page.goto(`${server.base}${file}`);
      await page.evaluate(axe);
      await page.evaluate(
        "for (const each of document.querySelectorAll('main details')) each.open = true; document.querySelectorAll('.table-scroll').forEach((each) => { each.style.maxHeight = 'none'; })",
      );
      const violations = (await page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then((r) => r.violations)",
      )) as Violation[];
      await page.emulateMedia({ colorScheme: colorScheme === "dark" ? "light" : "dark" });
      const contrast = "axe.run(document, {runOnly: ['color-contrast']}).then((r) => r.violations)";
      violations.push(...((await page.evaluate(contrast)) as Violation[]));
      await page.emulateMedia({ colorScheme });
      for (const each of violations) {
        const node = each.nodes[0];
        found.push(
          `${file}: ${each.id} (${each.nodes.length}): ${node?.target.join(" ")} ${node?.failureSummary}`,
        );
      }
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wider > 0) found.push(`${file}: ${wider} pixels wider than the window`);
    }
    expect(found).toEqual([]);
  } finally {
    await context.close();
    server.close();
  }
});

test.skipIf(!installed)(
  "charts tell their values to the keyboard, and the view is switched without the mouse",
  async () => {
    const server = await servePlain(workspace.dist);
    const page = await browser.newPage();
    try {
      await page.goto(`${server.base}topics/acme.html`, { waitUntil: "networkidle" });
      await page.locator("#volume-acme .plot").focus();
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowLeft");
      await expect.poll(() => page.locator("#volume-acme .chart-tip").innerText()).toMatch(/Acme Tea: \d+/);
      await page.locator("#show-all").focus();
      await page.keyboard.press("ArrowRight");
      expect(await page.locator("#volume-acme .view-originals").first().isVisible()).toBe(true);
      expect(await page.locator("#volume-acme .view-all").first().isVisible()).toBe(false);
    } finally {
      await page.close();
      server.close();
    }
  },
);

test.skipIf(!installed)("without scripts the numbers, charts and tables are there", async () => {
  const server = await servePlain(workspace.dist);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  try {
    await page.goto(`${server.base}index.html`);
    expect(await page.locator(".summary").first().innerText()).toMatch(/Acme Tea had \d+ mentions/);
    expect(await page.locator("figure.chart svg:visible").count()).toBeGreaterThan(2);
    await page.getByText("Originals only").click();
    expect(await page.locator("#volume .view-originals").first().isVisible()).toBe(true);
  } finally {
    await context.close();
    server.close();
  }
});
