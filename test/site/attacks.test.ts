import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSite, publish } from "../../src/site/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { browserFound, openBrowser, servePlain } from "./browser.ts";
import {
  ATTACKS,
  inventedManifest,
  inventedStudy,
  inventedWarehouse,
  inventedWorkspace,
} from "./invented-study.ts";

/** A study in which every text that can come from outside is an attack, under the profile that shows most. */
let workspace: Workspace;
let browser: Browser;
const installed = browserFound();

beforeAll(async () => {
  workspace = inventedWorkspace();
  const base = inventedStudy({ privacy: { profile: "internal" } });
  const study = {
    ...base,
    title: ATTACKS[0],
    objective: ATTACKS[3],
    site: { ...base.site, title: ATTACKS[7] },
    topics: base.topics.map((topic, i) => ({
      ...topic,
      label: ATTACKS[i + 1] ?? "",
      query: ATTACKS[i + 4] ?? "",
    })),
  };
  const warehouse = await inventedWarehouse(ATTACKS);
  for (const [i, attack] of ATTACKS.entries()) {
    const text = `'${attack.replaceAll("'", "''")}'`;
    await warehouse.run(`update topics set label = ${text} where position = ${i}`);
    await warehouse.run(
      `update mentions set text = ${text}, author_name = ${text}, url = ${text} where mention_id = 'id-${8999 - i}-secret'`,
    );
  }
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
  readdirSync(workspace.dist, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".html"));

test("no text from outside becomes an element, an attribute, a script or code of the builder", () => {
  for (const file of pages()) {
    const html = readFileSync(join(workspace.dist, file), "utf8");
    expect(html, file).not.toMatch(/<script>window\.hit/);
    expect(html, file).not.toMatch(/<img/);
    const { document } = new JSDOM(html).window;
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        expect(name, `${file}: ${element.outerHTML.slice(0, 80)}`).not.toMatch(/^on/i);
        if (name === "href" || name === "src") expect(value, file).not.toMatch(/^\s*javascript:/i);
      }
    }
    expect(html, file).not.toMatch(/\$\{window/);
    const code = [...html.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)].map((match) => match[1]);
    expect(code.join(""), file).not.toContain("hit");
  }
});

test.skipIf(!installed)("in a browser no attack runs, on any page, and nothing leaves the site", async () => {
  const server = await servePlain(workspace.dist);
  const page = await browser.newPage();
  const foreign: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(server.base) && !request.url().startsWith("data:"))
      foreign.push(request.url());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  try {
    for (const file of pages()) {
      await page.goto(`${server.base}${file}`);
      await page.waitForTimeout(50);
      if (file === "mentions.html") await page.waitForSelector(".feed-list li");
      const hit = await page.evaluate(() => (window as unknown as { hit?: number }).hit);
      expect(hit, file).toBeUndefined();
      expect(await page.locator('a[href^="javascript"], img, iframe').count(), file).toBe(0);
    }
    expect(foreign).toEqual([]);
    expect(problems).toEqual([]);
  } finally {
    await page.close();
    server.close();
  }
});

test("downloads cannot run formulas in a spreadsheet", () => {
  const csv = readFileSync(join(workspace.dist, "data", "emerging_terms.csv"), "utf8");
  expect(csv).toContain(`"'=HYPERLINK`);
  for (const field of csv.split(/[\r\n,]+/)) expect(field).not.toMatch(/^"?[=@]/);
});
