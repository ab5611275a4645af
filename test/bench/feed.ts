import { rmSync } from "node:fs";
import type { Page } from "playwright-core";
import { buildSite, publish } from "../../src/site/index.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import { openBrowser, servePlain } from "../site/browser.ts";
import {
  inventedManifest,
  inventedStudy,
  inventedWarehouse,
  inventedWorkspace,
} from "../site/invented-study.ts";

const CHANGES: [string, string][] = [
  ["topic", "bolt"],
  ["sentiment", "negative"],
  ["language", "nl"],
  ["language", ""],
  ["sort", "engagement"],
  ["sentiment", ""],
  ["topic", ""],
  ["country", "FI"],
  ["sort", "reach"],
  ["country", ""],
  ["sort", "time"],
];
const SEARCHES = ["number 4711", "lovely", "absent-word"];

/**
 * `npm run bench -- feed [MENTIONS]`: the mentions feed under the internal profile in a real browser. Milliseconds from
 * opening the page to the first rows on screen, and from each change of a filter or word of search to the painted list.
 */
export async function main(args: string[]): Promise<void> {
  const mentions = Number(args[0] ?? 100_000);
  const workspace = inventedWorkspace();
  const study = inventedStudy({ privacy: { profile: "internal" } });
  const warehouse = await inventedWarehouse();
  await multiply(warehouse, mentions);
  await publish(warehouse, workspace, study, inventedManifest());
  warehouse.close();
  await buildSite(workspace, study, inventedManifest());
  const server = await servePlain(workspace.dist);
  const browser = await openBrowser();
  try {
    console.log(`${mentions} mentions\tms`);
    for (let i = 0; i < 3; i++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      // The compiler of this file names inner functions with it.
      await page.addInitScript("globalThis.__name = (named) => named");
      console.log(`first rows\t${(await firstRows(page, `${server.base}mentions.html`)).toFixed(0)}`);
      if (i === 2) {
        for (const [name, value] of CHANGES)
          console.log(`${name}=${value}\t${(await change(page, name, value)).toFixed(0)}`);
        await page.waitForTimeout(500);
        for (const words of SEARCHES)
          console.log(`q=${words}\t${(await change(page, "q", words, true)).toFixed(0)}`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
    server.close();
    rmSync(workspace.root, { recursive: true, force: true });
  }
}

/** Replace the mentions by as many as asked for, of the same make, with engagement that differs. */
async function multiply(warehouse: Warehouse, mentions: number): Promise<void> {
  await warehouse.run("create or replace temp table kept as select * from mentions");
  await warehouse.run("delete from mentions");
  await warehouse.run(`
    insert into mentions
    select kept.* replace (
      'id-' || n || '-secret' as mention_id,
      published_at + interval (n % 17) minute as published_at,
      text || ' number ' || n as text,
      n as i
    )
    from range(${mentions}) r(n)
    join kept on kept.i = n % (select count(*) from kept)`);
  await warehouse.run("alter table mentions add column engagement bigint");
  await warehouse.run("alter table mentions add column reach bigint");
  await warehouse.run("alter table mentions add column country varchar");
  await warehouse.run(
    "update mentions set engagement = hash(i) % 977, reach = hash(i) % 100003, country = if(i % 5 = 1, 'FI', 'NL')",
  );
}

async function firstRows(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: "commit" });
  return await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () =>
          document.querySelector(".feed-list li:not(.pending)")
            ? requestAnimationFrame(() => resolve(performance.now()))
            : requestAnimationFrame(look);
        look();
      }),
  );
}

/** Set a filter as a reader would and wait for the list that follows from it, painted. */
async function change(page: Page, name: string, value: string, texts = false): Promise<number> {
  return await page.evaluate(
    ([field, wish, selector]) =>
      new Promise<number>((resolve) => {
        const list = document.querySelector(".feed-list") as HTMLElement;
        const status = document.querySelector(".feed-count") as HTMLElement;
        const form = document.querySelector("section.feed form") as HTMLFormElement;
        const input = form.elements.namedItem(field as string) as HTMLInputElement | HTMLSelectElement;
        const started = performance.now();
        const done = () => {
          if (/…$/.test(status.textContent ?? "")) return;
          if (!list.querySelector(selector as string) && !/^no\b/i.test(status.textContent ?? "")) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
        };
        const observer = new MutationObserver(done);
        observer.observe(list, { childList: true });
        observer.observe(status, { childList: true, characterData: true, subtree: true });
        input.value = wish as string;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    [name, value, texts ? "li:not(.pending)" : "li"],
  );
}
