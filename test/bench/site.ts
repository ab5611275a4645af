import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { locateWorkspace } from "../../src/workspace.ts";
import { openBrowser, servePlain } from "../site/browser.ts";

interface Measured {
  page: string;
  requests: number;
  bytes: number;
  gzip: number;
  firstPaint: number;
  chart: boolean;
  shift: number;
}

/** A page is marked that has more compressed bytes, a later first paint or more layout shift than this. */
const LIMITS = { kilobytes: 200, milliseconds: 1000, shift: 0.1 };

/**
 * `npm run bench -- site [WORKSPACE]`: requests, bytes (plain and gzip), milliseconds to the first paint, which holds the
 * page's text, tables and charts, and layout shift of every page of the built site, first language only. What is over a
 * limit is marked.
 */
export async function main(args: string[]): Promise<void> {
  const { dist } = locateWorkspace(args[0] ?? ".");
  if (!existsSync(join(dist, "index.html"))) {
    console.error("There is no site yet; run `earshot run` first.");
    process.exit(2);
  }
  const pages = readdirSync(dist, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".html") && !/^(nl|fi|hu|lv)\//.test(file))
    .sort();
  const server = await servePlain(dist);
  const browser = await openBrowser();
  console.log("page\trequests\tkB\tkB gzip\tms to first paint\tchart\tlayout shift\tover a limit");
  try {
    for (const page of pages) {
      const measured = await measure(browser, server.base, dist, page);
      const { requests, bytes, gzip, firstPaint, chart, shift } = measured;
      const kilo = (n: number) => (n / 1000).toFixed(1);
      const over = gzip / 1000 > LIMITS.kilobytes || firstPaint > LIMITS.milliseconds || shift > LIMITS.shift;
      console.log(
        [
          ...[page, requests, kilo(bytes), kilo(gzip), firstPaint.toFixed(0), chart ? "yes" : "–"],
          ...[shift.toFixed(3), over ? "over" : ""],
        ].join("\t"),
      );
    }
  } finally {
    await browser.close();
    server.close();
  }
}

async function measure(
  browser: Awaited<ReturnType<typeof openBrowser>>,
  base: string,
  dist: string,
  file: string,
): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const paths: string[] = [];
  page.on("requestfinished", (request) =>
    paths.push(new URL(request.url()).pathname.replace("/sub/path/", "")),
  );
  await page.addInitScript(() => {
    const state = window as unknown as { shift: number };
    state.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) state.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`${base}${file}`, { waitUntil: "load" });
  const chart = (await page.locator("figure.chart svg:visible").count()) > 0;
  await page.waitForTimeout(500);
  const firstPaint = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  );
  const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
  const contents = paths
    .filter((path) => existsSync(join(dist, path)))
    .map((path) => readFileSync(join(dist, path)));
  await context.close();
  return {
    page: file,
    requests: paths.length,
    bytes: contents.reduce((sum, content) => sum + content.length, 0),
    gzip: contents.reduce((sum, content) => sum + gzipSync(content).length, 0),
    firstPaint,
    chart,
    shift,
  };
}
