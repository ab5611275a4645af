import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PACKAGE_ROOT } from "../../src/workspace.ts";
import { LivePreview, sampleWorkspace } from "../preview/live-preview.ts";
import { openBrowser } from "../site/browser.ts";

interface Edit {
  name: string;
  /** Model that is edited; its file is copied into the workspace. */
  model: string;
  /** Page that is open, and what on it changes. */
  page: string;
  selector: string;
  /** The model's text at the n-th edit. */
  text(source: string, n: number): string;
}

const EDITS: readonly Edit[] = [
  {
    name: "volume_daily, on the trends page",
    model: "marts/volume_daily.sql",
    page: "trends",
    selector: "#observablehq-main figure.chart svg",
    text: (source, n) =>
      source.replace("originals), 0) as mentions", `originals), 0) * ${n + 1} as mentions`),
  },
  {
    name: "volume_daily, on the overview",
    model: "marts/volume_daily.sql",
    page: "index",
    selector: "#observablehq-main figure.chart svg",
    text: (source, n) =>
      source.replace("originals), 0) as mentions", `originals), 0) * ${n + 1} as mentions`),
  },
  {
    name: "share_sums, on share of voice",
    model: "intermediate/share_sums.sql",
    page: "share-of-voice",
    selector: "#observablehq-main figure.chart svg",
    text: (source, n) =>
      source.replace(
        "coalesce(numerator.y, 0)::double as y",
        `coalesce(numerator.y, 0)::double / ${n + 1} as y`,
      ),
  },
];

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * `npm run bench -- preview [EDITS]`: milliseconds from saving a SQL file to the changed charts in the open page of
 * `earshot preview`, on the samples: the median and the slowest of so many edits (default 10) per kind.
 */
export async function main(args: string[]): Promise<void> {
  const times = Math.max(1, Number(args[0] ?? 10));
  const kinds = EDITS.filter(
    (edit) => args.length < 2 || args.slice(1).some((word) => edit.name.includes(word)),
  );
  const browser = await openBrowser();
  console.log("edit\tedits\tmedian ms\tslowest ms");
  try {
    for (const edit of kinds) {
      const measured = await measure(edit, times, browser);
      const row = [
        edit.name,
        measured.length,
        Math.round(median(measured)),
        Math.round(Math.max(...measured)),
      ];
      console.log(row.join("\t"));
    }
  } finally {
    await browser.close();
  }
}

async function measure(
  edit: Edit,
  times: number,
  browser: Awaited<ReturnType<typeof openBrowser>>,
): Promise<number[]> {
  const root = sampleWorkspace();
  const source = readFileSync(join(PACKAGE_ROOT, "pipelines", "models", edit.model), "utf8");
  const file = join(root, "pipelines", "models", edit.model);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  const live = await LivePreview.start(root);
  const page = await browser.newPage();
  const measured: number[] = [];
  try {
    await page.goto(`${live.address}${edit.page}.html`);
    await page.locator(edit.selector).first().waitFor();
    await page.waitForTimeout(1500);
    for (let n = 1; n <= times; n++) {
      const read = (selector: string) =>
        [...document.querySelectorAll(selector)].map((each) => each.innerHTML).join("\n");
      const before = await page.evaluate(read, edit.selector);
      const started = performance.now();
      writeFileSync(file, edit.text(source, n));
      await page.waitForFunction(
        ([selector, old]) =>
          [...document.querySelectorAll(selector as string)].map((each) => each.innerHTML).join("\n") !== old,
        [edit.selector, before] as const,
        { polling: 10, timeout: 30_000 },
      );
      measured.push(performance.now() - started);
      await page.waitForTimeout(700);
    }
  } catch (error) {
    console.error(live.terminal);
    throw error;
  } finally {
    await page.close();
    await live.remove();
  }
  return measured;
}
