import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSite, publish } from "../../src/site/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { inventFeed } from "../bench/generator/feed-mentions.ts";
import { browserFound, openBrowser, servePlain } from "./browser.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const installed = browserFound();
const ROWS = 4000;
let workspace: Workspace;
let browser: Browser;
let server: Awaited<ReturnType<typeof servePlain>>;

beforeAll(async () => {
  if (!installed) return;
  workspace = inventedWorkspace();
  const study = inventedStudy({ privacy: { profile: "internal" } });
  const warehouse = await inventedWarehouse();
  await inventFeed(warehouse, ROWS);
  await warehouse.run("update mentions set text = 'Zöld <b>tea</b> & more' where i = 77");
  await publish(warehouse, workspace, study, inventedManifest());
  warehouse.close();
  await buildSite(workspace, study, inventedManifest());
  server = await servePlain(workspace.dist);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  if (workspace) rmSync(workspace.root, { recursive: true, force: true });
});

const items = ".feed-list > li";
const count = (page: Page) => page.locator(".feed-count").innerText();
const numberIn = async (page: Page) => Number((await count(page)).match(/^[\d,]+/)?.[0].replace(",", ""));

/** The page at an address of the feed, once its filters answer. */
async function feed(query = "", page?: Page): Promise<Page> {
  const opened = page ?? (await browser.newPage({ viewport: { width: 1000, height: 800 } }));
  await opened.goto(`${server.base}mentions.html${query}`);
  await opened.waitForFunction(() =>
    / \(\d/.test(document.querySelector("option + option")?.textContent ?? ""),
  );
  return opened;
}

test.skipIf(!installed)(
  "without scripts the newest mentions are there, and no filter that does nothing",
  async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.base}mentions.html`);
    expect(await page.locator(`${items}:not(.pending)`).count()).toBe(20);
    expect(await page.locator(`${items} time`).first().getAttribute("datetime")).toMatch(/^2026-/);
    expect(await page.locator(".feed-filters").isVisible()).toBe(false);
    expect(await page.locator(".feed").innerText()).toContain("these are the newest mentions");
    await context.close();
  },
);

test.skipIf(!installed)("a filter stands in the address, and the back button takes it away", async () => {
  const page = await feed();
  const all = await numberIn(page);
  expect(all).toBe(ROWS);
  const promised = await page.locator('select[name="topic"] option[value="bolt"]').innerText();
  await page.locator('select[name="topic"]').selectOption("bolt");
  await expect.poll(() => numberIn(page)).toBeLessThan(all);
  const bolt = await numberIn(page);
  expect(promised.replace(",", "")).toBe(`Bolt (${bolt})`);
  await page.locator('select[name="sort"]').selectOption("reach");
  expect(new URL(page.url()).search).toBe("?topic=bolt&sort=reach");
  await page.getByLabel("Search in texts").pressSequentially("deliv");
  await expect.poll(() => numberIn(page)).toBeLessThan(bolt);
  expect(new URL(page.url()).search).toBe("?q=deliv&topic=bolt&sort=reach");
  const found = await numberIn(page);
  const again = await feed("?q=deliv&topic=bolt&sort=reach&nonsense=1&kind=wrong");
  await expect.poll(() => numberIn(again)).toBe(found);
  await again.close();
  await page.goBack();
  await expect.poll(() => numberIn(page)).toBe(bolt);
  expect(new URL(page.url()).search).toBe("?topic=bolt&sort=reach");
  await page.goBack();
  await page.goBack();
  await expect.poll(() => numberIn(page)).toBe(all);
  expect(await page.locator('select[name="topic"]').inputValue()).toBe("");
  await page.close();
});

test.skipIf(!installed)("what was found is marked, and texts stay texts", async () => {
  const page = await feed();
  await page.getByLabel("Search in texts").fill("zold");
  await expect.poll(() => count(page)).toBe("1 mention");
  await expect.poll(() => page.locator(`${items} mark`).innerText()).toBe("Zöld");
  expect(await page.locator(".feed-text").innerText()).toBe("Zöld <b>tea</b> & more");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect.poll(() => numberIn(page)).toBe(ROWS);
  expect(new URL(page.url()).search).toBe("");
  await page.close();
});

test.skipIf(!installed)("counts below the list follow the filters, and come back with them", async () => {
  const page = await feed();
  const table = page.locator(".feed-cells");
  const before = await table.locator("tbody").innerText();
  await page.locator('select[name="topic"]').selectOption("bolt");
  await page.locator('select[name="period"]').selectOption("2026-w10");
  await expect.poll(() => table.locator("caption").innerText()).toContain("week 10, 2026");
  await expect.poll(() => table.locator("tbody tr").count()).toBeGreaterThan(1);
  for (const row of await table.locator("tbody tr").allInnerTexts()) expect(row).toMatch(/^Bolt/);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect.poll(() => table.locator("tbody").innerText()).toBe(before);
  await page.close();
});

test.skipIf(!installed)(
  "where nothing is found, each filter to take back says what it would give",
  async () => {
    const page = await feed("?topic=acme&q=zqxzqx");
    expect(await numberIn(page)).toBeNaN();
    const drops = page.locator("[data-drop]");
    expect(await drops.count()).toBe(1);
    expect(await drops.first().innerText()).toMatch(/zqxzqx.*\([\d,.]+\)/);
    await drops.first().click();
    await expect.poll(() => numberIn(page)).toBeGreaterThan(0);
    expect(new URL(page.url()).search).toBe("?topic=acme");
    expect(await drops.count()).toBe(0);
    await page.close();
  },
);

test.skipIf(!installed)("reposts unfold behind their post, by the keyboard too", async () => {
  const page = await browser.newPage();
  // Texts come late here: what one does meanwhile must stay.
  await page.route("**/text-*.json", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await feed('?q="ref0"', page);
  const button = page.locator(".feed-behind").first();
  await button.waitFor();
  const promised = Number((await button.innerText()).match(/\d+/)?.[0]);
  await button.focus();
  await page.keyboard.press("Enter");
  const inner = page.locator(".feed-reposts").first().locator("li[data-number]");
  await expect.poll(() => inner.count()).toBe(Math.min(promised, 20));
  expect(await inner.first().innerText()).toContain("RT @user");
  await page.keyboard.press("Enter");
  expect(await page.locator(".feed-reposts").first().isVisible()).toBe(false);
  await page.close();
});

test.skipIf(!installed)("only what is near the window is in the page, and nothing jumps", async () => {
  const page = await feed("?grouped=0");
  const more = page.locator(".feed-more");
  let most = 0;
  const seen = new Set<string>();
  for (let step = 0; step < 150; step++) {
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(15);
    if (await more.isVisible()) await more.click();
    const numbers = await page
      .locator(items)
      .evaluateAll((all) => all.map((li) => li.getAttribute("aria-posinset")));
    most = Math.max(most, numbers.length);
    for (const number of numbers) seen.add(String(number));
    if (seen.size > 400) break;
  }
  expect(seen.size).toBeGreaterThan(400);
  expect(most).toBeLessThanOrEqual(160);
  const shown = await page.evaluate(() => {
    const middle = document.elementFromPoint(300, 400)?.closest<HTMLElement>(".feed-list > li");
    return {
      place: middle?.getAttribute("aria-posinset"),
      padding: document.querySelector<HTMLElement>(".feed-list")?.style.paddingTop,
    };
  });
  expect(Number(shown.place)).toBeGreaterThan(100);
  expect(Number.parseFloat(shown.padding ?? "")).toBeGreaterThan(1000);
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
  await expect.poll(() => page.locator(items).first().getAttribute("aria-posinset")).toBe("1");
  await expect.poll(() => page.locator(`${items}.pending`).count()).toBe(0);
  await page.close();
});

test.skipIf(!installed).each([
  ["wide, light", 1280, "light"],
  ["narrow, dark", 360, "dark"],
] as const)("a feed in use breaks no accessibility rule and fits: %s", async (_name, width, colorScheme) => {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme,
    bypassCSP: true,
  });
  const page = await feed('?q="ref0"', await context.newPage());
  await page.getByLabel("Search in texts").focus();
  await page.locator(".feed-behind").first().click();
  await page.locator(".feed-reposts li mark").first().waitFor();
  await page.evaluate(axe);
  const violations = (await page.evaluate(
    "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then((r) => r.violations)",
  )) as { id: string; nodes: { html: string; failureSummary: string }[] }[];
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)).toEqual(
    [],
  );
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  await context.close();
});

test.skipIf(!installed)("the search page finds while one types, and says how much", async () => {
  const page = await browser.newPage();
  await page.goto(`${server.base}search.html?q=engagment`, { waitUntil: "networkidle" });
  await expect.poll(() => page.locator(".search-list li a").first().innerText()).toMatch(/Engagement/);
  expect(await page.locator(".search-count").innerText()).toMatch(/^\d+ results?\./);
  await page.locator("#search-words").fill("share of voice");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Share of voice");
  await page.locator("#search-words").fill("qqqqqqqq");
  expect(await page.locator(".search-count").innerText()).toBe("Nothing found.");
  await page.close();
});
