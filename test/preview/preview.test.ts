import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeFiles } from "../pipeline/tiny-workspace.ts";
import { browserFound, openBrowser } from "../site/browser.ts";
import { LivePreview } from "./live-preview.ts";

const study = (label: string) => `title: Tiny
time_zone: UTC
site: { languages: [en] }
privacy: { profile: internal }
topics:
  - { id: acme, label: ${label}, role: own, query: acme }
  - { id: bolt, label: Bolt, role: competitor, query: bolt }
sources:
  - match: "*.csv"
    format: generic
    platform: forum
    mapping: { native_id: id, published_at: at, text: text, author_name: author }
`;

const posts = Array.from({ length: 120 }, (_, i) => {
  const day = String((i % 28) + 1).padStart(2, "0");
  return `${i},2026-03-${day}T10:00:00Z,author${i % 40},${i % 3 ? "acme" : "bolt"} is ${i % 2 ? "good" : "bad"}`;
});

const model = (factor: string) =>
  `-- Posts, several times over.\nselect count(*) * ${factor} as total\nfrom mentions\n`;

const step = (answer: number) => `import { defineStep } from "earshot/steps";

export default defineStep({
  description: "One number.",
  grain: "study",
  reads: [],
  columns: { answer: { type: "INTEGER", description: "the number" } },
  run: async ({ write }) => write([{ answer: ${answer} }]),
});
`;

const PAGE = `# What there is

\`\`\`sql id=all
select total, answer, label
from several, one_number, topics
where topic = 'acme'
\`\`\`
`;

const files = {
  "pipelines/study.yaml": study("Acme"),
  "data/exports/posts.csv": `id,at,author,text\n${posts.join("\n")}\n`,
  "pipelines/models/marts/several.sql": model("2"),
  "pipelines/steps/one_number.ts": step(41),
  "reports/notebooks/count.md": PAGE,
};

/** Processes below a process, with it. */
function family(pid: number): number[] {
  const all = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = all.map((line) => line.trim().split(/\s+/).map(Number));
  const found = [pid];
  for (const parent of found) {
    for (const [child, of] of pairs) if (of === parent && child !== undefined) found.push(child);
  }
  return found;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const installed = browserFound();
if (!installed) console.warn("no Chromium: the preview is not tested in a browser");

describe.skipIf(!installed)("preview in a browser (needs Chromium)", () => {
  let live: LivePreview;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const root = mkdtempSync(join(tmpdir(), "earshot-preview-"));
    writeFiles(root, files);
    live = await LivePreview.start(root);
    browser = await openBrowser();
    page = await browser.newPage();
    await page.goto(`${live.address}notebooks/count.html`);
    await shows("240");
    await page.evaluate(() => Object.assign(window, { stayed: true }));
  });

  afterAll(async () => {
    await browser?.close();
    await live?.remove();
  });

  /** Wait until a cell of the page's table shows this. */
  async function shows(cell: string): Promise<void> {
    const found = page.locator("#observablehq-main td", { hasText: new RegExp(`^\\s*${cell}\\s*$`) });
    await found
      .first()
      .waitFor({ state: "attached", timeout: 30_000 })
      .catch((error: unknown) => {
        throw new Error(`the page never showed ${cell}; the terminal:\n${live.terminal}`, { cause: error });
      });
  }

  const edit = (file: keyof typeof files, text: string) => writeFileSync(join(live.root, file), text);

  test("a saved model changes its number in the page that is open", async () => {
    for (const [factor, cell] of [
      ["3", "360"],
      ["5", "600"],
    ] as const) {
      const started = performance.now();
      edit("pipelines/models/marts/several.sql", model(factor));
      await shows(cell);
      console.log(`from save to page: ${Math.round(performance.now() - started)} ms`);
    }
    expect(await page.evaluate(() => "stayed" in window)).toBe(true);
  });

  test("a broken model says where, keeps the last good page, and is picked up when mended", async () => {
    const said = live.terminal.length;
    edit("pipelines/models/marts/several.sql", "-- Posts.\nselect count(*) * 7 as total\nfrom mentionz\n");
    await live.said(/several\.sql:3:6: error: .*mentionz/, 20_000, said);
    await live.said(/last good page stays/, 20_000, said);
    await shows("600");
    edit("pipelines/models/marts/several.sql", model("7"));
    await shows("840");
  });

  test("an edit of the study and of a step in TypeScript is picked up", async () => {
    edit("pipelines/steps/one_number.ts", step(42));
    await shows("42");
    edit("pipelines/study.yaml", study("Acme Tea"));
    await shows("Acme Tea");
    const said = live.terminal.length;
    edit("pipelines/study.yaml", study("Acme Tea").replace("time_zone", "tyme_zone"));
    await live.said(/study\.yaml:2/, 20_000, said);
    await shows("Acme Tea");
    edit("pipelines/study.yaml", study("Acme"));
    await shows("Acme");
  });

  test("Ctrl-C ends it with 130 and leaves no process", async () => {
    const processes = family(live.child.pid ?? 0);
    expect(processes.length).toBeGreaterThan(1);
    expect(await live.interrupt()).toBe(130);
    for (let tries = 0; tries < 40 && processes.some(alive); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(processes.filter(alive)).toEqual([]);
  });
});
