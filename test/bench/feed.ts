import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { buildSite, publish } from "../../src/site/index.ts";
import { openBrowser, servePlain } from "../site/browser.ts";
import {
  inventedManifest,
  inventedStudy,
  inventedWarehouse,
  inventedWorkspace,
} from "../site/invented-study.ts";
import { inventFeed } from "./generator/feed-mentions.ts";

/** What a reader does, in order: a field of the form and its new value. */
const STEPS: readonly (readonly [field: string, value: string])[] = [
  ["topic", "bolt"],
  ["sentiment", "negative"],
  ["period", "2026-w10"],
  ["period", ""],
  ["language", "nl"],
  ["language", ""],
  ["sort", "engagement"],
  ["sentiment", ""],
  ["topic", ""],
  ["country", "FI"],
  ["kind", "original"],
  ["sort", "reach"],
  ["kind", ""],
  ["country", ""],
  ["grouped", "0"],
  ["grouped", "1"],
  ["sort", "time"],
  ["q", "d"],
  ["q", "delivery"],
  ["q", "delivery late"],
  ["q", '"late delivery"'],
  ["q", "delivery -late"],
  ["q", "*liver"],
  ["q", "ref4711"],
  ["q", "absentword"],
  ["topic", "bolt"],
  ["q", ""],
];

/**
 * `npm run bench -- feed [MENTIONS]`: the mentions feed under the internal profile in a real browser: bytes, milliseconds
 * from opening the page to the first rows and to filters that answer, from each change to the painted list and to its
 * texts, and frames while scrolling; then the same with the processor slowed to a quarter.
 */
export async function main(args: string[]): Promise<void> {
  const mentions = Number(args[0] ?? 100_000);
  const workspace = inventedWorkspace();
  const study = inventedStudy({ privacy: { profile: "internal" } });
  const warehouse = await inventedWarehouse();
  await inventFeed(warehouse, mentions);
  const started = performance.now();
  await publish(warehouse, workspace, study, inventedManifest());
  console.log(`${mentions} mentions; published in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  warehouse.close();
  await buildSite(workspace, study, inventedManifest());
  reportBytes(join(workspace.dist, "data", "feed"));
  const server = await servePlain(workspace.dist);
  const browser = await openBrowser();
  try {
    const columns: Map<string, string>[] = [];
    for (const slowed of [1, 1, 4]) {
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: slowed });
      columns.push(await visit(page, `${server.base}mentions.html`));
      await page.context().close();
    }
    console.log("milliseconds\tfirst visit\tsecond visit\tprocessor ÷ 4");
    for (const name of columns[0]?.keys() ?? [])
      console.log([name, ...columns.map((column) => column.get(name))].join("\t"));
  } finally {
    await browser.close();
    server.close();
    rmSync(workspace.root, { recursive: true, force: true });
  }
}

function reportBytes(folder: string): void {
  const files = readdirSync(folder).map((name) => ({ name, contents: readFileSync(join(folder, name)) }));
  console.log("files\tnumber\tkB\tkB gzip\tlargest kB");
  for (const kind of ["index", "columns", "text", "words", "places"]) {
    const of = files.filter(({ name }) => name.startsWith(kind)).map(({ contents }) => contents);
    const kilo = (bytes: number) => (bytes / 1000).toFixed(0);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    const sizes = of.map((contents) => contents.length);
    const packed = of.map((contents) => gzipSync(contents).length);
    console.log([kind, of.length, kilo(sum(sizes)), kilo(sum(packed)), kilo(Math.max(...sizes))].join("\t"));
  }
}

async function visit(page: Page, address: string): Promise<Map<string, string>> {
  const times = new Map<string, string>();
  // The compiler of this file names inner functions with it.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.goto(address, { waitUntil: "load" });
  await page.waitForFunction(() =>
    / \(\d/.test(document.querySelector("select option + option")?.textContent ?? ""),
  );
  const { rows, ready } = await page.evaluate(() => ({
    rows: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    ready: performance.now(),
  }));
  times.set("first rows", rows.toFixed(0));
  times.set("filters answer", ready.toFixed(0));
  await page.waitForTimeout(300);
  for (const [field, value] of STEPS) {
    const { list, texts } = await change(page, field, value);
    times.set(`${field}=${value}`, `${list.toFixed(0)} (${texts.toFixed(0)})`);
  }
  const { frames, longest, items } = await scroll(page);
  times.set("scrolling: frames", String(frames));
  times.set("scrolling: longest frame", longest.toFixed(0));
  times.set("scrolling: most items in the page", String(items));
  return times;
}

/** Set a filter as a reader would; milliseconds until its list is painted, and until all texts on screen are. */
async function change(page: Page, name: string, value: string): Promise<{ list: number; texts: number }> {
  return await page.evaluate(
    ([field, wish]) =>
      new Promise<{ list: number; texts: number }>((resolve) => {
        const list = document.querySelector(".feed-list") as HTMLElement;
        const form = document.querySelector("section.feed form") as HTMLFormElement;
        const input = form.elements.namedItem(field as string) as HTMLInputElement;
        const painted = (then: (at: number) => void) =>
          requestAnimationFrame(() => setTimeout(() => then(performance.now() - started)));
        let listed = 0;
        const observer = new MutationObserver(() => {
          if (listed === 0) {
            listed = -1;
            painted((at) => {
              listed = at;
              look();
            });
          } else if (listed > 0) look();
        });
        const look = () => {
          if (list.querySelector("li.pending")) return;
          observer.disconnect();
          painted((texts) => resolve({ list: listed, texts }));
        };
        observer.observe(list, { childList: true, subtree: true, attributeFilter: ["class"] });
        observer.observe(document.querySelector(".feed-count") as HTMLElement, { childList: true });
        const started = performance.now();
        if (input.type === "checkbox") input.checked = wish === "1";
        else input.value = wish as string;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    [name, value],
  );
}

/** Scroll through what follows by itself and ten times "Show more"; frames, the longest, and most items at a time. */
async function scroll(page: Page): Promise<{ frames: number; longest: number; items: number }> {
  return await page.evaluate(
    () =>
      new Promise<{ frames: number; longest: number; items: number }>((resolve) => {
        const more = document.querySelector(".feed-more") as HTMLButtonElement;
        let [frames, longest, items, clicks, still] = [0, 0, 0, 0, 0];
        let before = performance.now();
        const step = (now: number) => {
          longest = Math.max(longest, now - before);
          before = now;
          frames++;
          items = Math.max(items, document.querySelectorAll(".feed-list > li").length);
          const top = window.scrollY;
          window.scrollBy({ top: 240, behavior: "instant" });
          still = window.scrollY === top ? still + 1 : 0;
          if (!more.hidden && more.getBoundingClientRect().top < window.innerHeight && clicks < 10) {
            clicks++;
            more.click();
          } else if (still > 20) return resolve({ frames, longest, items });
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
  );
}
